import { UserSearch } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { Card } from '@/app/_ui/card'
import { EmptyState } from '@/app/_ui/empty-state'
import { LinkButton } from '@/app/_ui/link-button'
import { Messages } from '@/app/_ui/messages'
import { PageHeader } from '@/app/_ui/page-header'
import { listStaff } from '@/lib/staff/list-staff'
import { readTwoFactorPolicy } from '@/lib/staff/two-factor/require-two-factor'
import { groupChoices } from './group-choices'
import { InviteButton } from './invite-button'
import { StaffFilters } from './staff-filters'
import { staffAddress, staffQuery } from './staff-query'
import { StaffTable } from './staff-table'
import { TwoFactorPolicy } from './two-factor-policy'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('staffAdmin'))('title') }
}

/** Who uses the desk, with what rights; and the way in for someone new. */
export default async function StaffPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const ctx = await pageContext()
  const asked = staffQuery(await searchParams)
  const { rows, total, page, pages } = await orPageError(listStaff(ctx, asked))
  const choices = await groupChoices(ctx)
  const policy = await orPageError(readTwoFactorPolicy(ctx))
  const t = await getTranslations('staffAdmin')
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title={t('title')}
        state={t('count', { total })}
        action={
          <Messages namespaces={['staffAdmin', 'errors']}>
            <InviteButton choices={choices} language={ctx.actor.language} />
          </Messages>
        }
      />
      <StaffFilters search={asked.search} state={asked.state} />
      <Card padded={false}>
        {total === 0 ? (
          <EmptyState icon={<UserSearch size={28} aria-hidden />} title={t('empty')}>
            {t('emptyHint')}
          </EmptyState>
        ) : (
          <StaffTable rows={rows} self={ctx.actor.id} groups={choices.groups} />
        )}
      </Card>
      {pages > 1 && (
        <nav aria-label={t('pages')} className="flex items-center gap-2">
          {page > 1 && (
            <LinkButton href={staffAddress({ ...asked, page: page - 1 })}>{t('previous')}</LinkButton>
          )}
          <span className="text-ink-soft">{t('pageOf', { page, pages })}</span>
          {page < pages && (
            <LinkButton href={staffAddress({ ...asked, page: page + 1 })}>{t('next')}</LinkButton>
          )}
        </nav>
      )}
      <Card title={t('policy.title')}>
        <Messages namespaces={['staffAdmin', 'errors']}>
          {/* The key: someone else may have changed it, and the boxes then show what is kept. */}
          <TwoFactorPolicy key={policy.roles.join()} now={policy} />
        </Messages>
      </Card>
    </div>
  )
}
