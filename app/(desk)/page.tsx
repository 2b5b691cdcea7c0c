import { CirclePlus, FolderOpen } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { pageContext } from '@/app/_auth/staff-context'
import { LinkButton } from '@/app/_ui/link-button'
import { PageHeader } from '@/app/_ui/page-header'
import { may } from '@/lib/staff/permissions'
import { HomeSections } from './_home/home-sections'
import { HomeSkeleton } from './_home/home-skeleton'
import { HomeState } from './_home/home-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('frame.nav'))('home') }
}

/** Home by role: what waits for this person. */
export default async function HomePage() {
  const ctx = await pageContext()
  const t = await getTranslations('home')
  const action = may(ctx.actor.roles, 'enrollments.create') ? (
    <LinkButton variant="primary" href="/enrollments/new" icon={<CirclePlus size={16} aria-hidden />}>
      {t('newEnrollment')}
    </LinkButton>
  ) : (
    <LinkButton variant="primary" href="/enrollments" icon={<FolderOpen size={16} aria-hidden />}>
      {t('seeEnrollments')}
    </LinkButton>
  )
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={t('title', { name: ctx.actor.name })}
        state={
          <Suspense fallback={<span aria-hidden>…</span>}>
            <HomeState ctx={ctx} />
          </Suspense>
        }
        action={action}
      />
      <Suspense fallback={<HomeSkeleton />}>
        <HomeSections ctx={ctx} />
      </Suspense>
    </div>
  )
}
