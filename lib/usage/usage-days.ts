import { dateIn } from '@/lib/enrollments/zoned-days'

/** Clocks of all zones differ from UTC by whole quarters of an hour: an instant's quarter lies within one day. */
const QUARTER_MS = 15 * 60 * 1000
const MOST_KNOWN = 1_000

const knownDays = new Map<string, Map<number, number>>()

/** The day (yyyymmdd) of an instant (epoch ms) in `zone`. Remembered: each callback asks, and Intl is slow. */
export function dayNumberAt(zone: string, instant: number): number {
  const known = knownDays.get(zone) ?? new Map<number, number>()
  knownDays.set(zone, known)
  const quarter = Math.floor(instant / QUARTER_MS)
  let day = known.get(quarter)
  if (day === undefined) {
    day = dayNumber(dateIn(zone, instant))
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(quarter, day)
  }
  return day
}

/** 2026-11-23 as 20261123. */
export const dayNumber = (date: string): number => Number(date.replaceAll('-', ''))

/** The date (yyyy-mm-dd) some days after another, or before it. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The month (yyyymm) of a day (yyyymmdd). */
export const monthOfDay = (day: number): number => Math.floor(day / 100)

/** The year of a month (yyyymm). */
export const yearOfMonth = (month: number): number => Math.floor(month / 100)
