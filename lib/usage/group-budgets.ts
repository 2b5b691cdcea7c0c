import type { Context } from '@/lib/context'
import { dateIn, startOfDay } from '@/lib/enrollments/zoned-days'
import { tallyUsage } from './tally-usage'
import type { UsageGroup } from './usage-choices'
import { dayNumber } from './usage-days'
import { usageQuery } from './usage-query'
import { usageRanges } from './usage-range'
import { figuresOf } from './usage-tally'
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

async function usedByGroup(ctx: Context, { from, to }: DayRange, groupIds: string[]) {
  const range = { from: dayNumber(from), to: dayNumber(to), groupIds, processIds: null }
  const { cells } = await tallyUsage(ctx, range)
  const used = new Map<string, number>()
  for (const { groupId, tally } of cells) {
    used.set(groupId, (used.get(groupId) ?? 0) + figuresOf(tally).total)
  }
  return used
}
