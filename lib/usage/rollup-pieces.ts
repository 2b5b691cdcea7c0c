import type { UsageGrain } from '@/db/schema/usage'
import { monthOfDay } from './usage-days'

/** Periods of one grain, `from` to `to`, both included, to be added or (`sign` -1) taken away. */
export type RollupPiece = { grain: UsageGrain; from: number; to: number; sign: 1 | -1 }

/** Before and after every day that an enrollment was or will be made on (yyyymmdd). */
export const FIRST_DAY = 1970_01_01
export const LAST_DAY = 9999_12_31

/** How many days a month (yyyymm) has. */
const daysIn = (month: number) => new Date(Date.UTC(Math.floor(month / 100), month % 100, 0)).getUTCDate()

/**
 * The fewest rows of the rollup that make up the days `from` to `to` (yyyymmdd, both included): whole months, and of the
 * months at the edges either the days inside or all but the days outside. Nothing when the range ends before it starts.
 */
export function rollupPieces(from: number, to: number): RollupPiece[] {
  if (from <= FIRST_DAY && to >= LAST_DAY) return [{ grain: 'all', from: 0, to: 0, sign: 1 }]
  if (to < from) return []
  const [first, last] = [monthOfDay(from), monthOfDay(to)]
  const [head, tail] = [daysBefore(from), daysAfter(to)]
  const days = (start: number, end: number, sign: 1 | -1): RollupPiece[] =>
    end < start ? [] : [{ grain: 'day', from: start, to: end, sign }]
  const month = (start: number, end: number): RollupPiece[] =>
    end < start ? [] : [{ grain: 'month', from: start, to: end, sign: 1 }]
  const without = { head: days(first * 100 + 1, from - 1, -1), tail: days(to + 1, to + tail, -1) }
  if (first === last) {
    const inside = to - from + 1
    return inside <= head + tail
      ? days(from, to, 1)
      : [...month(first, last), ...without.head, ...without.tail]
  }
  const headInside = daysIn(first) - head
  const tailInside = daysIn(last) - tail
  const cutHead = headInside <= head
  const cutTail = tailInside <= tail
  return [
    ...month(cutHead ? nextMonth(first) : first, cutTail ? previousMonth(last) : last),
    ...(cutHead ? days(from, from + headInside - 1, 1) : without.head),
    ...(cutTail ? days(last * 100 + 1, to, 1) : without.tail),
  ]
}

const daysBefore = (day: number) => (day % 100) - 1
const daysAfter = (day: number) => daysIn(monthOfDay(day)) - (day % 100)
const nextMonth = (month: number) => (month % 100 === 12 ? month + 89 : month + 1)
const previousMonth = (month: number) => (month % 100 === 1 ? month - 89 : month - 1)
