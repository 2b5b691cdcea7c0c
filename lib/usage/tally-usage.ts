import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { addPacked, NEXT_HISTOGRAM } from './duration-histogram'
import { readPieces } from './read-pieces'
import { rollupPieces, rollupPiecesByMonth } from './rollup-pieces'
import type { RollupRange } from './sum-rollup'
import { COUNTS, type Count, type Counts, noCounts } from './usage-counts'
import { newTally, type UsageTally } from './usage-tally'

/** What one group used of one process. */
export type TalliedCell = { groupId: string; processId: string; tally: UsageTally }

type CountColumns = Record<Count, number | string>
/** `durations`: packed histograms in hexadecimal, joined by NEXT_HISTOGRAM. */
type SummedRow = CountColumns & { durations: string | null }
type Place = { groupId: string; processId: string }
type Summed = { counts: Counts; durations: Uint8Array | null }

/** What was used in a range, by group and process; what is empty is left out. */
export async function tallyUsage(ctx: Context, range: RollupRange): Promise<TalliedCell[]> {
  const { groupId, processId } = ctx.store.tables.usageRollup
  const place = [
    sql`${groupId} as ${sql.identifier('groupId')}`,
    sql`${processId} as ${sql.identifier('processId')}`,
  ]
  const columns = [...place, ...sumsOfCounts(ctx), joinedDurations(ctx)]
  const pieces = await readPieces(ctx, range, rollupPieces(range.from, range.to), {
    name: 'cells',
    of: () => ({ columns, groupBy: [sql`${groupId}`, sql`${processId}`] }),
    keep: (row: SummedRow & Place) => ({ groupId: row.groupId, processId: row.processId, ...summed(row) }),
  })
  const cells = new Map<string, TalliedCell>()
  for (const { sign, rows } of pieces) {
    for (const { groupId, processId, ...sums } of rows) {
      const key = `${groupId} ${processId}`
      const cell = cells.get(key) ?? { groupId, processId, tally: newTally() }
      cells.set(key, cell)
      addSummed(cell.tally, sums, sign)
    }
  }
  return [...cells.values()].filter(isUsed)
}

/** The whole of a range, without its parts: what a period is compared with. */
export async function totalUsage(ctx: Context, range: RollupRange): Promise<UsageTally> {
  const columns = [...sumsOfCounts(ctx), joinedDurations(ctx)]
  const pieces = await readPieces(ctx, range, rollupPieces(range.from, range.to), {
    name: 'total',
    of: () => ({ columns, groupBy: [] }),
    keep: (row: SummedRow) => summed(row),
  })
  const total = newTally()
  for (const { sign, rows } of pieces) for (const sums of rows) addSummed(total, sums, sign)
  return total
}

/** What was used in a range by month (yyyymm); months without anything are left out. */
export async function countMonths(ctx: Context, range: RollupRange): Promise<Map<number, Counts>> {
  const { period } = ctx.store.tables.usageRollup
  const pieces = await readPieces(ctx, range, rollupPiecesByMonth(range.from, range.to), {
    name: 'months',
    of({ grain }) {
      const month = grain === 'day' ? sql`${period} / 100` : sql`${period}`
      return { columns: [sql`${month} as month`, ...sumsOfCounts(ctx)], groupBy: [month] }
    },
    keep: (row: CountColumns & { month: number }) => ({ month: row.month, counts: countsOf(row) }),
  })
  const months = new Map<number, Counts>()
  for (const { sign, rows } of pieces) {
    for (const { month, counts } of rows) {
      const sum = months.get(month) ?? noCounts()
      months.set(month, sum)
      addCounts(sum, counts, sign)
    }
  }
  return months
}

function countsOf(row: CountColumns): Counts {
  const counts = noCounts()
  for (const count of COUNTS) counts[count] = Number(row[count])
  return counts
}

function summed(row: SummedRow): Summed {
  return { counts: countsOf(row), durations: row.durations ? Buffer.from(row.durations, 'hex') : null }
}

function addCounts(sum: Counts, counts: Counts, sign: 1 | -1): void {
  for (const count of COUNTS) sum[count] += sign * counts[count]
}

function addSummed(tally: UsageTally, { counts, durations }: Summed, sign: 1 | -1): void {
  addCounts(tally.counts, counts, sign)
  addPacked(tally.durations, durations, sign)
}

/** What remains of a cell after days were taken away, or after a creation was taken back, can be nothing at all. */
const isUsed = ({ tally: { counts } }: TalliedCell) =>
  COUNTS.some((count) => count !== 'notCreated' && counts[count] !== 0)

function sumsOfCounts(ctx: Context): SQL[] {
  const { usageRollup } = ctx.store.tables
  return COUNTS.map((count) => sql`coalesce(sum(${usageRollup[count]}), 0) as ${sql.identifier(count)}`)
}

/** As text, which is read faster than as many small buffers. */
function joinedDurations(ctx: Context): SQL {
  const { durations } = ctx.store.tables.usageRollup
  const isSqlite = ctx.store.dialect === 'sqlite'
  const hex = isSqlite ? sql`hex(${durations})` : sql`encode(${durations}, 'hex')`
  const join = sql.raw(isSqlite ? 'group_concat' : 'string_agg')
  // Of no durations, SQLite's hex is empty and Postgres's is null.
  return sql`${join}(nullif(${hex}, ''), ${sql.raw(`'${NEXT_HISTOGRAM}'`)}) as durations`
}
