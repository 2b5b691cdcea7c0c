import { getTranslations } from 'next-intl/server'
import type { StaffContext } from '@/app/_auth/staff-context'
import { Card } from '@/app/_ui/card'
import type { UsageQuery } from '@/lib/usage/usage-query'
import type { UsageMonths, UsageView } from '@/lib/usage/usage-view'
import type { Settled } from '../../enrollments/_list/settled'
import { BudgetsCard } from '../_budget/budgets-card'
import { ChartCard } from '../_chart/chart-card'
import { Tiles } from '../_figures/tiles'
import { ChangedMonths } from '../_notes/changed-months'
import { UsageTable } from '../_table/usage-table'
import { NoUsage } from './no-usage'
import { UsageFailed } from './usage-failed'

/** The figures, or why there are none. */
export async function UsageContent({
  ctx,
  query,
  today,
  reading,
  trend,
}: {
  ctx: StaffContext
  query: UsageQuery
  today: string
  reading: Promise<Settled<UsageView>>
  /** The year that ends with a single month; null with a longer period. */
  trend: Promise<Settled<UsageMonths | null>>
}) {
  const t = await getTranslations('usage.table')
  const usage = await reading
  if ('error' in usage) return <UsageFailed query={query} error={usage.error} />
  const view = usage.data
  const year = await trend
  const drawn = ('data' in year && year.data) || view
  const scope = { range: view.range, groupId: query.groupId, processId: query.processId }
  // An allowance is a group's: beside some of its processes it would say nothing.
  const budget =
    query.processId === null ? view.budgets.find(({ group }) => group.id === query.groupId) : undefined
  return (
    <>
      <ChangedMonths changes={view.changedMonths} />
      {view.totals.now.total === 0 ? (
        <NoUsage query={query} view={view} today={today} />
      ) : (
        <>
          <Tiles view={view} scope={scope} />
          <ChartCard months={drawn.months} range={drawn.range} scope={scope} budget={budget ?? null} />
          <Card
            padded={false}
            title={t('title')}
            // All columns fit on a sheet of paper.
            className="print:[zoom:0.6]"
          >
            <UsageTable view={view} query={query} scope={scope} />
          </Card>
        </>
      )}
      <BudgetsCard ctx={ctx} budgets={view.budgets} groups={view.choices.groups} />
    </>
  )
}
