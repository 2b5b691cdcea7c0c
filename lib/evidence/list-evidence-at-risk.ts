import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { EnrollmentStatus } from '@/db/schema/enrollment'
import { EVIDENCE_KINDS, type EvidenceKind } from '@/db/schema/evidence'
import type { Context } from '@/lib/context'
import { type JobView, jobView } from '@/lib/jobs/job-view'
import { authorize } from '@/lib/staff/authorize'
import { CAPTURE_JOB_KINDS, CAPTURE_JOBS } from './capture-kinds'
import { inTheirGroups } from './in-their-groups'
import { leavesAt } from './leaves-at'
import { type EvidenceKindState, stateOf } from './read-evidence'

export const listEvidenceAtRiskInput = z.object({
  /** The last row of the page before. */
  after: z
    .object({ finishedAt: z.number().int(), enrollmentId: z.string().max(64) })
    .nullable()
    .default(null),
  limit: z.number().int().min(1).max(200).default(50),
})

/** An enrollment of which not all evidence is kept. Instants in epoch milliseconds. */
export type EvidenceAtRisk = {
  enrollmentId: string
  clientReference: string | null
  lastName: string | null
  firstName: string | null
  status: EnrollmentStatus
  finishedAt: number
  leavesAt: number
  /** ID360 no longer has it. */
  hasLeft: boolean
  /** What is not kept. */
  missing: { kind: EvidenceKind; state: EvidenceKindState; job: JobView | null }[]
}

export type AtRiskCursor = { finishedAt: number; enrollmentId: string }

/**
 * Enrollments with a verdict whose evidence is not all kept (pending, given up or damaged), what leaves ID360 soonest
 * first, in the person's groups.
 * @throws DeskError SIGNED_OUT, FORBIDDEN
 */
export async function listEvidenceAtRisk(
  ctx: Context,
  input: z.input<typeof listEvidenceAtRiskInput> = {},
): Promise<{ rows: EvidenceAtRisk[]; next: AtRiskCursor | null }> {
  const actor = authorize(ctx, 'evidence.view')
  const { after, limit } = listEvidenceAtRiskInput.parse(input)
  const { evidenceOwed, enrollment } = ctx.store.tables
  const beyond = after
    ? sql`(${evidenceOwed.finishedAt}, ${evidenceOwed.enrollmentId}) > (${after.finishedAt}, ${after.enrollmentId})`
    : undefined
  const found = await ctx.store.read
    .select({
      finishedAt: evidenceOwed.finishedAt,
      enrollmentId: evidenceOwed.enrollmentId,
      clientReference: enrollment.clientReference,
      lastName: enrollment.lastName,
      firstName: enrollment.firstName,
      status: enrollment.status,
    })
    .from(evidenceOwed)
    .innerJoin(enrollment, eq(enrollment.id, evidenceOwed.enrollmentId))
    .where(and(beyond, inTheirGroups(ctx, actor), isFirstOwed(ctx)))
    .orderBy(asc(evidenceOwed.finishedAt), asc(evidenceOwed.enrollmentId))
    .limit(limit + 1)
  const page = found.slice(0, limit)
  const missing = await readMissing(
    ctx,
    page.map(({ enrollmentId }) => enrollmentId),
  )
  const now = ctx.clock()
  const last = page.at(-1)
  return {
    rows: page.map((row) => {
      const leaves = leavesAt(ctx, row.finishedAt)
      return {
        ...row,
        leavesAt: leaves,
        hasLeft: leaves <= now,
        missing: missing.get(row.enrollmentId) ?? [],
      }
    }),
    next:
      found.length > limit && last ? { finishedAt: last.finishedAt, enrollmentId: last.enrollmentId } : null,
  }
}

/** One row an enrollment: of its kinds, the first. All of them ended at the same time, so the order stays the index's. */
function isFirstOwed(ctx: Context): SQL {
  const { evidenceOwed } = ctx.store.tables
  return sql`not exists (select 1 from ${evidenceOwed} as earlier
    where earlier.enrollment_id = ${evidenceOwed.enrollmentId} and earlier.kind < ${evidenceOwed.kind})`
}

async function readMissing(ctx: Context, enrollmentIds: string[]) {
  const missing = new Map<string, EvidenceAtRisk['missing']>()
  if (enrollmentIds.length === 0) return missing
  const { evidenceOwed, job, evidence } = ctx.store.tables
  const [owed, jobs, damaged] = await Promise.all([
    ctx.store.read.select().from(evidenceOwed).where(inArray(evidenceOwed.enrollmentId, enrollmentIds)),
    ctx.store.read
      .select()
      .from(job)
      .where(and(inArray(job.kind, [...CAPTURE_JOB_KINDS]), inArray(job.subjectId, enrollmentIds))),
    ctx.store.read
      .select({ enrollmentId: evidence.enrollmentId, kind: evidence.kind, state: evidence.state })
      .from(evidence)
      .where(and(inArray(evidence.enrollmentId, enrollmentIds), eq(evidence.state, 'damaged'))),
  ])
  for (const enrollmentId of enrollmentIds) {
    const kinds = EVIDENCE_KINDS.filter((kind) =>
      owed.some((one) => one.enrollmentId === enrollmentId && one.kind === kind),
    )
    missing.set(
      enrollmentId,
      kinds.map((kind) => {
        const found = jobs.find((one) => one.subjectId === enrollmentId && one.kind === CAPTURE_JOBS[kind])
        const view = found ? jobView(found) : null
        const broken = damaged.filter((one) => one.enrollmentId === enrollmentId && one.kind === kind)
        return { kind, state: stateOf(broken, view, true), job: view }
      }),
    )
  }
  return missing
}
