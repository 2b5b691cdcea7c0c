import { FilePlus2 } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { Card } from '@/app/_ui/card'
import { LinkButton } from '@/app/_ui/link-button'
import { Messages } from '@/app/_ui/messages'
import { PageHeader } from '@/app/_ui/page-header'
import { SkeletonRows } from '@/app/_ui/skeleton-rows'
import { countByStatus } from '@/lib/enrollments/count-by-status'
import { listEnrollments } from '@/lib/enrollments/list-enrollments'
import { ColumnsMenu } from '../_list/columns-menu'
import { EnrollmentRows } from '../_list/enrollment-rows'
import { FilterBar } from '../_list/filter-bar'
import { FilterChips } from '../_list/filter-chips'
import { filterChoices } from '../_list/filter-choices'
import { KeepFresh } from '../_list/keep-fresh'
import { ListState } from '../_list/list-state'
import { listViewFrom, type SearchParams } from '../_list/list-view'
import { settled } from '../_list/settled'
import { StatusTabs } from '../_list/status-tabs'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('enrollments'))('title') }
}

export default async function EnrollmentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext()
  const view = listViewFrom(await searchParams, ctx.actor)
  // Both are read while the frame is already on its way.
  const page = settled(listEnrollments(ctx, view.query))
  const counts = settled(countByStatus(ctx, view.query))
  const [t, choices] = await Promise.all([getTranslations('enrollments'), orPageError(filterChoices(ctx))])
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title={t('title')}
        state={
          <Suspense fallback={'\u00a0'}>
            <ListState view={view} counts={counts} />
          </Suspense>
        }
        action={
          view.canCreate && (
            <LinkButton href="/enrollments/new" variant="primary" icon={<FilePlus2 size={16} aria-hidden />}>
              {t('create')}
            </LinkButton>
          )
        }
      />
      <Suspense fallback={<StatusTabs view={view} counts={null} />}>
        <StatusTabs view={view} counts={counts} />
      </Suspense>
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0 flex-1">
          <Messages namespaces={['enrollments']}>
            <FilterBar choices={choices} personal={view.personal} />
          </Messages>
        </div>
        <ColumnsMenu view={view} />
      </div>
      <FilterChips view={view} choices={choices} />
      <Card padded={false}>
        <Suspense fallback={<SkeletonRows rows={12} />}>
          <EnrollmentRows view={view} choices={choices} page={page} />
        </Suspense>
      </Card>
      <KeepFresh />
    </div>
  )
}
