import { contextFor, type Desk } from '@/lib/desk'
import type { JobKind } from './enqueue-job'
import type { JobHandlers } from './job-handler'
import { claimJobs } from './lease'
import { runJob } from './run-job'
import { onJobEnqueued } from './wake-workers'

export type WorkerOptions = {
  /** How many jobs run at a time. Default 4. */
  concurrency?: number
  /** How often to look when nobody calls. Default 1 s. */
  pollMs?: number
  /** How long a job stays taken when this process dies. Default 1 min, renewed while the job runs. */
  leaseMs?: number
  /** How long running jobs may go on after `stop`. Default 5 s. */
  graceMs?: number
}

export type Worker = {
  /** Takes no more jobs, and resolves when those under way have ended. */
  stop(): Promise<void>
}

/** Starts taking jobs from the outbox. A job that fails, or crashes, never stops the worker. */
export function startWorker(desk: Desk, handlers: JobHandlers, options: WorkerOptions = {}): Worker {
  const { concurrency = 4, pollMs = 1_000, leaseMs = 60_000, graceMs = 5_000 } = options
  const ctx = contextFor({ kind: 'system', name: 'worker' }, desk)
  const kinds = Object.keys(handlers) as JobKind[]
  const running = new Set<Promise<void>>()
  const cut = new AbortController()
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | null = null
  let lookAgain = false

  async function takeDue() {
    do {
      lookAgain = false
      const limit = concurrency - running.size
      if (limit <= 0) return
      for (const lease of await claimJobs(ctx, { kinds, limit, leaseMs })) {
        const run = runJob(desk, handlers, lease, { leaseMs, stop: cut.signal })
        running.add(run)
        void run.finally(() => {
          running.delete(run)
          look()
        })
      }
    } while (lookAgain && !stopped)
  }

  function look() {
    if (stopped) return
    clearTimeout(timer)
    if (looking) {
      lookAgain = true
      return
    }
    looking = takeDue()
      .catch((error) => {
        ctx.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'the outbox cannot be read')
      })
      .finally(() => {
        looking = null
        if (!stopped) timer = setTimeout(look, pollMs)
      })
  }

  const forget = onJobEnqueued(look)
  look()
  return {
    async stop() {
      stopped = true
      forget()
      clearTimeout(timer)
      await looking
      const grace = setTimeout(() => cut.abort(), graceMs)
      await Promise.all(running)
      clearTimeout(grace)
    },
  }
}

/** Runs every job that is due, one after the other, and those that they enqueue; resolves when none is left. */
export async function runDueJobs(desk: Desk, handlers: JobHandlers): Promise<number> {
  const ctx = contextFor({ kind: 'system', name: 'worker' }, desk)
  const leaseMs = 60_000
  const never = new AbortController().signal
  const kinds = Object.keys(handlers) as JobKind[]
  for (let ran = 0; ; ran++) {
    const [lease] = await claimJobs(ctx, { kinds, limit: 1, leaseMs })
    if (!lease) return ran
    await runJob(desk, handlers, lease, { leaseMs, stop: never })
  }
}
