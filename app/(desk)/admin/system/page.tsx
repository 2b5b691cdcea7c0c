import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { Messages } from '@/app/_ui/messages'
import { PageHeader } from '@/app/_ui/page-header'
import { judgeSystem } from '@/lib/system/judge-system'
import { listDeadJobs } from '@/lib/system/list-dead-jobs'
import { readPart } from '@/lib/system/read-part'
import { readSystem } from '@/lib/system/read-system'
import { RefreshControl } from './_cards/refresh-control'
import { SystemCards } from './_cards/system-cards'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('system'))('title') }
}

/** How the desk is, part by part: a sentence, the figures behind it, and what to do when it is not well. */
export default async function SystemPage() {
  const ctx = await pageContext()
  const system = await orPageError(readSystem(ctx))
  const deadJobs = await readPart(ctx, 'dead jobs', () => listDeadJobs(ctx))
  const t = await getTranslations('system')
  const tones = Object.values(judgeSystem(system)).map(({ tone }) => tone)
  const count = (wanted: string) => tones.filter((tone) => tone === wanted).length
  return (
    <Messages namespaces={['system', 'evidence', 'errors']}>
      <div className="flex flex-col gap-6">
        <PageHeader
          title={t('title')}
          state={t('state', { red: count('red'), amber: count('amber') })}
          action={<RefreshControl at={system.at} />}
        />
        <SystemCards system={system} deadJobs={deadJobs} />
      </div>
    </Messages>
  )
}
