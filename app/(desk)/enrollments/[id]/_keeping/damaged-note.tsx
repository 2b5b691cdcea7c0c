import { ShieldX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Note } from '@/app/_ui/note'
import type { EvidenceKindView, EvidenceView } from '@/lib/evidence/read-evidence'
import { RetryCapture } from '../report/retry-capture'
import { EvidenceProblem } from './evidence-problem'

/** A kept file is no longer what was captured: said where it would have been shown, with what becomes of it. */
export function DamagedNote({
  view: { hasLeft, canRetry },
  job,
}: {
  view: Pick<EvidenceView, 'hasLeft' | 'canRetry'>
  /** The capture of its kind. */
  job: EvidenceKindView['job']
}) {
  const t = useTranslations('evidence.damaged')
  const hasGivenUp = !hasLeft && job?.state === 'dead'
  return (
    <Note tone="red" icon={<ShieldX size={16} aria-hidden />} title={t('title')}>
      <p>
        {t('explain')} {t(hasLeft ? 'lost' : hasGivenUp ? 'gaveUp' : 'again')}{' '}
        {hasGivenUp && <EvidenceProblem code={job.errorCode} />}
      </p>
      {hasGivenUp && canRetry && (
        <div className="mt-2">
          <RetryCapture jobId={job.id} label={t('retry')} />
        </div>
      )}
    </Note>
  )
}
