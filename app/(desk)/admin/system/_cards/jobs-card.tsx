import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import { Time } from '@/app/_ui/time'
import { JOB_STANDINGS, type JobState } from '@/lib/system/job-state'
import { judgeJobs } from '@/lib/system/judge-system'
import type { DeadJob } from '@/lib/system/list-dead-jobs'
import type { Part } from '@/lib/system/read-part'
import { DeadJobs } from './dead-jobs'
import { Count } from './figures'
import { JobKindName } from './job-kind-name'
import { PartCard } from './part-card'

/** The outbox: what waits, runs and was given up, by kind, and the way to have it tried again. */
export function JobsCard({
  state,
  deadJobs,
  now,
}: {
  state: JobState
  deadJobs: Part<DeadJob[]>
  now: number
}) {
  const t = useTranslations('system.jobs')
  const verdict = judgeJobs(state, now)
  const { counts, oldestDueAt, kinds, worker } = state
  return (
    <PartCard
      title={t('title')}
      tone={verdict.tone}
      says={t.rich(`says.${verdict.says}`, {
        at: () => (oldestDueAt === null ? null : <Time at={oldestDueAt} relative />),
        dead: counts.dead.count,
        due: counts.due.count,
        running: counts.running.count,
      })}
      advice={verdict.tone === 'red' ? t(`advice.${verdict.says}`) : null}
    >
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 md:grid-cols-6">
        {JOB_STANDINGS.map((standing) => (
          <Tile key={standing} label={t(`standing.${standing}`)}>
            <Count of={counts[standing]} />
          </Tile>
        ))}
        <Tile label={t('oldest')}>
          {oldestDueAt === null ? t('none') : <Time at={oldestDueAt} relative />}
        </Tile>
        <Tile label={t('worker')}>{t(`workers.${worker}`)}</Tile>
      </dl>
      {kinds.length > 0 && (
        <div className="-mx-4 border-t border-line">
          <Table aria-label={t('byKind')}>
            <thead>
              <tr>
                <TableHeadCell>{t('kindHead')}</TableHeadCell>
                {JOB_STANDINGS.map((standing) => (
                  <TableHeadCell key={standing} numeric>
                    {t(`standing.${standing}`)}
                  </TableHeadCell>
                ))}
              </tr>
            </thead>
            <tbody>
              {kinds.map((row) => (
                <TableRow key={row.kind}>
                  <TableCell>
                    <JobKindName kind={row.kind} />
                  </TableCell>
                  {JOB_STANDINGS.map((standing) => (
                    <TableCell key={standing} numeric>
                      {t('number', { count: row[standing] })}
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </tbody>
          </Table>
        </div>
      )}
      <DeadJobs part={deadJobs} total={counts.dead} />
    </PartCard>
  )
}

function Tile({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-0.5">
      <dt className="text-sm text-ink-soft">{label}</dt>
      <dd className="numbers font-medium">{children}</dd>
    </div>
  )
}
