import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { isOneOf } from '@/lib/enrollments/list-filters'
import { type RollupPiece, rollupPieces } from './rollup-pieces'
import { COUNTS, type Counts, noCounts } from './usage-counts'

export type RollupRange = {
  /** Days (yyyymmdd), both included. */
  from: number
  to: number
  /** null: all. '' is "no group". */
  groupIds: readonly string[] | null
  processIds: readonly string[] | null
}

/** The rollup's condition on groups and processes. */
export function placesOf(
  ctx: Context,
  { groupIds, processIds }: Pick<RollupRange, 'groupIds' | 'processIds'>,
): SQL[] {
  const { usageRollup } = ctx.store.tables
  return [
    ...(groupIds ? [isOneOf(usageRollup.groupId, groupIds)] : []),
    ...(processIds ? [isOneOf(usageRollup.processId, processIds)] : []),
  ]
}

/** The rollup's condition on a piece of the range. */
export function withinPiece(
  ctx: Context,
  places: Pick<RollupRange, 'groupIds' | 'processIds'>,
  { grain, from, to }: RollupPiece,
): SQL {
  const { usageRollup } = ctx.store.tables
  const periods = [sql`${usageRollup.grain} = ${grain}`, sql`${usageRollup.period} between ${from} and ${to}`]
  return sql.join([...periods, ...placesOf(ctx, places)], sql` and `)
}

/** How many enrollments were made in these days, exact however many there are. `groupIds` must not be empty. */
export async function sumRollup(ctx: Context, range: RollupRange): Promise<Counts> {
  const { usageRollup } = ctx.store.tables
  const sums = COUNTS.map((count) => sql`coalesce(sum(${usageRollup[count]}), 0) as ${sql.identifier(count)}`)
  const pieces = rollupPieces(range.from, range.to)
  if (pieces.length === 0) return noCounts()
  const parts = pieces.map(
    (
      piece,
    ) => sql`select ${sql.raw(String(piece.sign))} as sign, ${sql.join(sums, sql`, `)} from ${usageRollup}
      where ${withinPiece(ctx, range, piece)}`,
  )
  const rows = await ctx.store.read.rows<Record<string, number | string>>(sql.join(parts, sql` union all `))
  const total = noCounts()
  for (const row of rows) {
    for (const count of COUNTS) total[count] += Number(row.sign) * Number(row[count])
  }
  return total
}
