import type { Context } from '@/lib/context'
import { readUsageMonths } from '@/lib/usage/read-usage-months'
import { addDays } from '@/lib/usage/usage-days'
import type { UsageQuery } from '@/lib/usage/usage-query'
import { usageRanges } from '@/lib/usage/usage-range'
import type { UsageMonths } from '@/lib/usage/usage-view'

/** One bar tells nothing: beside a single month the chart shows the eleven before it. null for longer periods. */
export async function readTrend(ctx: Context, query: UsageQuery, today: string): Promise<UsageMonths | null> {
  if (query.period !== 'month') return null
  const { range, yearBefore } = usageRanges(query, today)
  return readUsageMonths(ctx, { ...query, period: 'range', from: addDays(yearBefore.to, 1), to: range.to })
}
