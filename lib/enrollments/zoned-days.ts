const DAY_MS = 24 * 60 * 60 * 1000
const QUARTER_MS = 15 * 60 * 1000
/** By how much clocks change at midnight, at the most. */
const LARGEST_CHANGE_MS = 3 * 60 * 60 * 1000

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making one costs far more than using it. */
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  formatters.set(zone, made)
  return made
}

/** Milliseconds that clocks in `zone` are ahead of UTC at `instant`. */
export function offsetAt(instant: number, zone: string): number {
  const parts = formatterOf(zone).formatToParts(instant)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
  const [, sign, hours, minutes = '0'] = /GMT([+-])(\d{2}):?(\d{2})?/.exec(name) ?? []
  return sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0
}

/**
 * The instant (epoch ms) at which the day `date` (`YYYY-MM-DD`), moved by `days`, begins in `zone`: the first of which
 * `dateIn` says that day, also where clocks change at midnight.
 */
export function startOfDay(date: string, zone: string, days = 0): number {
  const utc = Date.parse(`${date}T00:00:00Z`) + days * DAY_MS
  const guess = utc - offsetAt(utc, zone)
  const start = utc - offsetAt(guess, zone)
  const day = new Date(utc).toISOString().slice(0, 10)
  const hasBegun = (instant: number) => dateIn(zone, instant) >= day
  if (hasBegun(start) && !hasBegun(start - 1)) return start
  let [before, after] = [start - LARGEST_CHANGE_MS, start + LARGEST_CHANGE_MS]
  while (after - before > QUARTER_MS) {
    const middle = before + Math.round((after - before) / 2 / QUARTER_MS) * QUARTER_MS
    if (hasBegun(middle)) after = middle
    else before = middle
  }
  return after
}

/** The calendar date (`YYYY-MM-DD`) of an instant in `zone`. */
export function dateIn(zone: string, instant: number): string {
  return new Date(instant + offsetAt(instant, zone)).toISOString().slice(0, 10)
}
