import { useFormatter, useNow } from 'next-intl'

/**
 * A moment in the desk's time zone; the exact instant, with seconds and zone, on hover. `at` is epoch milliseconds.
 * `relative`: "5 minutes ago", as of when the page was made.
 */
export function Time({
  at,
  relative = false,
  precision = 'minute',
  className,
}: {
  at: number
  relative?: boolean
  precision?: 'day' | 'minute' | 'second'
  className?: string
}) {
  const format = useFormatter()
  const now = useNow()
  const date = new Date(at)
  const exact = format.dateTime(date, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  })
  const words = relative
    ? format.relativeTime(date, at > now.getTime() ? date : now)
    : format.dateTime(date, {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        ...(precision !== 'day' && { hour: '2-digit', minute: '2-digit' }),
        ...(precision === 'second' && { second: '2-digit' }),
      })
  return (
    <time dateTime={date.toISOString()} title={exact} className={className}>
      {words}
    </time>
  )
}
