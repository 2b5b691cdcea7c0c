import { type UsageQuery, usageQuery } from '@/lib/usage/usage-query'
import { usageRanges } from '@/lib/usage/usage-range'
import type { DayRange } from '@/lib/usage/usage-view'

export type CalendarPeriod = Exclude<UsageQuery['period'], 'range'>

/** The days that the address asks for; null when they cannot be read. */
export function askedRange(query: UsageQuery, today: string): DayRange | null {
  try {
    return usageRanges(query, today).range
  } catch {
    return null
  }
}

const ANYTHING = usageQuery.parse({})

/** The month, quarter or year around a day (yyyy-mm-dd), and those it is compared with. */
export const rangesAround = (period: CalendarPeriod, day: string) =>
  usageRanges({ ...ANYTHING, period, from: day }, day)
