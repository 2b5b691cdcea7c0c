import { sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { rollupPiecesByMonth } from '../../rollup-pieces'
import { withinPiece } from '../../sum-rollup'
import { dayNumber } from '../../usage-days'
import type { ExportScope } from '../export-scope'
import { type FiguresByMonth, noFigures, SNAPSHOT_COUNTS } from '../figures-tally'

/** What the enrollments of the scope became, by month (yyyymm) and group, in one query of the rollup. */
export async function readMonthFigures(ctx: Context, scope: ExportScope): Promise<FiguresByMonth> {
  const { usageRollup } = ctx.store.tables
  const { from, to, groups, processId } = scope
  if (groups?.length === 0) return {}
  const counted = SNAPSHOT_COUNTS.map((count) => sql`sum(${usageRollup[count]}) as ${sql.identifier(count)}`)
  const places = { groupIds: groups, processIds: processId === null ? null : [processId] }
  const parts = rollupPiecesByMonth(dayNumber(from), dayNumber(to)).map((piece) => {
    const month = piece.grain === 'month' ? sql`${usageRollup.period}` : sql`${usageRollup.period} / 100`
    return sql`select ${sql.raw(String(piece.sign))} as sign, ${month} as month, ${usageRollup.groupId} as "groupId",
      ${sql.join(counted, sql`, `)} from ${usageRollup} where ${withinPiece(ctx, places, piece)} group by 2, 3`
  })
  const rows = await ctx.store.read.rows<Record<string, number | string>>(sql.join(parts, sql` union all `))
  const byMonth: FiguresByMonth = {}
  for (const { sign, month = '', groupId = '', ...sums } of rows) {
    const figures = byMonth[month]?.[groupId] ?? noFigures()
    for (const count of SNAPSHOT_COUNTS) {
      figures[count] = (figures[count] ?? 0) + Number(sign) * Number(sums[count])
    }
    byMonth[month] = { ...byMonth[month], [groupId]: figures }
  }
  return withoutNothing(byMonth)
}

/** Leaves out the groups and months of which every count is zero. */
function withoutNothing(byMonth: FiguresByMonth): FiguresByMonth {
  const some = Object.entries(byMonth).flatMap(([month, groups]) => {
    const kept = Object.entries(groups).filter(([, figures]) => Object.values(figures).some((n) => n !== 0))
    return kept.length > 0 ? [[month, Object.fromEntries(kept)]] : []
  })
  return Object.fromEntries(some)
}
