import { FileClock, FileX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/app/_ui/empty-state'
import { ErrorNote } from '@/app/_ui/error-note'
import { Time } from '@/app/_ui/time'
import type { EvidenceView } from '@/lib/evidence/read-evidence'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import type { JobView } from '@/lib/jobs/job-view'
import { ReadAgain } from '../report/read-again'
import { RetryCapture } from '../report/retry-capture'

const TO_COME: readonly string[] = ['UNCONFIRMED', 'NEW', 'STARTED'] satisfies EvidenceView['status'][]

/** Why there is none, and whether there will be. */
export function NoIdclaim({
  status,
  makesIdclaim,
}: {
  status: EvidenceView['status']
  makesIdclaim: boolean
}) {
  const t = useTranslations('idclaim.none')
  const isDue = status === 'OK' || status === 'KO'
  const isToCome = makesIdclaim && (isDue || TO_COME.includes(status))
  const Icon = isToCome ? FileClock : FileX
  const sentence = !makesIdclaim ? 'process' : isDue ? 'due' : isToCome ? 'early' : 'ended'
  return (
    <EmptyState icon={<Icon size={32} aria-hidden />} title={t(isToCome ? 'earlyTitle' : 'title')}>
      <p>{t(sentence)}</p>
    </EmptyState>
  )
}

/** The capture is under way, or waits for its next attempt. */
export function PendingIdclaim({ job, canRetry }: { job: JobView; canRetry: boolean }) {
  const t = useTranslations('idclaim.pending')
  const isWaiting = job.state === 'ready' && job.attempts > 0
  return (
    <EmptyState
      icon={<FileClock size={32} aria-hidden />}
      title={t('title')}
      action={isWaiting && canRetry && <RetryCapture jobId={job.id} label={t('tryNow')} />}
    >
      <p role="status">
        {isWaiting
          ? t.rich('waiting', {
              attempts: job.attempts,
              max: job.maxAttempts,
              at: () => <Time at={job.nextRunAt ?? 0} precision="second" />,
            })
          : t('first')}
      </p>
      {job.errorCode !== null && (
        <p>
          <Problem code={job.errorCode} />
        </p>
      )}
      <ReadAgain at={job.nextRunAt ?? 0} />
    </EmptyState>
  )
}

/** The desk has given up: why, and the way to try again. */
export function FailedIdclaim({ job, canRetry }: { job: JobView; canRetry: boolean }) {
  const t = useTranslations('idclaim.failed')
  return (
    <div className="flex flex-col items-start gap-3">
      <ErrorNote title={t('title')}>
        <p>
          <Problem code={job.errorCode ?? '–'} /> {t('attempts', { attempts: job.attempts })}
        </p>
      </ErrorNote>
      {canRetry && <RetryCapture jobId={job.id} label={t('retry')} />}
    </div>
  )
}

/** What is kept is no longer what was captured. */
export function DamagedIdclaim({ isComing }: { isComing: boolean }) {
  const t = useTranslations('idclaim.damaged')
  return (
    <ErrorNote title={t('title')}>
      <p>{t('text')}</p>
      <p>{t(isComing ? 'again' : 'lost')}</p>
    </ErrorNote>
  )
}

function Problem({ code }: { code: string }) {
  const t = useTranslations('idclaim.problem')
  return <>{dynamicMessage(t, code) ?? t('unexpected', { code })}</>
}
