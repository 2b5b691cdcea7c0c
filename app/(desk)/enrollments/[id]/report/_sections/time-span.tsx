import { useTranslations } from 'next-intl'
import { Time } from '@/app/_ui/time'

/** When something began and ended, in epoch milliseconds, and how long it took. */
export function TimeSpan({
  startedAt,
  finishedAt,
  duration,
}: {
  startedAt: number | null
  finishedAt: number | null
  duration: number | null
}) {
  const t = useTranslations('report.steps')
  if (startedAt === null && finishedAt === null) {
    return <p className="text-sm text-ink-faint">{t('noTimes')}</p>
  }
  return (
    <p className="numbers flex flex-wrap gap-x-2 text-sm text-ink-soft">
      {startedAt !== null && <Time at={startedAt} precision="second" />}
      {finishedAt !== null && (
        <>
          <span aria-hidden>→</span>
          <span className="sr-only">{t('until')}</span>
          <Time at={finishedAt} precision="second" />
        </>
      )}
      {duration !== null && (
        <span className="text-ink-faint">
          {duration < 60_000
            ? t('seconds', { seconds: duration / 1000 })
            : t('minutes', {
                minutes: Math.floor(duration / 60_000),
                seconds: Math.round((duration % 60_000) / 1000),
              })}
        </span>
      )}
    </p>
  )
}
