import type { Context, StaffActor } from '@/lib/context'
import { dateIn } from '@/lib/enrollments/zoned-days'
import { authorize } from '@/lib/staff/authorize'
import type { RollupRange } from './sum-rollup'
import { checkChoices, type UsageChoices, usageChoices } from './usage-choices'
import { dayNumber } from './usage-days'
import { type UsageQuery, type UsageQueryInput, usageQuery } from './usage-query'
import { type UsageRanges, usageRanges } from './usage-range'
import type { DayRange } from './usage-view'

/** A question about usage, checked: who asks, for which days, and what of the rollup answers it. */
export type AskedUsage = {
  actor: StaffActor
  asked: UsageQuery
  /** yyyy-mm-dd in the setting TIME_ZONE. */
  today: string
  ranges: UsageRanges
  choices: UsageChoices
  rollupRange(range: DayRange): RollupRange
}

/** @throws DeskError as `readUsage` says */
export async function askUsage(ctx: Context, query: UsageQueryInput): Promise<AskedUsage> {
  const actor = authorize(ctx, 'usage.view')
  const asked = usageQuery.parse(query)
  const today = dateIn(ctx.settings.TIME_ZONE, ctx.clock())
  const ranges = usageRanges(asked, today)
  const choices = await usageChoices(ctx, actor)
  checkChoices(choices, asked)
  const rollupRange = ({ from, to }: DayRange): RollupRange => ({
    from: dayNumber(from),
    to: dayNumber(to),
    groupIds: asked.groupId === null ? actor.groupIds : [asked.groupId],
    processIds: asked.processId === null ? null : [asked.processId],
  })
  return { actor, asked, today, ranges, choices, rollupRange }
}
