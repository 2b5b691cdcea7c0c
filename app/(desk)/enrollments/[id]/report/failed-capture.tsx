import { useTranslations } from 'next-intl'
import { ErrorNote } from '@/app/_ui/error-note'
import type { JobView } from '@/lib/jobs/job-view'
import { CaptureProblem } from './capture-problem'
import { RetryCapture } from './retry-capture'

/** The desk has given up on the report: why, and the way to try again. */
export function FailedCapture({ job, canRetry }: { job: JobView; canRetry: boolean }) {
  const t = useTranslations('report.failed')
  return (
    <div className="flex flex-col items-start gap-3">
      <ErrorNote title={t('title')}>
        <p>
          <CaptureProblem code={job.errorCode ?? 'unexpected'} /> {t('attempts', { attempts: job.attempts })}
        </p>
      </ErrorNote>
      {canRetry && <RetryCapture jobId={job.id} label={t('retry')} />}
    </div>
  )
}
