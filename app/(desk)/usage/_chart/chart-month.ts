import type { UsageStatus } from './usage-statuses'

/** A bar: a month, in words ready to be read, and its parts, each with the way to its enrollments (null: none). */
export type ChartMonth = {
  /** yyyy-mm. */
  month: string
  /** Below the bar: the month, and its year where it is needed. */
  label: string
  year: string | null
  /** "October 2026". */
  name: string
  total: number
  /** To all of the month's enrollments. */
  href: string
  /** What will come on top of `total` if the month goes on like this; 0 where nothing is foreseen. */
  foreseen: number
  parts: Record<UsageStatus, { n: number; href: string | null }>
}

/** What the chart draws: the months, and the allowance they are held against (null: none). */
export type ChartData = { months: ChartMonth[]; allowance: number | null }

/** The highest value that must find room. */
export const highest = ({ months, allowance }: ChartData) =>
  Math.max(allowance ?? 0, ...months.map(({ total, foreseen }) => total + foreseen))
