import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { pageContext } from '@/app/_auth/staff-context'
import { hiddenLink } from '@/app/_enrollment-link/hidden-link'
import { orPageError } from '@/app/_errors/page-error'
import { Card } from '@/app/_ui/card'
import { EmptyState } from '@/app/_ui/empty-state'
import { Messages } from '@/app/_ui/messages'
import { PageHeader } from '@/app/_ui/page-header'
import { listGroups } from '@/lib/processes/list-groups'
import { listProcesses } from '@/lib/processes/list-processes'
import { may } from '@/lib/staff/permissions'
import { countryOptions } from './_form/country-options'
import type { FormChoices, FormStart } from './_form/form-choices'
import { lastGroup } from './_form/last-group'
import { NewEnrollment } from './_form/new-enrollment'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('newEnrollment'))('title') }
}

export default async function NewEnrollmentPage() {
  const ctx = await pageContext()
  if (!may(ctx.actor.roles, 'enrollments.create')) forbidden()
  const [t, processes, groups, last] = await Promise.all([
    getTranslations('newEnrollment'),
    orPageError(listProcesses(ctx, { purpose: 'form' })),
    orPageError(listGroups(ctx, { purpose: 'form' })),
    lastGroup(),
  ])
  const choices: FormChoices = {
    processes: processes.map(
      ({ id, name, byLink, assisted, makesIdclaim, defaultLanguage, defaultGroupId }) => ({
        id,
        name,
        byLink,
        assisted,
        makesIdclaim,
        defaultLanguage,
        defaultGroupId,
      }),
    ),
    groups: groups.groups.map(({ id, name }) => ({ value: id, label: name })),
    noGroup: groups.noGroup,
    countries: countryOptions(await getLocale()),
  }
  const offered = last === '' ? groups.noGroup : groups.groups.some(({ id }) => id === last)
  const [only, ...others] = processes
  const start: FormStart = {
    processId: only && others.length === 0 ? only.id : '',
    groupId: offered ? last : null,
    language: null,
  }
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-5">
      <PageHeader title={t('title')} state={t('state')} />
      {processes.length === 0 ? (
        <Card>
          <EmptyState title={t('noProcess.title')}>{t('noProcess.body')}</EmptyState>
        </Card>
      ) : (
        <Messages namespaces={['newEnrollment', 'errors']}>
          <NewEnrollment
            choices={choices}
            start={start}
            hiddenLink={hiddenLink(ctx.settings.ID360_BASE_URL)}
          />
        </Messages>
      )}
    </div>
  )
}
