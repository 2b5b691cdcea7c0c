import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ErrorNote } from '@/app/_ui/error-note'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import { Time } from '@/app/_ui/time'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import type { BoundedCount } from '@/lib/system/count-up-to'
import type { DeadJob } from '@/lib/system/list-dead-jobs'
import type { Part } from '@/lib/system/read-part'
import { EvidenceProblem } from '../../../enrollments/[id]/_keeping/evidence-problem'
import { FetchAgain } from '../../../enrollments/[id]/_keeping/fetch-again'
import { RetryCaptures } from './retry-captures'

/** The latest jobs that were given up; a capture can be started over, the others start over when next due. */
export function DeadJobs({ part, total }: { part: Part<DeadJob[]>; total: BoundedCount }) {
  const t = useTranslations('system.dead')
  const kinds = useTranslations('system.jobs.kind')
  if (!part.ok) return <ErrorNote>{t('unread')}</ErrorNote>
  if (part.value.length === 0) return null
  const captures = part.value.filter(({ enrollmentId }) => enrollmentId !== null).length
  return (
    <div className="-mx-4 -mb-4 border-t border-line">
      <div className="flex flex-wrap items-center justify-between gap-2 px-4 pt-3">
        <h3 className="text-sm font-medium">{t('title')}</h3>
        {captures > 1 && (
          <RetryCaptures label={total.count > part.value.length ? t('retryMany') : t('retryAll')} />
        )}
      </div>
      <Table aria-label={t('title')}>
        <thead>
          <tr>
            <TableHeadCell>{t('what')}</TableHeadCell>
            <TableHeadCell>{t('why')}</TableHeadCell>
            <TableHeadCell numeric>{t('attempts')}</TableHeadCell>
            <TableHeadCell>{t('when')}</TableHeadCell>
            <TableHeadCell>{t('action')}</TableHeadCell>
          </tr>
        </thead>
        <tbody>
          {part.value.map(({ id, kind, enrollmentId, errorCode, attempts, finishedAt }) => {
            const name = dynamicMessage(kinds, kind) ?? kind
            return (
              <TableRow key={id}>
                <TableCell>
                  {enrollmentId === null ? (
                    name
                  ) : (
                    <Link
                      href={`/enrollments/${enrollmentId}`}
                      prefetch={false}
                      className="font-medium text-accent-ink hover:underline"
                    >
                      {name}
                    </Link>
                  )}
                </TableCell>
                <TableCell>
                  <EvidenceProblem code={errorCode} />
                </TableCell>
                <TableCell numeric>{attempts}</TableCell>
                <TableCell>{finishedAt !== null && <Time at={finishedAt} relative />}</TableCell>
                <TableCell>
                  {enrollmentId === null ? (
                    <span className="text-ink-faint">{t('byItself')}</span>
                  ) : (
                    <FetchAgain asked={{ jobId: id }} label={t('retry')} />
                  )}
                </TableCell>
              </TableRow>
            )
          })}
        </tbody>
      </Table>
    </div>
  )
}
