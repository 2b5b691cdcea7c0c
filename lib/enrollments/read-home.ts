import { and, count, desc, eq, gte, inArray, isNotNull, lt, type SQL, sql } from 'drizzle-orm'
import type { EnrollmentStatus } from '@/db/schema/enrollment'
import type { EvidenceKind } from '@/db/schema/evidence'
import type { Context, StaffActor } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { CAPTURE_JOB_KINDS, evidenceKindOf } from '@/lib/evidence/capture-kinds'
import { type LastVerification, readLastVerification } from '@/lib/evidence/read-last-verification'
import { may } from '@/lib/staff/permissions'
import { isOneOf } from './list-filters'
import { aside } from './remaining-filters'
import { dateIn, startOfDay } from './zoned-days'

/** An enrollment as the home page names it. Names are null for people without personal data. Instants: epoch ms. */
export type HomeEnrollment = {
  id: string
  status: EnrollmentStatus
  conflict: boolean
  lastName: string | null
  firstName: string | null
  clientReference: string | null
  createdAt: number
  lastNewsAt: number
}

/** A capture that does not succeed. */
export type FailedCapture = {
  jobId: string
  kind: EvidenceKind
  enrollmentId: string
  lastName: string | null
  firstName: string | null
  state: 'ready' | 'leased' | 'done' | 'dead'
  attempts: number
  runAt: number
}

/** What each role finds on the home page; null for the roles a person has not. */
export type Home = {
  support: { mine: HomeEnrollment[]; stuck: HomeEnrollment[] } | null
  compliance: { ko: HomeEnrollment[]; conflicts: HomeEnrollment[]; captures: FailedCapture[] } | null
  admin: { deadJobs: number; quarantined: number; verification: LastVerification } | null
}

const SHOWN = 20

/**
 * The numbers of the home page: for agents their last twenty and those nobody has heard of for RECONCILE_AFTER_MINUTES;
 * for compliance the KO and the conflicts since yesterday and the captures that do not succeed; for administrators what
 * has stopped, and the last verification of the evidence. Lists hold twenty at most.
 */
export async function readHome(ctx: Context): Promise<Home> {
  const { actor } = ctx
  if (actor.kind !== 'staff') throw new DeskError('SIGNED_OUT', 'the home page needs a signed-in person')
  const [support, compliance, admin] = await Promise.all([
    may(actor.roles, 'enrollments.create') ? forSupport(ctx, actor) : null,
    may(actor.roles, 'review.decide') ? forCompliance(ctx, actor) : null,
    may(actor.roles, 'system.view') ? forAdmin(ctx) : null,
  ])
  return { support, compliance, admin }
}

/** The person's groups as a filter on what an index gives, never as the way in. */
function inGroupsOf(ctx: Context, { groupIds }: StaffActor): SQL | undefined {
  if (groupIds === null) return undefined
  return groupIds.length === 0
    ? sql`1 = 0`
    : isOneOf(aside(ctx, ctx.store.tables.enrollment.groupId), groupIds)
}

/** Twenty enrollments of the person's groups under `conditions`, in the order of `order`. */
function enrollments(ctx: Context, actor: StaffActor, conditions: SQL[], order: SQL[]) {
  const { enrollment } = ctx.store.tables
  return ctx.store.read
    .select({
      id: enrollment.id,
      status: enrollment.status,
      conflict: enrollment.conflict,
      lastName: enrollment.lastName,
      firstName: enrollment.firstName,
      clientReference: enrollment.clientReference,
      createdAt: enrollment.createdAt,
      lastNewsAt: enrollment.lastNewsAt,
    })
    .from(enrollment)
    .where(
      and(...conditions, actor.groupIds === null ? undefined : inArray(enrollment.groupId, actor.groupIds)),
    )
    .orderBy(...order)
    .limit(SHOWN)
}

async function forSupport(ctx: Context, actor: StaffActor): Promise<Home['support']> {
  const { enrollment } = ctx.store.tables
  const silentSince = ctx.clock() - ctx.settings.RECONCILE_AFTER_MINUTES * 60_000
  const [mine, ...stuck] = await Promise.all([
    enrollments(
      ctx,
      actor,
      [eq(enrollment.createdBy, actor.id)],
      [desc(enrollment.createdAt), desc(enrollment.id)],
    ),
    // The index of a status stands in the order of the news; of two together it would have to be sorted whole.
    ...(['STARTED', 'NEW'] as const).map((status) =>
      enrollments(
        ctx,
        actor,
        [eq(enrollment.status, status), lt(enrollment.lastNewsAt, silentSince)],
        [desc(enrollment.lastNewsAt), desc(enrollment.id)],
      ),
    ),
  ])
  return { mine, stuck: stuck.flat().slice(0, SHOWN) }
}

async function forCompliance(ctx: Context, actor: StaffActor): Promise<Home['compliance']> {
  const { enrollment, job } = ctx.store.tables
  const zone = ctx.settings.TIME_ZONE
  const yesterday = startOfDay(dateIn(zone, ctx.clock()), zone, -1)
  const sinceYesterday = gte(enrollment.lastNewsAt, yesterday)
  const newestNews = [desc(enrollment.lastNewsAt), desc(enrollment.id)]
  const [ko, conflicts, captures] = await Promise.all([
    enrollments(ctx, actor, [eq(enrollment.status, 'KO'), sinceYesterday], newestNews),
    enrollments(ctx, actor, [eq(enrollment.conflict, true), sinceYesterday], newestNews),
    failedCaptures(ctx, actor),
  ])
  return { ko, conflicts, captures }
  async function failedCaptures(ctx: Context, actor: StaffActor): Promise<FailedCapture[]> {
    const rows = await ctx.store.read
      .select({
        jobId: job.id,
        kind: job.kind,
        enrollmentId: job.subjectId,
        lastName: enrollment.lastName,
        firstName: enrollment.firstName,
        state: job.state,
        attempts: job.attempts,
        runAt: job.runAt,
      })
      .from(job)
      .innerJoin(enrollment, eq(enrollment.id, job.subjectId))
      .where(
        and(
          inArray(job.state, ['dead', 'ready']),
          inArray(job.kind, [...CAPTURE_JOB_KINDS]),
          isNotNull(job.lastError),
          inGroupsOf(ctx, actor),
        ),
      )
      .orderBy(job.state, desc(job.runAt))
      .limit(SHOWN)
    return rows.flatMap((row) => {
      const kind = evidenceKindOf(row.kind)
      return kind === null ? [] : [{ ...row, kind }]
    })
  }
}

async function forAdmin(ctx: Context): Promise<Home['admin']> {
  const { job, quarantine } = ctx.store.tables
  const [[dead], [kept], verification] = await Promise.all([
    ctx.store.read.select({ n: count() }).from(job).where(eq(job.state, 'dead')),
    ctx.store.read.select({ n: count() }).from(quarantine),
    readLastVerification(ctx),
  ])
  return { deadJobs: Number(dead?.n ?? 0), quarantined: Number(kept?.n ?? 0), verification }
}
