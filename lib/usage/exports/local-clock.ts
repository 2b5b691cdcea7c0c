import { offsetAt } from '@/lib/enrollments/zoned-days'

/** No zone changes its clocks but at a quarter of an hour. */
const QUARTER_MS = 15 * 60_000
const KEPT_QUARTERS = 20_000

export type LocalClock = {
  /** Milliseconds since the epoch as the wall clock of the zone counts them. */
  wall(instant: number): number
  /** yyyymm of the zone. */
  month(instant: number): number
  /** `2026-10-05 14:03:22`: read as a date by every spreadsheet, whatever its language. */
  text(instant: number): string
}

/** The wall clock of a zone, for many instants: the zone is asked once a quarter of an hour, not once an instant. */
export function createLocalClock(zone: string): LocalClock {
  const quarters = new Map<number, { offset: number; month: number }>()
  const quarterOf = (instant: number) => {
    const number = Math.floor(instant / QUARTER_MS)
    const known = quarters.get(number)
    if (known) return known
    if (quarters.size >= KEPT_QUARTERS) quarters.clear()
    const offset = offsetAt(instant, zone)
    const date = new Date(instant + offset)
    const made = { offset, month: date.getUTCFullYear() * 100 + date.getUTCMonth() + 1 }
    quarters.set(number, made)
    return made
  }
  const wall = (instant: number) => instant + quarterOf(instant).offset
  return {
    wall,
    month: (instant) => quarterOf(instant).month,
    text: (instant) => new Date(wall(instant)).toISOString().slice(0, 19).replace('T', ' '),
  }
}
