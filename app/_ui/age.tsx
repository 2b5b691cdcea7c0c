import { useFormatter, useNow } from 'next-intl'

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

/** How old something is, short ("3 min", "2 j"), with the instant on hover. `since` is epoch milliseconds. */
export function Age({ since, className }: { since: number; className?: string }) {
  const format = useFormatter()
  const now = useNow()
  const age = Math.max(0, now.getTime() - since)
  const [unit, size] = UNITS.find(([, milliseconds]) => age >= milliseconds) ?? (['second', 1000] as const)
  const exact = format.dateTime(new Date(since), { dateStyle: 'full', timeStyle: 'medium' })
  return (
    <time dateTime={new Date(since).toISOString()} title={exact} className={className}>
      {format.number(Math.floor(age / size), { style: 'unit', unit, unitDisplay: 'short' })}
    </time>
  )
}
