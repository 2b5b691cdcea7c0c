import type { useFormatter, useTranslations } from 'next-intl'
import type { DayRange } from '@/lib/usage/usage-view'

type Format = Pick<ReturnType<typeof useFormatter>, 'dateTime' | 'dateTimeRange'>
type Words = ReturnType<typeof useTranslations<'usage.period'>>

const DAY_MS = 86_400_000
/** Days are written as they are, whatever the hour it is elsewhere. */
const dateOf = (day: string) => new Date(`${day}T00:00:00Z`)
const isLastOfMonth = (day: string) => new Date(dateOf(day).getTime() + DAY_MS).getUTCDate() === 1

/** "October 2026", "Quarter 4 of 2026", "2026" where the days are exactly that, "May – June 2026" for other whole months; else "5 – 20 Oct 2026". */
export function rangeWords(format: Format, t: Words, { from, to }: DayRange): string {
  const first = dateOf(from)
  const last = dateOf(to)
  const year = first.getUTCFullYear()
  const month = first.getUTCMonth()
  if (first.getUTCDate() === 1 && isLastOfMonth(to)) {
    const months = (last.getUTCFullYear() - year) * 12 + last.getUTCMonth() - month + 1
    if (months === 1) return monthWords(format, from)
    if (months === 12 && month === 0) return t('year', { year: String(year) })
    if (months === 3 && month % 3 === 0) {
      return t('quarter', { quarter: month / 3 + 1, year: String(year) })
    }
    return format.dateTimeRange(first, last, { timeZone: 'UTC', month: 'long', year: 'numeric' })
  }
  const day = { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' } as const
  return from === to ? format.dateTime(first, day) : format.dateTimeRange(first, last, day)
}

/** "October 2026", of any day of that month or of `yyyy-mm`. */
export function monthWords(format: Pick<Format, 'dateTime'>, day: string): string {
  return format.dateTime(dateOf(`${day.slice(0, 7)}-01`), { timeZone: 'UTC', month: 'long', year: 'numeric' })
}
