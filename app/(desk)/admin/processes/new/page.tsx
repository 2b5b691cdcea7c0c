import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { Messages } from '@/app/_ui/messages'
import { PageHeader } from '@/app/_ui/page-header'
import type { ProcessFields } from '@/lib/processes/process-input'
import { listGroupChoices } from '@/lib/processes/read-process'
import { ProcessForm } from '../_form/process-form'
import { settingWords } from '../_form/setting-words'

/** What most processes are. */
const BLANK: ProcessFields = {
  name: '',
  id360Uuid: '',
  environment: null,
  byLink: true,
  assisted: true,
  makesIdclaim: false,
  asksSelfie: true,
  defaultLanguage: 'fr',
  defaultGroupId: null,
  browserCallbackUrl: null,
  notifyOn: null,
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('processes.form'))('newTitle') }
}

export default async function NewProcessPage() {
  const ctx = await pageContext()
  const groups = await orPageError(listGroupChoices(ctx))
  const t = await getTranslations('processes.form')
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-5">
      <PageHeader title={t('newTitle')} state={t('newState')} />
      <Messages namespaces={['processes', 'errors']}>
        <ProcessForm
          start={{
            fields: BLANK,
            groups,
            used: false,
            deskEnvironment: ctx.settings.ID360_ENVIRONMENT,
            settingWords: await settingWords(ctx),
          }}
        />
      </Messages>
    </div>
  )
}
