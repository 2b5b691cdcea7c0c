import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'

/** A count that stopped counting: `more` when there are more than `count`. */
export type BoundedCount = { count: number; more: boolean }

export const COUNT_LIMIT = 10_000

/**
 * Counts the rows of `from` (what follows FROM: table, joins, WHERE) up to a limit, so that a desk with a million of them
 * answers as fast as an empty one. The WHERE must be an index's.
 */
export async function countUpTo(ctx: Context, from: SQL, limit = COUNT_LIMIT): Promise<BoundedCount> {
  const [row] = await ctx.store.read.rows<{ n: number | string }>(
    sql`select count(*) as n from (select 1 as one from ${from} limit ${limit + 1}) as counted`,
  )
  return bounded(Number(row?.n ?? 0), limit)
}

export const bounded = (n: number, limit = COUNT_LIMIT): BoundedCount => ({
  count: Math.min(n, limit),
  more: n > limit,
})
