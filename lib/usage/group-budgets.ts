import { sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { isOneOf } from '@/lib/enrollments/list-filters'
import { EXISTING_STATUSES } from '@/lib/enrollments/list-query'
import { dateIn, startOfDay } from '@/lib/enrollments/zoned-days'
import type { UsageGroup } from './usage-choices'
import { COUNT_OF_STATUS } from './usage-counts'
import { dayNumber, monthOfDay } from './usage-days'
import { usageQuery } from './usage-query'
import { usageRanges } from './usage-range'
import type { DayRange, UsageBudget } from './usage-view'

/** Until so much of a month is over, its own pace says little. */
const EARLY_DAYS = 3
const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Where the groups with an allowance stand this month. The forecast is what was used so far, and for the rest of the
 * month the pace so far; in the first three days the pace of the month before, where there was one.
 */
export async function groupBudgets(ctx: Context, groups: readonly UsageGroup[]): Promise<UsageBudget[]> {
  const limited = groups.flatMap((group) =>
    group.monthlyAllowance === null ? [] : [{ ...group, allowance: group.monthlyAllowance }],
  )
  if (limited.length === 0) return []
  const now = ctx.clock()
  const { range, before } = usageRanges(usageQuery.parse({}), dateIn(ctx.settings.TIME_ZONE, now))
  const groupIds = limited.map(({ id }) => id)
  const [usedNow, usedBefore] = await Promise.all([
    usedByGroup(ctx, range, groupIds),
    usedByGroup(ctx, before, groupIds),
  ])
  const [lasts, elapsed] = [msOf(ctx, range), now - startOfDay(range.from, ctx.settings.TIME_ZONE)]
  return limited.map(({ id, name, allowance }) => {
    const used = usedNow.get(id) ?? 0
    const last = usedBefore.get(id) ?? 0
    const early = elapsed < EARLY_DAYS * DAY_MS && last > 0
    const pace = early ? last / msOf(ctx, before) : used / Math.max(elapsed, 1)
    return {
      group: { id, name },
      month: range.from.slice(0, 7),
      allowance,
      used,
      forecast: used + Math.round(pace * (lasts - elapsed)),
      reached: used >= allowance ? 100 : used >= allowance * 0.8 ? 80 : null,
    }
  })
}

/** How long a range lasts; days on which clocks change are longer or shorter. */
function msOf(ctx: Context, { from, to }: DayRange): number {
  const { TIME_ZONE } = ctx.settings
  return startOfDay(to, TIME_ZONE, 1) - startOfDay(from, TIME_ZONE)
}

/** How many enrollments that exist were made in the month that begins `from`, by group. */
async function usedByGroup(ctx: Context, { from }: DayRange, groupIds: string[]) {
  const { usageRollup: t } = ctx.store.tables
  const counted = EXISTING_STATUSES.map((status) => sql`${t[COUNT_OF_STATUS[status]]}`)
  const rows = await ctx.store.read.rows<{ id: string; n: number | string }>(
    sql`select ${t.groupId} as id, sum(${sql.join(counted, sql` + `)}) as n from ${t}
      where ${t.grain} = ${'month'} and ${t.period} = ${monthOfDay(dayNumber(from))} and ${isOneOf(t.groupId, groupIds)}
      group by ${t.groupId}`,
  )
  return new Map(rows.map(({ id, n }) => [id, Number(n)]))
}
