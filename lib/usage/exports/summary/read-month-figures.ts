import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { isOneOf } from '@/lib/enrollments/list-filters'
import { dayNumber, monthOfDay } from '../../usage-days'
import type { ExportScope } from '../export-scope'
import { type FiguresByMonth, noFigures, SNAPSHOT_COUNTS } from '../figures-tally'

/** What the enrollments of the scope became, by month and group, in one query of the rollup. */
export async function readMonthFigures(ctx: Context, scope: ExportScope): Promise<FiguresByMonth> {
  const { usageRollup } = ctx.store.tables
  const { from, to, groups, processId } = scope
  if (groups?.length === 0) return {}
  const sums = SNAPSHOT_COUNTS.map((count) => sql`sum(${usageRollup[count]}) as ${sql.identifier(count)}`)
  const places = [
    ...(groups === null ? [] : [isOneOf(usageRollup.groupId, groups)]),
    ...(processId === null ? [] : [sql`${usageRollup.processId} = ${processId}`]),
  ]
  const parts = monthPieces(dayNumber(from), dayNumber(to)).map(({ grain, first, last }) => {
    const month = grain === 'month' ? sql`${usageRollup.period}` : sql.raw(String(monthOfDay(first)))
    const period = sql`${usageRollup.period} between ${first} and ${last}`
    const conditions: SQL[] = [sql`${usageRollup.grain} = ${grain}`, period, ...places]
    return sql`select ${month} as month, ${usageRollup.groupId} as "groupId", ${sql.join(sums, sql`, `)}
      from ${usageRollup} where ${sql.join(conditions, sql` and `)} group by 1, 2`
  })
  const rows = await ctx.store.read.rows<Record<string, number | string>>(sql.join(parts, sql` union all `))
  const byMonth: FiguresByMonth = {}
  for (const { month = '', groupId = '', ...sums } of rows) {
    const figures = noFigures()
    for (const count of SNAPSHOT_COUNTS) figures[count] = Number(sums[count])
    if (Object.values(figures).every((n) => n === 0)) continue
    byMonth[month] = { ...byMonth[month], [groupId]: figures }
  }
  return byMonth
}

type Piece = { grain: 'month' | 'day'; first: number; last: number }

/** A range of days (yyyymmdd) as whole months, and days of the months at its ends that are not whole. */
function monthPieces(from: number, to: number): Piece[] {
  const [firstMonth, lastMonth] = [monthOfDay(from), monthOfDay(to)]
  const daysOf = (month: number): Piece => ({
    grain: 'day',
    first: Math.max(from, month * 100 + 1),
    last: Math.min(to, month * 100 + 31),
  })
  const startsWhole = from % 100 === 1
  const endsWhole = to === lastDay(lastMonth)
  if (firstMonth === lastMonth && !(startsWhole && endsWhole)) return [daysOf(firstMonth)]
  const first = startsWhole ? firstMonth : firstMonth + 1
  const last = endsWhole ? lastMonth : lastMonth - 1
  return [
    ...(startsWhole ? [] : [daysOf(firstMonth)]),
    ...(first <= last ? [{ grain: 'month' as const, first, last }] : []),
    ...(endsWhole ? [] : [daysOf(lastMonth)]),
  ]
}

/** The last day (yyyymmdd) of a month (yyyymm). */
function lastDay(month: number): number {
  const days = new Date(Date.UTC(Math.floor(month / 100), month % 100, 0)).getUTCDate()
  return month * 100 + days
}
