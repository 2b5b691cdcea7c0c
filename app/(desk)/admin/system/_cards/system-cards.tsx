import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { DeadJob } from '@/lib/system/list-dead-jobs'
import type { Part } from '@/lib/system/read-part'
import type { System } from '@/lib/system/read-system'
import { AuditCard } from './audit-card'
import { CallbacksCard } from './callbacks-card'
import { DatabaseCard } from './database-card'
import { DiskCard } from './disk-card'
import { EvidenceCard } from './evidence-card'
import { Id360Card } from './id360-card'
import { JobsCard } from './jobs-card'
import { UnreadCard } from './part-card'
import { ProcessCard } from './process-card'

/** Every part in a card; one that could not be read says so in its place. */
export function SystemCards({ system, deadJobs }: { system: System; deadJobs: Part<DeadJob[]> }) {
  const t = useTranslations('system')
  const { at: now, id360, callbacks, jobs, evidence, audit, database, disk, process } = system
  return (
    <div className="grid items-start gap-4 *:min-w-0 rail:grid-cols-2">
      <div className="flex flex-col gap-4 *:min-w-0">
        {card(id360, t('id360.title'), (state) => (
          <Id360Card state={state} />
        ))}
        {card(callbacks, t('callbacks.title'), (state) => (
          <CallbacksCard state={state} now={now} />
        ))}
      </div>
      <div className="flex flex-col gap-4 *:min-w-0">
        {card(evidence, t('evidence.title'), (state) => (
          <EvidenceCard state={state} />
        ))}
        {card(database, t('database.title'), (state) => (
          <DatabaseCard state={state} />
        ))}
        {card(audit, t('audit.title'), (last) => (
          <AuditCard last={last} now={now} />
        ))}
      </div>
      <div className="rail:col-span-2">
        {card(jobs, t('jobs.title'), (state) => (
          <JobsCard state={state} deadJobs={deadJobs} now={now} />
        ))}
      </div>
      {card(disk, t('disk.title'), (state) => (
        <DiskCard state={state} />
      ))}
      {card(process, t('process.title'), (state) => (
        <ProcessCard state={state} now={now} />
      ))}
    </div>
  )
}

function card<T>(part: Part<T>, title: string, draw: (value: T) => ReactNode): ReactNode {
  return part.ok ? draw(part.value) : <UnreadCard title={title} />
}
