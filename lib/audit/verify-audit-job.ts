import type { Context } from '@/lib/context'
import { enqueueWhenDue } from '@/lib/jobs/enqueue-when-due'
import { JobFailure } from '@/lib/jobs/job-failure'
import type { JobHandler } from '@/lib/jobs/job-handler'
import { readLastAuditVerification } from './read-last-audit-verification'
import { verifyAudit } from './verify-audit'

const EVERY_MS = 24 * 60 * 60_000

/** Verifies the whole chain; what it finds is in `readLastAuditVerification`. */
export const verifyAuditJob: JobHandler = {
  async run(ctx, _job, signal) {
    const { rows, broken } = await verifyAudit(ctx, { signal }).catch((error) => {
      if (!signal.aborted) throw error
      throw new JobFailure('stopped', 'the worker stopped in the middle')
    })
    if (broken) ctx.log.error({ rows, broken }, 'the chain of the audit log is broken')
    return async () => {}
  },
}

/** Puts the verification of the audit log in the outbox when the last one began a day ago. Returns whether it did. */
export async function scheduleAuditVerification(ctx: Context): Promise<boolean> {
  const last = await readLastAuditVerification(ctx)
  return enqueueWhenDue(ctx, {
    kind: 'verify-audit',
    subjectId: 'audit',
    everyMs: EVERY_MS,
    lastAt: last?.startedAt ?? 0,
  })
}
