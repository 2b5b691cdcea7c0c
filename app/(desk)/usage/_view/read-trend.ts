import type { Context } from '@/lib/context'
import { readUsage } from '@/lib/usage/read-usage'
import { addDays } from '@/lib/usage/usage-days'
import type { UsageQuery } from '@/lib/usage/usage-query'
import { usageRanges } from '@/lib/usage/usage-range'
import type { UsageView } from '@/lib/usage/usage-view'

/** One bar tells nothing: beside a single month the chart shows the eleven before it. null for longer periods. */
export async function readTrend(ctx: Context, query: UsageQuery, today: string): Promise<UsageView | null> {
  if (query.period !== 'month') return null
  const { range, yearBefore } = usageRanges(query, today)
  return readUsage(ctx, { ...query, period: 'range', from: addDays(yearBefore.to, 1), to: range.to })
}
