const DAY_MS = 24 * 60 * 60 * 1000

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
 * The instant (epoch ms) at which the day `date` (`YYYY-MM-DD`), moved by `days`, begins in `zone`. Where clocks change
 * at midnight the offset of the instant itself decides.
 */
export function startOfDay(date: string, zone: string, days = 0): number {
  const utc = Date.parse(`${date}T00:00:00Z`) + days * DAY_MS
  const guess = utc - offsetAt(utc, zone)
  return utc - offsetAt(guess, zone)
}

/** The calendar date (`YYYY-MM-DD`) of an instant in `zone`. */
export function dateIn(zone: string, instant: number): string {
  return new Date(instant + offsetAt(instant, zone)).toISOString().slice(0, 10)
}
