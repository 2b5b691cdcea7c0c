import { useTranslations } from 'next-intl'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import { Time } from '@/app/_ui/time'
import { JOB_STANDINGS, type JobState } from '@/lib/system/job-state'
import { judgeJobs } from '@/lib/system/judge-system'
import type { DeadJob } from '@/lib/system/list-dead-jobs'
import type { Part } from '@/lib/system/read-part'
import { DeadJobs } from './dead-jobs'
import { Count, Figures } from './figures'
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
      <Figures
        rows={[
          [t('standing.due'), <Count key="due" of={counts.due} />],
          [t('oldest'), oldestDueAt === null ? t('none') : <Time key="oldest" at={oldestDueAt} relative />],
          [t('standing.running'), <Count key="running" of={counts.running} />],
          [t('standing.later'), <Count key="later" of={counts.later} />],
          [t('standing.dead'), <Count key="dead" of={counts.dead} />],
          [t('worker'), t(`workers.${worker}`)],
        ]}
      />
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
      <DeadJobs part={deadJobs} />
    </PartCard>
  )
}
