import { eq, sql } from 'drizzle-orm'
import type { EvidenceKind } from '@/db/schema/evidence'
import type { Tx } from '@/db/store'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import type { JobProblem } from '@/lib/jobs/job-failure'
import { JobFailure } from '@/lib/jobs/job-failure'
import type { ClaimedJob } from '@/lib/jobs/job-handler'

/**
 * The enrollment of a capture, with its id at ID360; null when it has no verdict (any more): no evidence then [seed]; and
 * when its person or its evidence was erased.
 */
export async function enrollmentToCapture(ctx: Context, job: ClaimedJob) {
  const { enrollment } = ctx.store.tables
  const [row] = await ctx.store.read.select().from(enrollment).where(eq(enrollment.id, job.subjectId))
  if (!row) throw new JobFailure('no_enrollment', 'the enrollment does not exist', { permanent: true })
  if (!hasVerdict(row.status) || isErased(row)) return null
  if (row.id360Id === null) throw new JobFailure('no_id360_id', 'its id at ID360 is not known yet')
  return { ...row, id360Id: row.id360Id }
}

/** Whether evidence may no longer be added. */
export const isErased = (row: { erasedAt: number | null; evidenceErasedAt: number | null }) =>
  row.erasedAt !== null || row.evidenceErasedAt !== null

export const hasVerdict = (status: string) => status === 'OK' || status === 'KO'

/** Takes the enrollment's row until the end of the transaction, and has its pages look again. */
export async function touchEnrollment(ctx: Context, tx: Tx, enrollmentId: string) {
  const { enrollment } = ctx.store.tables
  const [row] = await tx
    .update(enrollment)
    .set({ revision: sql`${enrollment.revision} + 1` })
    .where(eq(enrollment.id, enrollmentId))
    .returning({
      status: enrollment.status,
      finishedAt: enrollment.finishedAt,
      erasedAt: enrollment.erasedAt,
      evidenceErasedAt: enrollment.evidenceErasedAt,
    })
  return row
}

/** What a capture job writes when it is given up: the enrollment's timeline tells it. */
export const gaveUpCapture =
  (kind: EvidenceKind) =>
  async (ctx: Context, tx: Tx, job: ClaimedJob, problem: JobProblem): Promise<void> => {
    await touchEnrollment(ctx, tx, job.subjectId)
    await writeAudit(ctx, tx, {
      action: 'evidence.capture_failed',
      targetKind: 'enrollment',
      targetId: job.subjectId,
      details: { kind, error: problem.code, attempts: job.attempts },
    })
  }
