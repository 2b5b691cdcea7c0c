import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { Card } from '@/app/_ui/card'
import { LinkButton } from '@/app/_ui/link-button'
import { Messages } from '@/app/_ui/messages'
import { Note } from '@/app/_ui/note'
import { PageHeader } from '@/app/_ui/page-header'
import { readStaff } from '@/lib/staff/read-staff'
import { groupChoices } from '../group-choices'
import { StaffStateBadge } from '../staff-state-badge'
import { AccessForm } from './access-form'
import { AccountActs } from './account-acts'
import { IdentityCard } from './identity-card'
import { StaffSessions } from './staff-sessions'

export async function generateMetadata(): Promise<Metadata> {
  // No name: titles end up in histories and in the windows of others.
  return { title: (await getTranslations('staffAdmin'))('title') }
}

/** One person: what they may do, where they are signed in, and how to let them in or shut them out. */
export default async function StaffMemberPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageContext()
  const { id } = await params
  const person = await orPageError(readStaff(ctx, { staffId: id }))
  const t = await getTranslations('staffAdmin.person')
  const { roles, groupIds } = person
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <PageHeader
        title={person.name}
        badges={<StaffStateBadge state={person.state} />}
        state={person.email}
      />
      {person.yourself && (
        <Note>
          {t('yourself')}{' '}
          <LinkButton href="/profile" size="sm" className="mt-2">
            {t('toProfile')}
          </LinkButton>
        </Note>
      )}
      <IdentityCard person={person} groups={(await groupChoices(ctx)).groups} />
      {!person.yourself && (
        <Messages namespaces={['staffAdmin', 'errors']}>
          <Card title={t('access')}>
            <AccessForm
              // Someone else may have changed them: the boxes then show what is kept.
              key={JSON.stringify([roles, groupIds])}
              staffId={id}
              now={{ roles, groupIds }}
              choices={await groupChoices(ctx)}
            />
          </Card>
          <Card title={t('sessions')}>
            <StaffSessions sessions={person.sessions} staffId={id} />
          </Card>
          <Card title={t('account')}>
            <AccountActs
              staffId={id}
              name={person.name}
              disabled={person.state === 'disabled'}
              hasPassword={person.hasPassword}
              linked={person.linked}
              hasTwoFactor={person.twoFactorSince !== null}
            />
          </Card>
        </Messages>
      )}
    </div>
  )
}
