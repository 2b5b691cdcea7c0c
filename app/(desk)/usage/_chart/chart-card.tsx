import { useFormatter, useTranslations } from 'next-intl'
import { Card } from '@/app/_ui/card'
import type { UsageBudget, UsageView } from '@/lib/usage/usage-view'
import { enrollmentsOf, type FigureScope } from '../_figures/enrollments-of'
import { monthWords, rangeWords } from '../_period/range-words'
import type { ChartMonth } from './chart-month'
import { ALLOWANCE_LINE, FORECAST_BOX } from './chart-strokes'
import { LivingChart } from './living-chart'
import { MonthTable } from './month-table'
import { StaticChart } from './static-chart'
import { StatusPatterns } from './status-patterns'
import { StatusSwatch } from './status-swatch'
import { USAGE_STATUSES, type UsageStatus } from './usage-statuses'

/** Month by month, stacked by status: the bars for the eye and the mouse, the table for everyone. */
export function ChartCard({
  months: view,
  range,
  scope,
  budget,
}: {
  months: UsageView['months']
  /** All that is drawn. */
  range: UsageView['range']
  scope: FigureScope
  /** The allowance of the one group that is shown; null when several are, or it has none. */
  budget: UsageBudget | null
}) {
  const t = useTranslations('usage.chart')
  const period = useTranslations('usage.period')
  const format = useFormatter()
  const months = useChartMonths(view, scope, budget)
  const data = { months, allowance: budget?.allowance ?? null }
  const shown = USAGE_STATUSES.filter(
    ({ status, rare }) => !rare || months.some(({ parts }) => parts[status].n > 0),
  )
  return (
    <Card
      className="break-inside-avoid"
      title={t('title')}
      aside={<span className="text-sm text-ink-faint">{rangeWords(format, period, range)}</span>}
    >
      <StatusPatterns />
      <ul aria-hidden className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <Legend statuses={shown.map(({ status }) => status)} />
      </ul>
      {budget && <BudgetLegend budget={budget} foreseen={months.some(({ foreseen }) => foreseen > 0)} />}
      <div aria-hidden>
        <LivingChart data={data}>
          <StaticChart data={data} />
        </LivingChart>
      </div>
      <details className="mt-3" data-print="open">
        <summary className="w-fit rounded-sm text-sm text-accent-ink hover:underline">{t('asTable')}</summary>
        <MonthTable months={months} statuses={shown.map(({ status }) => status)} />
      </details>
    </Card>
  )
}

function Legend({ statuses }: { statuses: readonly UsageStatus[] }) {
  const status = useTranslations('status')
  return statuses.map((name) => (
    <li key={name} className="flex items-center gap-1.5">
      <StatusSwatch status={name} />
      {status(name)}
    </li>
  ))
}

/** What the line and the dashed box mean, with their figures: they are not in the table. */
function BudgetLegend({ budget, foreseen }: { budget: UsageBudget; foreseen: boolean }) {
  const t = useTranslations('usage.chart')
  return (
    <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-sm">
      <li className="flex items-center gap-1.5">
        <svg aria-hidden="true" width="20" height="14">
          <line x1="0" x2="20" y1="7" y2="7" {...ALLOWANCE_LINE} />
        </svg>
        {t('allowance', { allowance: budget.allowance })}
      </li>
      {foreseen && (
        <li className="flex items-center gap-1.5">
          <svg aria-hidden="true" width="14" height="14">
            <rect x="0.5" y="0.5" width="13" height="13" {...FORECAST_BOX} />
          </svg>
          {t('forecast', { forecast: budget.forecast })}
        </li>
      )}
    </ul>
  )
}

/** The months in words, and where each part leads. */
function useChartMonths(
  view: UsageView['months'],
  scope: FigureScope,
  budget: UsageBudget | null,
): ChartMonth[] {
  const format = useFormatter()
  return view.map(({ month, range, figures }, index) => {
    const first = new Date(`${month}-01T00:00:00Z`)
    const yearly = index === 0 || first.getUTCMonth() === 0 || view.length > 12
    return {
      month,
      name: monthWords(format, month),
      label: format.dateTime(first, { timeZone: 'UTC', month: 'short' }),
      year: yearly ? month.slice(0, 4) : null,
      total: figures.total,
      foreseen: budget?.month === month ? Math.max(0, budget.forecast - figures.total) : 0,
      href: enrollmentsOf({ ...scope, range }, 'total'),
      parts: Object.fromEntries(
        USAGE_STATUSES.map(({ status, figure }) => [
          status,
          {
            n: figures[figure],
            href: figures[figure] > 0 ? enrollmentsOf({ ...scope, range }, figure) : null,
          },
        ]),
      ) as ChartMonth['parts'],
    }
  })
}
