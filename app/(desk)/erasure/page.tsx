import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { cursorOf } from '@/app/_pager/cursor-text'
import { Card } from '@/app/_ui/card'
import { Messages } from '@/app/_ui/messages'
import { Note } from '@/app/_ui/note'
import { PageHeader } from '@/app/_ui/page-header'
import { SkeletonRows } from '@/app/_ui/skeleton-rows'
import { readErasing } from '@/lib/retention/read-erasing'
import { EraseForm } from './erase-form'
import { PastErasures } from './past-erasures'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('erasure'))('title') }
}

/** Erasing one person who asks for it: found exactly, said what goes and what the law keeps, and done once. */
export default async function ErasurePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const ctx = await pageContext()
  const { evidenceByLawDays, id360Days } = await orPageError(readErasing(ctx))
  const after = cursorOf((await searchParams).after)
  const t = await getTranslations('erasure')
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title={t('title')} state={t('state')} />
      <Note title={t('id360.title')}>{t('id360.explain', { days: id360Days })}</Note>
      <Messages namespaces={['erasure', 'errors']}>
        <EraseForm evidenceByLawDays={evidenceByLawDays} />
      </Messages>
      <Card title={t('past.title')} padded={false}>
        <Suspense key={after?.id ?? ''} fallback={<SkeletonRows />}>
          <PastErasures after={after} />
        </Suspense>
      </Card>
    </div>
  )
}
