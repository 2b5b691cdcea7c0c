import { CalendarSearch } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Card } from '@/app/_ui/card'
import { EmptyState } from '@/app/_ui/empty-state'
import { LinkButton } from '@/app/_ui/link-button'
import type { UsageQuery } from '@/lib/usage/usage-query'
import type { UsageView } from '@/lib/usage/usage-view'
import { rangesAround } from '../_period/asked-range'
import { rangeWords } from '../_period/range-words'
import { usageParams, usagePath } from '../_period/usage-address'

/** Nothing was made in this period: how to look further. */
export function NoUsage({ query, view, today }: { query: UsageQuery; view: UsageView; today: string }) {
  const t = useTranslations('usage.empty')
  const period = useTranslations('usage.period')
  const format = useFormatter()
  const params = usageParams(query)
  const filtered = params.group !== null || params.process !== null
  const last = view.range.to > today ? today : view.range.to
  const year = rangesAround('year', last).range
  const widened = view.range.from > year.from || view.range.to < year.to
  return (
    <Card>
      <EmptyState
        icon={<CalendarSearch size={28} aria-hidden />}
        title={t('title', { period: rangeWords(format, period, view.range) })}
        action={
          <div className="flex flex-wrap justify-center gap-2">
            {widened && (
              <LinkButton
                href={usagePath({ ...params, period: 'year', from: year.from, to: null })}
                scroll={false}
              >
                {t('wholeYear', { year: year.from.slice(0, 4) })}
              </LinkButton>
            )}
            {filtered && (
              <LinkButton href={usagePath({ ...params, group: null, process: null })} scroll={false}>
                {t('withoutFilters')}
              </LinkButton>
            )}
          </div>
        }
      >
        {filtered ? t('filteredHint') : t('hint')}
      </EmptyState>
    </Card>
  )
}
