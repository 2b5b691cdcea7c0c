import { and, eq, inArray, lt, or } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { authorizeSystem } from '@/lib/staff/authorize'

const KINDS = ['erase-file', 'forget-erased']
const HOUR_MS = 60 * 60_000

/**
 * Has what was given up of erasing begin anew every hour, for ever: a file that could not be removed must not stay
 * because nobody looked. And removes from the outbox what is done: each file has a row of its own.
 * @returns how many begin anew, and how many were removed
 * @throws DeskError FORBIDDEN for anyone but the desk itself
 */
export async function tidyErasingJobs(ctx: Context): Promise<{ revived: number; removed: number }> {
  authorizeSystem(ctx)
  const { job } = ctx.store.tables
  const before = ctx.clock() - HOUR_MS
  const isDead = and(inArray(job.kind, KINDS), eq(job.state, 'dead'), lt(job.finishedAt, before))
  const isDone = and(inArray(job.kind, KINDS), eq(job.state, 'done'), lt(job.finishedAt, before))
  const [some] = await ctx.store.read
    .select({ id: job.id })
    .from(job)
    .where(and(inArray(job.kind, KINDS), or(isDead, isDone)))
    .limit(1)
  if (!some) return { revived: 0, removed: 0 }
  return ctx.store.tx(async (tx) => {
    const revived = await tx
      .update(job)
      .set({ state: 'ready', runAt: ctx.clock(), attempts: 0, leaseUntil: null, finishedAt: null })
      .where(isDead)
      .returning({ id: job.id })
    const removed = await tx.delete(job).where(isDone).returning({ id: job.id })
    return { revived: revived.length, removed: removed.length }
  })
}
