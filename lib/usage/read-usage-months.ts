import type { Context } from '@/lib/context'
import { type AskedUsage, askUsage } from './ask-usage'
import { countMonths } from './tally-usage'
import { noCounts } from './usage-counts'
import type { UsageQueryInput } from './usage-query'
import { monthsOf } from './usage-range'
import { countFiguresOf } from './usage-tally'
import type { UsageMonths } from './usage-view'

/** The months of a period alone: what a chart draws. @throws DeskError as `readUsage` */
export async function readUsageMonths(ctx: Context, query: UsageQueryInput): Promise<UsageMonths> {
  return monthsOfUsage(ctx, await askUsage(ctx, query))
}

export async function monthsOfUsage(
  ctx: Context,
  { ranges: { range }, rollupRange }: AskedUsage,
): Promise<UsageMonths> {
  const counts = await countMonths(ctx, rollupRange(range))
  const months = monthsOf(range).map(({ month, range: days }) => ({
    month,
    range: days,
    figures: countFiguresOf(counts.get(Number(month.replace('-', ''))) ?? noCounts()),
  }))
  return { range, months }
}
