import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { LANDSCAPE } from '@/app/_security/page-policy'
import { Messages } from '@/app/_ui/messages'
import { PageHeader } from '@/app/_ui/page-header'
import { dateIn } from '@/lib/enrollments/zoned-days'
import { may } from '@/lib/staff/permissions'
import { readUsage } from '@/lib/usage/read-usage'
import { usageQueryFrom } from '@/lib/usage/usage-query'
import { settled } from '../enrollments/_list/settled'
import { UsageExport } from './_export/usage-export'
import { Definition } from './_notes/definition'
import { PeriodBar } from './_period/period-bar'
import { RangeForm } from './_period/range-form'
import { usageChoices } from './_period/usage-choices'
import { UsageFilters } from './_period/usage-filters'
import { WrongDates } from './_period/wrong-dates'
import { readTrend } from './_view/read-trend'
import { UsageContent } from './_view/usage-content'
import { UsageSkeleton } from './_view/usage-skeleton'
import { UsageState } from './_view/usage-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('usage'))('title') }
}

/** What was consumed: which group used how much, of what, with what outcome. */
export default async function UsagePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const ctx = await pageContext()
  if (!may(ctx.actor.roles, 'usage.view')) forbidden()
  const query = usageQueryFrom(await searchParams)
  const zone = ctx.settings.TIME_ZONE
  const today = dateIn(zone, ctx.clock())
  // Read while the frame is already on its way.
  const reading = settled(readUsage(ctx, query))
  const trend = settled(readTrend(ctx, query, today))
  const [t, choices] = await Promise.all([getTranslations('usage'), orPageError(usageChoices(ctx))])
  return (
    <Messages namespaces={['usage', 'usageExport', 'errors']}>
      {/* The table is wide: on paper it lies on its side. */}
      <style>{LANDSCAPE}</style>
      <div className="flex flex-col gap-4">
        <PageHeader
          title={t('title')}
          state={
            <Suspense fallback={'\u00a0'}>
              <UsageState reading={reading} />
            </Suspense>
          }
          action={<UsageExport ctx={ctx} query={query} today={today} choices={choices} />}
        />
        <div data-print="hide" className="flex flex-wrap items-center justify-between gap-3">
          <PeriodBar query={query} today={today} />
          <UsageFilters groups={choices.groups} processes={choices.processes} />
        </div>
        {query.period === 'range' && (
          <Suspense fallback={<RangeForm query={query} errors={{}} />}>
            <WrongDates query={query} reading={reading} />
          </Suspense>
        )}
        <Suspense fallback={<UsageSkeleton />}>
          <UsageContent ctx={ctx} query={query} today={today} reading={reading} trend={trend} />
        </Suspense>
        <Definition zone={zone} />
      </div>
    </Messages>
  )
}
