import type { Context } from '@/lib/context'
import { contextFor, type Desk } from '@/lib/desk'
import { MAX_ATTEMPTS } from './backoff'
import { describeProblem, JobFailure } from './job-failure'
import type { JobHandlers } from './job-handler'
import { completeJob, failJob, type Lease, renewLease } from './lease'

/**
 * Runs one claimed job to its end: done, put back, or dead. Never rejects; what cannot even be written down is logged,
 * and the job comes back when its lease runs out.
 */
export async function runJob(
  desk: Desk,
  handlers: JobHandlers,
  lease: Lease,
  { leaseMs, stop }: { leaseMs: number; stop: AbortSignal },
): Promise<void> {
  const { job } = lease
  const ctx = contextFor({ kind: 'system', name: `job:${job.kind}` }, desk)
  const handler = handlers[job.kind]
  const facts = { jobId: job.id, job: job.kind, subjectId: job.subjectId, attempt: job.attempts }
  const renewal = keepLease(ctx, lease, leaseMs)
  try {
    if (!handler) throw new JobFailure('unknown_kind', `nothing runs ${job.kind}`, { permanent: true })
    // Its holders died one after the other: running it once more would only kill another one.
    if (job.attempts > MAX_ATTEMPTS) throw new JobFailure('lease_lost', 'never came to an end')
    const outcome = await handler.run(ctx, job, AbortSignal.any([stop, renewal.lost]))
    await renewal.stop()
    const written = await completeJob(ctx, lease, outcome)
    ctx.log.info(facts, written ? 'job done' : 'job lost to another worker')
  } catch (error) {
    await renewal.stop()
    const problem = describeProblem(error)
    ctx.log.warn({ ...facts, code: problem.code, reason: problem.sentence }, 'job failed')
    await failJob(ctx, lease, problem, handler?.gaveUp).catch((second) =>
      ctx.log.error({ ...facts, reason: describeProblem(second).sentence }, 'the failure was not written'),
    )
  }
}

/** Renews the lease while the job runs, however long that takes; `lost` aborts when somebody else took the job. */
function keepLease(ctx: Context, lease: Lease, leaseMs: number) {
  const lost = new AbortController()
  let renewing: Promise<void> = Promise.resolve()
  const renew = async () => {
    const kept = await renewLease(ctx, lease, leaseMs).catch(() => true)
    if (!kept) lost.abort()
  }
  const timer = setInterval(() => {
    renewing = renewing.then(renew)
  }, leaseMs / 3)
  timer.unref()
  return {
    lost: lost.signal,
    /** Resolves once no renewal is under way: the lease no longer changes. */
    stop: () => {
      clearInterval(timer)
      return renewing
    },
  }
}
