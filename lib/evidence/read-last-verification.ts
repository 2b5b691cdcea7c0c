import { desc, eq } from 'drizzle-orm'
import type { VerificationSummary } from '@/db/schema/evidence'
import type { Context } from '@/lib/context'
import { type JobView, jobView } from '@/lib/jobs/job-view'
import { authorize } from '@/lib/staff/authorize'
import { may } from '@/lib/staff/permissions'

/** The last look at the whole evidence store. Instants in epoch milliseconds. */
export type LastVerification = {
  /** null: there has been none. */
  last: { startedAt: number; finishedAt: number; summary: VerificationSummary } | null
  /** The daily job; null when it has never been due. */
  job: JobView | null
  /** How often it runs; 0: never. */
  everyHours: number
}

/**
 * What the last verification of the evidence store found.
 * @throws DeskError SIGNED_OUT, FORBIDDEN
 */
export async function readLastVerification(ctx: Context): Promise<LastVerification> {
  const { actor } = ctx
  // Numbers of the whole store: for those who run the desk, and for those who answer for its evidence.
  const answers = actor.kind === 'staff' && may(actor.roles, 'evidence.view')
  if (!answers && actor.kind !== 'system') authorize(ctx, 'system.view')
  const { evidenceVerification, job } = ctx.store.tables
  const [[last], [known]] = await Promise.all([
    ctx.store.read
      .select()
      .from(evidenceVerification)
      .orderBy(desc(evidenceVerification.startedAt), desc(evidenceVerification.id))
      .limit(1),
    ctx.store.read.select().from(job).where(eq(job.kind, 'verify-evidence')),
  ])
  return {
    last: last ? { startedAt: last.startedAt, finishedAt: last.finishedAt, summary: last.summary } : null,
    job: known ? jobView(known) : null,
    everyHours: ctx.settings.EVIDENCE_VERIFY_HOURS,
  }
}
