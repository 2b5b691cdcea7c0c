import { inArray } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'

/** Every kind of work that runs behind a committed change. */
export type JobKind = 'capture-report' | 'reconcile'

export type NewJob = {
  kind: JobKind
  /** What the job is about: an enrollment's id. */
  subjectId: string
  /** When it may run, epoch milliseconds; now by default. */
  runAt?: number
  /** Whether a job that has ended (done or dead) starts over; by default it stays as it is. */
  again?: boolean
}

/**
 * Puts a job in the outbox, in the transaction that causes it. There is one job per kind and subject: enqueued twice it
 * runs once. After the commit, `wakeWorkers()` spares it the wait for the next poll.
 */
export async function enqueueJob(ctx: Context, tx: Tx, newJob: NewJob): Promise<void> {
  const { job } = ctx.store.tables
  const now = ctx.clock()
  const fresh = {
    state: 'ready' as const,
    runAt: newJob.runAt ?? now,
    attempts: 0,
    leaseUntil: null,
    lastError: null,
    finishedAt: null,
  }
  const insert = tx
    .insert(job)
    .values({ id: uuidv7(), kind: newJob.kind, subjectId: newJob.subjectId, createdAt: now, ...fresh })
  if (newJob.again) {
    const ended = inArray(job.state, ['done', 'dead'])
    await insert.onConflictDoUpdate({ target: [job.kind, job.subjectId], set: fresh, setWhere: ended })
  } else {
    await insert.onConflictDoNothing({ target: [job.kind, job.subjectId] })
  }
}
