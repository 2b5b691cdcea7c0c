import type { useFormatter } from 'next-intl'

type Format = Pick<ReturnType<typeof useFormatter>, 'number'>

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

/** A duration in its two largest units, rounded: "3 min 20 sec", "2 days 4 hr". `ms` is not negative. */
export function durationWords(format: Format, ms: number): string {
  const at = UNITS.findIndex(([, size]) => ms >= size)
  const [unit, size] = UNITS[at] ?? (['second', 1000] as const)
  const [smaller, smallerSize] = UNITS[at + 1] ?? [null, size]
  const say = (value: number, name: (typeof UNITS)[number][0]) =>
    format.number(value, { style: 'unit', unit: name, unitDisplay: 'short' })
  const rounded = Math.round(ms / smallerSize) * smallerSize
  // 59 min 59.7 s rounds up to the unit above.
  if (at > 0 && rounded >= (UNITS[at - 1]?.[1] ?? Number.POSITIVE_INFINITY))
    return durationWords(format, rounded)
  const whole = Math.floor(rounded / size)
  const rest = smaller ? Math.round((rounded - whole * size) / smallerSize) : 0
  return rest > 0 && smaller ? `${say(whole, unit)} ${say(rest, smaller)}` : say(whole, unit)
}
