import { desc } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { enqueueWhenDue } from '@/lib/jobs/enqueue-when-due'
import { JobFailure } from '@/lib/jobs/job-failure'
import type { JobHandler } from '@/lib/jobs/job-handler'
import { verifyEvidence } from './verify-evidence'

/** The whole store: there is one such job. */
const SUBJECT = 'evidence'

/** Reads the whole store again; what it finds is in `readLastVerification` and at the evidence itself. */
export const verifyEvidenceJob: JobHandler = {
  async run(ctx, _job, signal) {
    const summary = await verifyEvidence(ctx, { signal }).catch((error) => {
      if (!signal.aborted) throw error
      throw new JobFailure('stopped', 'the worker stopped in the middle')
    })
    if (!summary.ok) ctx.log.error({ ...summary }, 'kept evidence is damaged')
    return async () => {}
  },
}

/**
 * Puts the verification in the outbox when the last one (or the last attempt at one) began EVIDENCE_VERIFY_HOURS ago.
 * Returns whether it did.
 */
export async function scheduleVerification(ctx: Context): Promise<boolean> {
  const everyMs = ctx.settings.EVIDENCE_VERIFY_HOURS * 60 * 60_000
  if (everyMs === 0) return false
  const { evidenceVerification } = ctx.store.tables
  const [last] = await ctx.store.read
    .select({ startedAt: evidenceVerification.startedAt })
    .from(evidenceVerification)
    .orderBy(desc(evidenceVerification.startedAt))
    .limit(1)
  return enqueueWhenDue(ctx, {
    kind: 'verify-evidence',
    subjectId: SUBJECT,
    everyMs,
    lastAt: last?.startedAt ?? 0,
  })
}
