import { desc, eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { enqueueJob } from '@/lib/jobs/enqueue-job'
import { JobFailure } from '@/lib/jobs/job-failure'
import type { JobHandler } from '@/lib/jobs/job-handler'
import { wakeWorkers } from '@/lib/jobs/wake-workers'
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
  const { evidenceVerification, job } = ctx.store.tables
  const [[last], [known]] = await Promise.all([
    ctx.store.read
      .select({ startedAt: evidenceVerification.startedAt })
      .from(evidenceVerification)
      .orderBy(desc(evidenceVerification.startedAt))
      .limit(1),
    ctx.store.read
      .select({ state: job.state, finishedAt: job.finishedAt })
      .from(job)
      .where(eq(job.kind, 'verify-evidence')),
  ])
  if (known?.state === 'ready' || known?.state === 'leased') return false
  const lastAt = Math.max(last?.startedAt ?? 0, known?.finishedAt ?? 0)
  if (ctx.clock() - lastAt < everyMs) return false
  await ctx.store.tx((tx) =>
    enqueueJob(ctx, tx, { kind: 'verify-evidence', subjectId: SUBJECT, again: true }),
  )
  wakeWorkers()
  return true
}
