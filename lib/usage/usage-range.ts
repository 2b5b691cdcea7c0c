import { DeskError } from '@/lib/errors'
import { addDays } from './usage-days'
import type { UsageQuery } from './usage-query'
import type { DayRange } from './usage-view'

/** The days asked for, those they are compared with, and the months they touch. */
export type UsageRanges = { range: DayRange; before: DayRange; yearBefore: DayRange }

const MONTHS = { month: 1, quarter: 3, year: 12 } as const
const MOST_YEARS = 10
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/

/**
 * The days that a query asks for, `today` being the current day (yyyy-mm-dd) of the setting TIME_ZONE. The period before
 * a month, quarter or year is the previous one, whole; before a free range as many days. A year earlier are the same days
 * of the year; 29 February becomes 28 February, unless the range is of whole months.
 *
 * @throws DeskError INVALID with `fieldErrors` for `from` and `to`: `required`, `notADay`, `endsBeforeStart`,
 * `longerThanTenYears`
 */
export function usageRanges(query: UsageQuery, today: string): UsageRanges {
  if (query.period === 'range') {
    const range = freeRange(query)
    const days = Math.round((Date.parse(range.to) - Date.parse(range.from)) / 86_400_000) + 1
    const before = { from: addDays(range.from, -days), to: addDays(range.from, -1) }
    return { range, before, yearBefore: yearEarlier(range) }
  }
  const day = query.from === null ? today : readDay('from', query.from)
  const length = MONTHS[query.period]
  const first = Math.floor(monthsTo(day) / length) * length
  const period = (start: number): DayRange => ({ from: dayOf(start, 1), to: dayOf(start + length, 0) })
  return { range: period(first), before: period(first - length), yearBefore: period(first - 12) }
}

/** The months (yyyy-mm) that a range touches, in order, each with its days inside the range. */
export function monthsOf(range: DayRange): { month: string; range: DayRange }[] {
  const [first, last] = [monthsTo(range.from), monthsTo(range.to)]
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const start = dayOf(first + index, 1)
    const end = dayOf(first + index + 1, 0)
    const inside = {
      from: index === 0 ? range.from : start,
      to: first + index === last ? range.to : end,
    }
    return { month: start.slice(0, 7), range: inside }
  })
}

/** A day (yyyy-mm-dd) by the number of months since year 0 and the date; date 0 is the last day of the month before. */
function dayOf(months: number, date: number): string {
  return new Date(Date.UTC(Math.floor(months / 12), months % 12, date)).toISOString().slice(0, 10)
}

const monthsTo = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1

const isMonthEnd = (day: string) => dayOf(monthsTo(day) + 1, 0) === day

function yearEarlier({ from, to }: DayRange): DayRange {
  const wholeMonths = from.endsWith('-01') && isMonthEnd(to)
  const start = `${String(Number(from.slice(0, 4)) - 1).padStart(4, '0')}${from.slice(4)}`
  const end = dayOf(monthsTo(to) - 12 + 1, 0)
  const sameDate = `${end.slice(0, 8)}${to.slice(8)}`
  return {
    from: start.endsWith('-02-29') ? start.replace('-29', '-28') : start,
    to: wholeMonths || sameDate > end ? end : sameDate,
  }
}

function freeRange({ from, to }: UsageQuery): DayRange {
  const missing = { ...(from === null && { from: 'required' }), ...(to === null && { to: 'required' }) }
  if (from === null || to === null) throw invalid('a range without its days', missing)
  const range = { from: readDay('from', from), to: readDay('to', to) }
  if (range.to < range.from) throw invalid('the range ends before it starts', { to: 'endsBeforeStart' })
  const tenYearsLater = `${Number(range.from.slice(0, 4)) + MOST_YEARS}${range.from.slice(4)}`
  if (range.to >= tenYearsLater) throw invalid('a range of more than ten years', { to: 'longerThanTenYears' })
  return range
}

/** Years that four digits write, with room for a comparison before. */
function readDay(field: 'from' | 'to', day: string): string {
  const at = ISO_DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  const exists = !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
  if (exists && day >= '1990-01-01' && day <= '9000-12-31') return day
  throw invalid('not a day', { [field]: 'notADay' })
}

const invalid = (message: string, fieldErrors: Record<string, string>) =>
  new DeskError('INVALID', message, { fieldErrors })
