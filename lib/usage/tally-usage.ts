import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { addPacked } from './duration-histogram'
import { rollupPieces } from './rollup-pieces'
import { placesOf, type RollupRange } from './sum-rollup'
import { COUNTS, type Count } from './usage-counts'
import { monthOfDay } from './usage-days'
import { newTally, type UsageTally } from './usage-tally'

/** What was used in a range, by group and process and by month (yyyymm); what is empty is left out. */
export type TalliedUsage = {
  cells: { groupId: string; processId: string; tally: UsageTally }[]
  months: Map<number, UsageTally>
}

type RollupRow = Record<Count, number> & {
  sign: number
  month: number
  groupId: string
  processId: string
  durations: Uint8Array | null
}

/** Adds up the rollup of a range: as many rows as it has months and days at its edges, times groups and processes. */
export async function tallyUsage(ctx: Context, range: RollupRange): Promise<TalliedUsage> {
  const cells = new Map<string, TalliedUsage['cells'][number]>()
  const months = new Map<number, UsageTally>()
  for (const row of await readRows(ctx, range)) {
    const { groupId, processId, durations } = row
    const key = `${groupId} ${processId}`
    const cell = cells.get(key) ?? { groupId, processId, tally: newTally() }
    cells.set(key, cell)
    const month = months.get(row.month) ?? newTally()
    months.set(row.month, month)
    const sign = row.sign < 0 ? -1 : 1
    for (const { counts, durations: sum } of [cell.tally, month]) {
      for (const count of COUNTS) counts[count] += sign * row[count]
      addPacked(sum, durations, sign)
    }
  }
  // What remains of a cell after days were taken away, or after a creation was taken back, can be nothing at all.
  const isUsed = ({ counts }: UsageTally) =>
    COUNTS.some((count) => count !== 'notCreated' && counts[count] !== 0)
  return { cells: [...cells.values()].filter(({ tally }) => isUsed(tally)), months }
}

async function readRows(ctx: Context, range: RollupRange): Promise<RollupRow[]> {
  const { usageRollup: t } = ctx.store.tables
  const counts = COUNTS.map((count) => sql`${t[count]} as ${sql.identifier(count)}`)
  const pieces = rollupPieces(range.from, range.to).map(({ grain, from, to, sign }) => {
    const conditions: SQL[] = [
      sql`${t.grain} = ${grain}`,
      sql`${t.period} between ${from} and ${to}`,
      ...placesOf(ctx, range),
    ]
    return sql`select ${sql.raw(String(sign))} as sign, ${t.period} as period, ${t.groupId} as ${sql.identifier('groupId')},
      ${t.processId} as ${sql.identifier('processId')}, ${t.durations} as durations, ${sql.join(counts, sql`, `)}
      from ${t} where ${sql.join(conditions, sql` and `)}`
  })
  if (pieces.length === 0) return []
  type Row = Omit<RollupRow, 'month'> & { period: number }
  const rows = await ctx.store.read.rows<Row>(sql.join(pieces, sql` union all `))
  const MONTHS_BELOW = 1_000_000
  return rows.map((row) => ({
    ...row,
    month: row.period < MONTHS_BELOW ? row.period : monthOfDay(row.period),
  }))
}
