import { Plus, Workflow } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { Card } from '@/app/_ui/card'
import { EmptyState } from '@/app/_ui/empty-state'
import { LinkButton } from '@/app/_ui/link-button'
import { Messages } from '@/app/_ui/messages'
import { PageHeader } from '@/app/_ui/page-header'
import { listManagedProcesses } from '@/lib/processes/list-managed-processes'
import { ConnectionCard } from './_connection/connection-card'
import { ProcessesTable } from './_list/processes-table'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('processes'))('title') }
}

/** The journeys of ID360 that the desk may use, and whether ID360 can be reached at all. */
export default async function ProcessesPage() {
  const ctx = await pageContext()
  const processes = await orPageError(listManagedProcesses(ctx))
  const t = await getTranslations('processes')
  const offered = processes.filter((process) => process.offered).length
  const { ID360_ENVIRONMENT, ID360_BASE_URL, ID360_USERNAME } = ctx.settings
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title={t('title')}
        state={
          processes.length === 0 ? t('stateNone') : t('state', { offered, rest: processes.length - offered })
        }
        action={
          <LinkButton href="/admin/processes/new" variant="primary" icon={<Plus size={16} aria-hidden />}>
            {t('add')}
          </LinkButton>
        }
      />
      <Messages namespaces={['processes', 'errors']}>
        <Card padded={false}>
          {processes.length === 0 ? (
            <EmptyState icon={<Workflow size={28} aria-hidden />} title={t('empty')}>
              {t('emptyHint')}
            </EmptyState>
          ) : (
            <ProcessesTable processes={processes} deskEnvironment={ID360_ENVIRONMENT} />
          )}
        </Card>
        <ConnectionCard host={new URL(ID360_BASE_URL).host} username={ID360_USERNAME} />
      </Messages>
    </div>
  )
}
