import type { UsageGrain } from '@/db/schema/usage'

/** Periods of one grain, `from` to `to`, both included, to be added or (`sign` -1) taken away. */
export type RollupPiece = { grain: UsageGrain; from: number; to: number; sign: 1 | -1 }

/** Before and after every day that an enrollment was or will be made on (yyyymmdd). */
export const FIRST_DAY = 1970_01_01
export const LAST_DAY = 9999_12_31

/**
 * The fewest rows of the rollup that make up the days `from` to `to` (yyyymmdd, both included): whole years, whole months,
 * and of the years and months at the edges either the part inside or all but the part outside. Nothing when the range
 * ends before it starts.
 */
export function rollupPieces(from: number, to: number): RollupPiece[] {
  const { whole, rest } = wholeMonths(from, to)
  if (whole === null) return rest
  const years = cut(YEAR, whole.from, whole.to)
  return [...piece('year', years.whole), ...years.rest, ...rest]
}

/** The same of months and days only, for figures that are told by month. */
export function rollupPiecesByMonth(from: number, to: number): RollupPiece[] {
  const { whole, rest } = wholeMonths(from, to)
  return [...piece('month', whole), ...rest]
}

type Periods = { from: number; to: number }

/** A period (yyyymm, yyyy), the finer ones it is made of, and how many; those are called period × 100 + 1, + 2, … */
type Coarser = { finer: UsageGrain; size(period: number): number; next(period: number, by: 1 | -1): number }

const YEAR: Coarser = { finer: 'month', size: () => 12, next: (year, by) => year + by }
const MONTH: Coarser = { finer: 'day', size: daysIn, next: monthBeside }

const wholeMonths = (from: number, to: number) => cut(MONTH, from, to)

/** Periods `from` to `to` as coarser ones, and what of the finer ones is to be added to them or taken away. */
function cut({ finer, size, next }: Coarser, from: number, to: number) {
  if (to < from) return { whole: null, rest: [] }
  const [first, last] = [Math.floor(from / 100), Math.floor(to / 100)]
  const [start, end] = [first * 100 + 1, last * 100 + size(last)]
  const [head, tail] = [from - start, end - to]
  const without = {
    head: piece(finer, { from: start, to: from - 1 }, -1),
    tail: piece(finer, { from: to + 1, to: end }, -1),
  }
  if (first === last) {
    if (to - from + 1 <= head + tail) return { whole: null, rest: piece(finer, { from, to }) }
    return { whole: { from: first, to: last }, rest: [...without.head, ...without.tail] }
  }
  const firstEnd = first * 100 + size(first)
  const lastStart = last * 100 + 1
  const cutHead = firstEnd - from + 1 <= head
  const cutTail = to - lastStart + 1 <= tail
  const whole = { from: cutHead ? next(first, 1) : first, to: cutTail ? next(last, -1) : last }
  return {
    whole: whole.to < whole.from ? null : whole,
    rest: [
      ...(cutHead ? piece(finer, { from, to: firstEnd }) : without.head),
      ...(cutTail ? piece(finer, { from: lastStart, to }) : without.tail),
    ],
  }
}

function piece(grain: UsageGrain, periods: Periods | null, sign: 1 | -1 = 1): RollupPiece[] {
  return periods === null || periods.to < periods.from ? [] : [{ grain, ...periods, sign }]
}

/** How many days a month (yyyymm) has. */
function daysIn(month: number): number {
  return new Date(Date.UTC(Math.floor(month / 100), month % 100, 0)).getUTCDate()
}

/** The month after (`by` 1) or before another (yyyymm). */
function monthBeside(month: number, by: 1 | -1): number {
  const beside = month + by
  if (beside % 100 === 13) return beside + 88
  return beside % 100 === 0 ? beside - 88 : beside
}
