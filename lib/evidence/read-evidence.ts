import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Confirmation, EnrollmentStatus } from '@/db/schema/enrollment'
import { EVIDENCE_KINDS, type EvidenceKind } from '@/db/schema/evidence'
import type { Context } from '@/lib/context'
import { findVisibleEnrollment } from '@/lib/enrollments/find-visible-enrollment'
import { type JobView, jobView } from '@/lib/jobs/job-view'
import { authorize } from '@/lib/staff/authorize'
import { may } from '@/lib/staff/permissions'
import { CAPTURE_JOB_KINDS, CAPTURE_JOBS } from './capture-kinds'
import { type EvidenceItem, listItems } from './find-evidence'
import { leavesAt } from './leaves-at'

export const readEvidenceInput = z.object({ enrollmentId: z.string().min(1).max(64) })

/**
 * `none`: none is due, or ID360 makes none; `pending`: the job is on it; `failed`: it gave up; `captured`: all that there
 * is, is kept; `damaged`: a kept file is no longer what was captured.
 */
export type EvidenceKindState = 'none' | 'pending' | 'failed' | 'captured' | 'damaged'

export type EvidenceKindView = {
  kind: EvidenceKind
  state: EvidenceKindState
  /** null when there has been no capture job. */
  job: JobView | null
  /** The current version of each part; what came before is in `readEvidenceVersions`. */
  items: EvidenceItem[]
}

/** What is kept of an enrollment, what is not, and how long ID360 still has it. Instants in epoch milliseconds. */
export type EvidenceView = {
  enrollmentId: string
  status: EnrollmentStatus
  confirmation: Confirmation
  finishedAt: number | null
  /** Until when ID360 has it; null without a verdict. */
  leavesAt: number | null
  /** That time is over. */
  hasLeft: boolean
  /** An account for ID360's archive is set: a report that has left can still be had. */
  archiveReachable: boolean
  /** When the evidence, or else who the person is, was erased: nothing more is fetched. Null: nothing was. */
  erasedAt: number | null
  canDownload: boolean
  canRetry: boolean
  /** A draft report may be looked at, now. */
  canSeeDraft: boolean
  kinds: Record<EvidenceKind, EvidenceKindView>
}

/**
 * Tells of each kind of evidence whether it is kept, pending or lost. Reads no content, so nothing is audited.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND
 */
export async function readEvidence(
  ctx: Context,
  input: z.input<typeof readEvidenceInput>,
): Promise<EvidenceView> {
  const actor = authorize(ctx, 'evidence.view')
  const { enrollmentId } = readEvidenceInput.parse(input)
  const row = await findVisibleEnrollment(ctx, actor, enrollmentId)
  const { job, evidenceOwed } = ctx.store.tables
  const [items, jobs, owed] = await Promise.all([
    listItems(ctx, row),
    ctx.store.read
      .select()
      .from(job)
      .where(and(eq(job.subjectId, enrollmentId), inArray(job.kind, [...CAPTURE_JOB_KINDS]))),
    ctx.store.read
      .select({ kind: evidenceOwed.kind })
      .from(evidenceOwed)
      .where(eq(evidenceOwed.enrollmentId, enrollmentId)),
  ])
  const viewOf = (kind: EvidenceKind): EvidenceKindView => {
    const current = items.filter((item) => item.kind === kind && !item.superseded)
    const found = jobs.find((one) => one.kind === CAPTURE_JOBS[kind])
    const view = found ? jobView(found) : null
    const isOwed = owed.some((one) => one.kind === kind)
    return { kind, state: stateOf(current, view, isOwed), job: view, items: current }
  }
  const hasVerdict = row.status === 'OK' || row.status === 'KO'
  const erasedAt = row.evidenceErasedAt ?? row.erasedAt
  const leaves = hasVerdict ? leavesAt(ctx, row.finishedAt) : null
  return {
    enrollmentId,
    status: row.status,
    confirmation: row.confirmation,
    finishedAt: row.finishedAt,
    leavesAt: leaves,
    hasLeft: leaves !== null && leaves <= ctx.clock(),
    archiveReachable: ctx.id360User !== null,
    canDownload: may(actor.roles, 'evidence.download'),
    erasedAt,
    canRetry: may(actor.roles, 'evidence.retry') && erasedAt === null,
    canSeeDraft: draftsAllowed(ctx) && !hasVerdict && row.id360Id !== null && erasedAt === null,
    kinds: Object.fromEntries(EVIDENCE_KINDS.map((kind) => [kind, viewOf(kind)])) as EvidenceView['kinds'],
  }
}

/** Draft reports: never in production [seed], and only where the settings say so. */
export const draftsAllowed = ({ settings }: Pick<Context, 'settings'>) =>
  settings.ID360_ALLOW_DRAFT === '1' && settings.ID360_ENVIRONMENT === 'preproduction'

/** What is owed is not whole, even when parts of it are kept. */
export function stateOf(
  items: Pick<EvidenceItem, 'state'>[],
  job: Pick<JobView, 'state'> | null,
  isOwed: boolean,
): EvidenceKindState {
  if (items.some(({ state }) => state === 'damaged')) return 'damaged'
  if (isOwed) return job?.state === 'dead' ? 'failed' : 'pending'
  return items.length > 0 ? 'captured' : 'none'
}
