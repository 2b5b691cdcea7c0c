import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { backoffMs, MAX_ATTEMPTS } from './backoff'
import type { JobKind } from './enqueue-job'
import { type JobProblem, problemText } from './job-failure'
import type { ClaimedJob, JobHandler, Outcome } from './job-handler'

/**
 * A job held until `until` (epoch milliseconds). The pair of `attempts` and `until` is the fencing token: whoever took
 * the job over wrote other values, and what the former holder still wants to write is refused.
 */
export type Lease = { job: ClaimedJob; until: number }

/** Thrown inside a transaction to take it back: the job is somebody else's by now. */
class LeaseLost extends Error {}

/**
 * Takes up to `limit` jobs of these kinds that are due, or whose holder is gone, for `leaseMs`. One statement: two
 * workers never take the same one.
 */
export async function claimJobs(
  ctx: Context,
  { kinds, limit, leaseMs }: { kinds: readonly JobKind[]; limit: number; leaseMs: number },
): Promise<Lease[]> {
  const { job } = ctx.store.tables
  const now = ctx.clock()
  const until = now + leaseMs
  const isPostgres = ctx.store.dialect === 'postgres'
  // Only Postgres has several writers at a time: the others pass over rows that one of them is taking.
  const skipLocked = isPostgres ? sql` for update skip locked` : sql``
  const due = sql`(select ${job.id} from ${job} where ${inArray(job.kind, [...kinds])}
    and ((${job.state} = 'ready' and ${job.runAt} <= ${now}) or (${job.state} = 'leased' and ${job.leaseUntil} <= ${now}))
    order by ${job.runAt}, ${job.id} limit ${limit}${skipLocked})`
  const rows = await ctx.store.tx((tx) =>
    tx
      .update(job)
      .set({ state: 'leased', leaseUntil: until, attempts: sql`${job.attempts} + 1` })
      // As an array it is read once; Postgres may run what stands after `in` for each row, and then takes more than `limit`.
      .where(isPostgres ? sql`${job.id} = any(array${due})` : sql`${job.id} in ${due}`)
      .returning({ id: job.id, kind: job.kind, subjectId: job.subjectId, attempts: job.attempts }),
  )
  return rows.map((row) => ({ job: { ...row, kind: row.kind as JobKind }, until }))
}

/** The row of the job as long as this lease holds it. */
function held(ctx: Context, { job: { id, attempts }, until }: Lease) {
  const { job } = ctx.store.tables
  return and(eq(job.id, id), eq(job.state, 'leased'), eq(job.attempts, attempts), eq(job.leaseUntil, until))
}

/** Holds the job for another `leaseMs`, changing the lease. False: it was lost. */
export async function renewLease(ctx: Context, lease: Lease, leaseMs: number): Promise<boolean> {
  const { job } = ctx.store.tables
  const until = ctx.clock() + leaseMs
  const rows = await ctx.store.tx((tx) =>
    tx.update(job).set({ leaseUntil: until }).where(held(ctx, lease)).returning({ id: job.id }),
  )
  if (rows.length > 0) lease.until = until
  return rows.length > 0
}

/**
 * Writes the outcome and marks the job done, together. False, and nothing written: the lease was lost. The outcome goes
 * first, as in the transactions that enqueue jobs: enrollment, then job, so that the two never wait for each other.
 */
export function completeJob(ctx: Context, lease: Lease, outcome: Outcome): Promise<boolean> {
  return settle(ctx, lease, outcome, { state: 'done', finishedAt: ctx.clock(), lastError: null })
}

/** Puts the job back for later, or marks it dead when no further attempt may or can help. False: the lease was lost. */
export function failJob(
  ctx: Context,
  lease: Lease,
  problem: JobProblem,
  gaveUp: JobHandler['gaveUp'],
): Promise<boolean> {
  const { job } = lease
  const lastError = problemText(problem)
  const now = ctx.clock()
  if (problem.permanent || job.attempts >= MAX_ATTEMPTS) {
    const outcome: Outcome = async (tx) => gaveUp?.(ctx, tx, job, problem)
    return settle(ctx, lease, outcome, { state: 'dead', finishedAt: now, lastError })
  }
  const runAt = now + Math.max(backoffMs(job.attempts), problem.retryAfterMs)
  return settle(ctx, lease, async () => {}, { state: 'ready', runAt, lastError })
}

async function settle(
  ctx: Context,
  lease: Lease,
  outcome: Outcome,
  change: { state: 'ready' | 'done' | 'dead'; runAt?: number; finishedAt?: number; lastError: string | null },
): Promise<boolean> {
  const { job } = ctx.store.tables
  try {
    await ctx.store.tx(async (tx) => {
      await outcome(tx)
      const rows = await tx
        .update(job)
        .set({ ...change, leaseUntil: null })
        .where(held(ctx, lease))
        .returning({ id: job.id })
      if (rows.length === 0) throw new LeaseLost()
    })
    return true
  } catch (error) {
    if (error instanceof LeaseLost) return false
    throw error
  }
}
