import { offsetAt } from '@/lib/enrollments/zoned-days'

/** No zone changes its clocks but at a quarter of an hour. */
const QUARTER_MS = 15 * 60_000
const KEPT_QUARTERS = 1_000
const DAY_MS = 86_400_000
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))

export type LocalClock = {
  /** Milliseconds since the epoch as the wall clock of the zone counts them. */
  wall(instant: number): number
  /** `2026-10-05 14:03:22`: read as a date by every spreadsheet, whatever its language. */
  text(instant: number): string
}

/** The wall clock of a zone, for many instants: the zone is asked once a quarter of an hour, not once an instant. */
export function createLocalClock(zone: string): LocalClock {
  const quarters = new Map<number, number>()
  const offsetOf = (instant: number) => {
    const number = Math.floor(instant / QUARTER_MS)
    const known = quarters.get(number)
    if (known !== undefined) return known
    if (quarters.size >= KEPT_QUARTERS) quarters.clear()
    const offset = offsetAt(instant, zone)
    quarters.set(number, offset)
    return offset
  }
  const wall = (instant: number) => instant + offsetOf(instant)
  let knownDay = { number: Number.NaN, text: '' }
  const dayText = (number: number) => {
    if (number !== knownDay.number) {
      knownDay = { number, text: new Date(number * DAY_MS).toISOString().slice(0, 10) }
    }
    return knownDay.text
  }
  return {
    wall,
    text(instant) {
      const shown = wall(instant)
      const day = Math.floor(shown / DAY_MS)
      const seconds = Math.floor((shown - day * DAY_MS) / 1000)
      const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
      return `${dayText(day)} ${TWO_DIGITS[hours]}:${TWO_DIGITS[minutes]}:${TWO_DIGITS[seconds % 60]}`
    },
  }
}
