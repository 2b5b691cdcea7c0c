import { useTranslations } from 'next-intl'
import type { ComparisonView } from '@/lib/assisted/assisted-view'
import { showBirthDate } from './show-birth-date'

/** What was sent to compare, each with what became of it. */
export function SentComparisons({ comparisons }: { comparisons: ComparisonView[] }) {
  const t = useTranslations('assisted.compare')
  return (
    <span>
      {comparisons.map(({ name, value, locked, state }, index) => (
        <span key={name}>
          {index > 0 && ' · '}
          {t(`fields.${name}`)}{' '}
          <span className="text-ink">{name === 'birth_date' ? showBirthDate(value) : value}</span>
          {state !== 'sent' && ` (${t(`states.${state}`)})`}
          {state === 'sent' && locked && ` (${t('locked')})`}
        </span>
      ))}
    </span>
  )
}
