import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { addPacked, NEXT_HISTOGRAM } from './duration-histogram'
import { type RollupPiece, rollupPieces, rollupPiecesByMonth } from './rollup-pieces'
import { placesOf, type RollupRange } from './sum-rollup'
import { COUNTS, type Count, type Counts, noCounts } from './usage-counts'
import { newTally, type UsageTally } from './usage-tally'

/** What one group used of one process. */
export type TalliedCell = { groupId: string; processId: string; tally: UsageTally }

/** `durations`: packed histograms in hexadecimal, joined by NEXT_HISTOGRAM. */
type Summed = Record<Count, number | string> & { sign: number; durations: string | null }

/** What was used in a range, by group and process; what is empty is left out. */
export async function tallyUsage(ctx: Context, range: RollupRange): Promise<TalliedCell[]> {
  const { groupId, processId } = ctx.store.tables.usageRollup
  const columns = [
    sql`${groupId} as ${sql.identifier('groupId')}`,
    sql`${processId} as ${sql.identifier('processId')}`,
    ...sumsOfCounts(ctx),
    joinedDurations(ctx),
  ]
  const shape = { columns, groupBy: [sql`${groupId}`, sql`${processId}`] }
  const cells = new Map<string, TalliedCell>()
  const pieces = rollupPieces(range.from, range.to)
  const rows = await readPieces<Summed & { groupId: string; processId: string }>(
    ctx,
    range,
    pieces,
    () => shape,
  )
  for (const row of rows) {
    const { groupId, processId } = row
    const key = `${groupId} ${processId}`
    const cell = cells.get(key) ?? { groupId, processId, tally: newTally() }
    cells.set(key, cell)
    addSummed(row, cell.tally)
  }
  return [...cells.values()].filter(isUsed)
}

/** The whole of a range, without its parts: what a period is compared with. */
export async function totalUsage(ctx: Context, range: RollupRange): Promise<UsageTally> {
  const total = newTally()
  const shape = { columns: [...sumsOfCounts(ctx), joinedDurations(ctx)], groupBy: [] }
  const pieces = rollupPieces(range.from, range.to)
  for (const row of await readPieces<Summed>(ctx, range, pieces, () => shape)) addSummed(row, total)
  return total
}

/** What was used in a range by month (yyyymm); months without anything are left out. */
export async function countMonths(ctx: Context, range: RollupRange): Promise<Map<number, Counts>> {
  const { period } = ctx.store.tables.usageRollup
  const pieces = rollupPiecesByMonth(range.from, range.to)
  const rows = await readPieces<Record<Count, number | string> & { sign: number; month: number }>(
    ctx,
    range,
    pieces,
    ({ grain }) => {
      const month = grain === 'day' ? sql`${period} / 100` : sql`${period}`
      return { columns: [sql`${month} as month`, ...sumsOfCounts(ctx)], groupBy: [month] }
    },
  )
  const months = new Map<number, Counts>()
  for (const row of rows) {
    const counts = months.get(row.month) ?? noCounts()
    months.set(row.month, counts)
    for (const count of COUNTS) counts[count] += row.sign * Number(row[count])
  }
  return months
}

function addSummed(row: Summed, { counts, durations }: UsageTally): void {
  const sign = row.sign < 0 ? -1 : 1
  for (const count of COUNTS) counts[count] += sign * Number(row[count])
  if (row.durations) addPacked(durations, Buffer.from(row.durations, 'hex'), sign)
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

async function readPieces<Row extends Record<string, unknown>>(
  ctx: Context,
  range: RollupRange,
  pieces: readonly RollupPiece[],
  shapeOf: (piece: RollupPiece) => { columns: SQL[]; groupBy: SQL[] },
): Promise<Row[]> {
  const { usageRollup: t } = ctx.store.tables
  // Whoever may see no group at all sees nothing.
  if (range.groupIds?.length === 0) return []
  const parts = pieces.map((piece) => {
    const { grain, from, to, sign } = piece
    const { columns, groupBy } = shapeOf(piece)
    const period = [sql`${t.grain} = ${grain}`, sql`${t.period} between ${from} and ${to}`]
    const where = sql.join([...period, ...placesOf(ctx, range)], sql` and `)
    const grouped = groupBy.length === 0 ? sql`` : sql` group by ${sql.join(groupBy, sql`, `)}`
    return sql`select ${sql.raw(String(sign))} as sign, ${sql.join(columns, sql`, `)} from ${t}
      where ${where}${grouped}`
  })
  return parts.length === 0 ? [] : ctx.store.read.rows<Row>(sql.join(parts, sql` union all `))
}
