import { FileClock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/app/_ui/empty-state'
import { Note } from '@/app/_ui/note'
import { Time } from '@/app/_ui/time'
import type { JobView } from '@/lib/jobs/job-view'
import { CaptureProblem } from './capture-problem'
import { ReadAgain } from './read-again'
import { RetryCapture } from './retry-capture'

/** The capture is under way: which attempt, when the next one, what went wrong so far. */
export function PendingCapture({ job, canRetry }: { job: JobView; canRetry: boolean }) {
  const t = useTranslations('report.pending')
  const waiting = job.state === 'ready' && job.attempts > 0
  const { attempts, maxAttempts: max, nextRunAt, errorCode } = job
  return (
    <EmptyState
      icon={<FileClock size={32} aria-hidden />}
      title={t('title')}
      action={waiting && canRetry && <RetryCapture jobId={job.id} label={t('tryNow')} />}
    >
      <div className="flex flex-col gap-3">
        <p role="status">
          {waiting
            ? t.rich('waiting', {
                attempt: attempts,
                max,
                at: () => <Time at={nextRunAt ?? 0} precision="second" />,
              })
            : attempts > 0
              ? t('running', { attempt: attempts, max })
              : t('first')}
        </p>
        {errorCode !== null && (
          <div className="text-left">
            <Note tone="amber" title={t('lastProblem')}>
              <CaptureProblem code={errorCode} />
            </Note>
          </div>
        )}
        <ReadAgain at={nextRunAt ?? 0} />
      </div>
    </EmptyState>
  )
}
