import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { Messages } from '@/app/_ui/messages'
import { PageHeader } from '@/app/_ui/page-header'
import { readProcess } from '@/lib/processes/read-process'
import { ProcessForm } from '../_form/process-form'
import { settingWords } from '../_form/setting-words'
import { ProcessStateBadge } from '../_list/process-state-badge'
import { shownState } from '../_list/shown-state'
import { StateCard } from './state-card'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('processes'))('column.name') }
}

export default async function ProcessPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageContext()
  const { id } = await params
  const process = await orPageError(readProcess(ctx, { processId: id }))
  const t = await getTranslations('processes.form')
  const { fields, groups, used, revision } = process
  const shown = shownState({ ...fields, ...process })
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-5">
      <PageHeader
        title={fields.name}
        badges={<ProcessStateBadge state={shown} />}
        state={t(`changeState.${shown}`)}
      />
      <Messages namespaces={['processes', 'errors']}>
        <ProcessForm
          start={{
            fields,
            groups,
            used,
            deskEnvironment: ctx.settings.ID360_ENVIRONMENT,
            settingWords: await settingWords(ctx),
          }}
          change={{ processId: process.id, revision }}
        />
        <StateCard processId={process.id} state={process.state} />
      </Messages>
    </div>
  )
}
