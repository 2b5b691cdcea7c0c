import { FileClock, FileX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/app/_ui/empty-state'
import { ErrorNote } from '@/app/_ui/error-note'
import { Note } from '@/app/_ui/note'
import { Time } from '@/app/_ui/time'
import type { EvidenceView } from '@/lib/evidence/read-evidence'
import type { JobView } from '@/lib/jobs/job-view'
import { ReadAgain } from '../report/read-again'
import { RetryCapture } from '../report/retry-capture'
import { EvidenceErased } from './evidence-erased'
import { EvidenceProblem } from './evidence-problem'
import { kindState } from './kind-state'

type Kind = 'proof_slip' | 'document' | 'idclaim'

const TO_COME: readonly string[] = ['UNCONFIRMED', 'NEW', 'STARTED'] satisfies EvidenceView['status'][]

/** Why there is nothing to show of this kind, and when there will be: before, on its way, given up, or never. */
export function EvidenceAbsent({
  view,
  kind,
  makesIdclaim = true,
}: {
  view: EvidenceView
  kind: Kind
  /** Whether the process makes one: else none is missing. */
  makesIdclaim?: boolean
}) {
  const t = useTranslations('evidence.none')
  const { state, job } = view.kinds[kind]
  const stands = kindState(view.kinds[kind], view.status, makesIdclaim)
  if (view.erasedAt !== null) return <EvidenceErased at={view.erasedAt} />
  if (job && state === 'failed') return <GivenUp kind={kind} job={job} canRetry={view.canRetry} />
  if (job && state === 'pending') return <OnItsWay kind={kind} job={job} canRetry={view.canRetry} />
  if (stands === 'notMade' || stands === 'koMakesNone') {
    return (
      <EmptyState icon={<FileX size={32} aria-hidden />} title={t('endedTitle', { kind })}>
        <p>{t(stands)}</p>
      </EmptyState>
    )
  }
  const hasVerdict = view.status === 'OK' || view.status === 'KO'
  const toCome = TO_COME.includes(view.status)
  const Icon = toCome ? FileClock : FileX
  const noFiles = kind === 'document' && job?.state === 'done'
  const reason = toCome
    ? t('early', { kind })
    : !hasVerdict
      ? t(view.status === 'NOT_CREATED' ? 'notCreated' : 'ended')
      : noFiles
        ? t('noFiles')
        : t(view.hasLeft ? 'gone' : 'due')
  return (
    <EmptyState
      icon={<Icon size={32} aria-hidden />}
      title={
        toCome || (hasVerdict && !noFiles && !view.hasLeft) ? t('title', { kind }) : t('endedTitle', { kind })
      }
    >
      <p>{reason}</p>
    </EmptyState>
  )
}

/** The capture is under way: which attempt, when the next one, what went wrong so far. */
export function OnItsWay({ kind, job, canRetry }: { kind: Kind; job: JobView; canRetry: boolean }) {
  const t = useTranslations('evidence.pending')
  const { attempts: attempt, maxAttempts: max, nextRunAt } = job
  const waiting = job.state === 'ready' && attempt > 0
  return (
    <EmptyState
      icon={<FileClock size={32} aria-hidden />}
      title={t('title', { kind })}
      action={waiting && canRetry && <RetryCapture jobId={job.id} label={t('tryNow')} />}
    >
      <div className="flex flex-col gap-3">
        <p role="status">
          {waiting
            ? t.rich('waiting', { attempt, max, at: () => <Time at={nextRunAt ?? 0} precision="second" /> })
            : attempt > 0
              ? t('running', { attempt, max })
              : t('first')}
        </p>
        {job.errorCode !== null && (
          <div className="text-left">
            <Note tone="amber" title={t('lastProblem')}>
              <EvidenceProblem code={job.errorCode} />
            </Note>
          </div>
        )}
        <ReadAgain at={nextRunAt ?? 0} />
      </div>
    </EmptyState>
  )
}

/** The desk has given up: why, and the way to try again. */
export function GivenUp({ kind, job, canRetry }: { kind: Kind; job: JobView; canRetry: boolean }) {
  const t = useTranslations('evidence.failed')
  return (
    <div className="flex flex-col items-start gap-3">
      <ErrorNote title={t('title', { kind })}>
        <p>
          <EvidenceProblem code={job.errorCode} /> {t('attempts', { attempts: job.attempts })}
        </p>
      </ErrorNote>
      {canRetry && <RetryCapture jobId={job.id} label={t('retry')} />}
    </div>
  )
}
