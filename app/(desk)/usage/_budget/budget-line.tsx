import { OctagonAlert, TriangleAlert } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import { classNames } from '@/app/_ui/class-names'
import { TONE_CLASS } from '@/app/_ui/tone'
import type { UsageBudget } from '@/lib/usage/usage-view'
import { monthWords } from '../_period/range-words'

/** A group's allowance as a bar: what is used, and a mark where the month will end. The words say it all too. */
export function BudgetLine({ budget }: { budget: UsageBudget }) {
  const t = useTranslations('usage.budget')
  const format = useFormatter()
  const { group, month, allowance, used, forecast, reached } = budget
  const most = Math.max(allowance, used, forecast, 1)
  const percent = (value: number) => `${(value / most) * 100}%`
  const tone = reached === 100 ? 'red' : reached === 80 ? 'amber' : 'blue'
  return (
    <div className={classNames(TONE_CLASS[tone], 'break-inside-avoid [print-color-adjust:exact]')}>
      <p className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-medium">{group.name}</span>
        {reached && (
          <Badge
            tone={tone}
            icon={
              reached === 100 ? (
                <OctagonAlert size={13} aria-hidden />
              ) : (
                <TriangleAlert size={13} aria-hidden />
              )
            }
          >
            {t(reached === 100 ? 'reached100' : 'reached80')}
          </Badge>
        )}
      </p>
      <div aria-hidden className="relative my-1.5 h-2.5 rounded-sm bg-sunken">
        <div className="h-full rounded-sm bg-tone-ink" style={{ width: percent(used) }} />
        <div
          className="absolute -inset-y-0.5 w-0.5 bg-ink"
          style={{ left: `calc(${percent(allowance)} - 2px)` }}
        />
        <div
          className="absolute -inset-y-0.5 border-l-2 border-dashed border-ink-faint"
          style={{ left: `calc(${percent(forecast)} - 2px)` }}
        />
      </div>
      <p className="numbers text-sm text-ink-soft">
        {t('used', {
          month: monthWords(format, month),
          used: format.number(used),
          allowance: format.number(allowance),
          percent: format.number(allowance === 0 ? 1 : used / allowance, {
            style: 'percent',
            maximumFractionDigits: 0,
          }),
        })}{' '}
        {t(forecast > allowance ? 'forecastOver' : 'forecast', { forecast: format.number(forecast) })}
      </p>
    </div>
  )
}
