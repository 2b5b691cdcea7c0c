const ISO_TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d+))?(Z|[+-]\d{2}:?\d{2})?$/

/**
 * Reads a time as ID360 writes it: ISO without a zone, in UTC, up to microseconds (`2021-12-17T15:01:49.013906`).
 * [seed] A zone, should one come, is honoured. Anything else is null.
 *
 * @returns epoch milliseconds, the rest of the fraction cut off
 */
export function parseId360Time(value: unknown): number | null {
  if (typeof value !== 'string') return null
  const match = ISO_TIME.exec(value.trim())
  if (match === null) return null
  const [, day, time, fraction = '', zone = 'Z'] = match
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0')
  const offset = zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
  const epoch = Date.parse(`${day}T${time}.${milliseconds}${offset}`)
  return Number.isNaN(epoch) ? null : epoch
}
