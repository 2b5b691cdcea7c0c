import { ChevronLeft, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { buttonClasses } from '@/app/_ui/button-classes'
import { classNames } from '@/app/_ui/class-names'
import { addDays } from '@/lib/usage/usage-days'
import { USAGE_PERIODS, type UsageQuery } from '@/lib/usage/usage-query'
import type { DayRange } from '@/lib/usage/usage-view'
import { askedRange, type CalendarPeriod, rangesAround } from './asked-range'
import { rangeWords } from './range-words'
import { usageParams, usagePath } from './usage-address'

/** Month, quarter, year or two dates, and the neighbours of what is shown: links, each an address. `today`: yyyy-mm-dd. */
export function PeriodBar({ query, today }: { query: UsageQuery; today: string }) {
  const t = useTranslations('usage.period')
  const params = usageParams(query)
  const shown = askedRange(query, today) ?? rangesAround('month', today).range
  return (
    <nav aria-label={t('label')} className="flex flex-wrap items-center gap-2">
      <ul className="flex rounded-md border border-line-strong bg-surface p-0.5">
        {USAGE_PERIODS.map((period) => {
          const current = period === query.period
          return (
            <li key={period}>
              <Link
                href={usagePath({
                  ...params,
                  period: period === 'month' ? null : period,
                  from: period === 'range' || query.from ? shown.from : null,
                  to: period === 'range' ? shown.to : null,
                })}
                scroll={false}
                aria-current={current ? 'true' : undefined}
                className={classNames(
                  'flex h-8 items-center rounded-sm px-3',
                  current ? 'bg-accent-fill font-medium text-accent-ink' : 'text-ink-soft hover:bg-hover',
                )}
              >
                {t(`kind.${period}`)}
              </Link>
            </li>
          )
        })}
      </ul>
      {query.period !== 'range' && (
        <Neighbours query={query} period={query.period} shown={shown} today={today} />
      )}
    </nav>
  )
}

function Neighbours({
  query,
  period,
  shown,
  today,
}: {
  query: UsageQuery
  period: CalendarPeriod
  shown: DayRange
  today: string
}) {
  const t = useTranslations('usage.period')
  const format = useFormatter()
  const params = usageParams(query)
  const { before } = rangesAround(period, shown.from)
  const after = rangesAround(period, addDays(shown.to, 1)).range
  const step = (range: DayRange, words: string, rel: 'prev' | 'next') => (
    <Link
      href={usagePath({ ...params, from: range.from })}
      rel={rel}
      scroll={false}
      aria-label={words}
      title={words}
      className={buttonClasses({ size: 'icon' })}
    >
      {rel === 'prev' ? <ChevronLeft size={16} aria-hidden /> : <ChevronRight size={16} aria-hidden />}
    </Link>
  )
  return (
    <div className="flex items-center gap-1">
      {step(before, t('goTo', { period: rangeWords(format, t, before) }), 'prev')}
      <span className="inline-block min-w-32 text-center font-semibold first-letter:uppercase">
        {rangeWords(format, t, shown)}
      </span>
      {after.from <= today ? (
        step(after, t('goTo', { period: rangeWords(format, t, after) }), 'next')
      ) : (
        // What lies ahead has no figures yet; the place stays, so that the first button does not move.
        <span aria-hidden className={buttonClasses({ size: 'icon' }, 'invisible')} />
      )}
      {today > shown.to && (
        <Link
          href={usagePath({ ...params, from: null })}
          scroll={false}
          className={buttonClasses({ variant: 'ghost' })}
        >
          {t(`current.${period}`)}
        </Link>
      )}
    </div>
  )
}
