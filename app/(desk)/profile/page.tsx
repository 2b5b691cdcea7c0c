import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { Card } from '@/app/_ui/card'
import { Messages } from '@/app/_ui/messages'
import { PageHeader } from '@/app/_ui/page-header'
import { listOwnEvents } from '@/lib/staff/list-own-events'
import { listSessions } from '@/lib/staff/list-sessions'
import { readOwnTwoFactor } from '@/lib/staff/two-factor/read-own-two-factor'
import { OwnActivity } from './own-activity'
import { OwnSessions } from './own-sessions'
import { PasswordForm } from './password-form'
import { PreferencesForm } from './preferences-form'
import { TwoFactor } from './two-factor'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('profile'))('title') }
}

export default async function ProfilePage() {
  const ctx = await pageContext()
  const { actor } = ctx
  const sessions = await orPageError(listSessions(ctx))
  const twoFactor = await orPageError(readOwnTwoFactor(ctx))
  const events = await orPageError(listOwnEvents(ctx))
  const t = await getTranslations('profile')
  const role = await getTranslations('common.roles')
  return (
    <div className="flex max-w-xl flex-col gap-6">
      <PageHeader title={t('title')} state={t('state', { email: actor.email })} />
      <Messages namespaces={['profile', 'twoFactor', 'errors']}>
        <Card>
          <PreferencesForm name={actor.name} language={actor.language} theme={actor.theme} />
        </Card>
        {twoFactor.hasPassword && (
          <>
            <Card title={t('password.title')}>
              <PasswordForm email={actor.email} twoFactor={twoFactor.since !== null} />
            </Card>
            <Card title={t('twoFactor.title')}>
              <TwoFactor email={actor.email} now={twoFactor} />
            </Card>
          </>
        )}
        <Card title={t('sessions.title')}>
          <OwnSessions sessions={sessions} />
        </Card>
      </Messages>
      <Card title={t('activity.title')}>
        <OwnActivity events={events} />
      </Card>
      <Card>
        <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2">
          <dt className="text-ink-faint">{t('rolesLabel')}</dt>
          <dd>{actor.roles.map((name) => role(name)).join(', ')}</dd>
          <dt className="text-ink-faint">{t('groups')}</dt>
          <dd>
            {actor.groupIds === null ? t('allGroups') : t('someGroups', { count: actor.groupIds.length })}
          </dd>
        </dl>
        <p className="mt-3 text-sm text-ink-faint">{t('rolesHint')}</p>
      </Card>
    </div>
  )
}
