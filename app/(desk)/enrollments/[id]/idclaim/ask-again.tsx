import { useTranslations } from 'next-intl'
import type { EvidenceView } from '@/lib/evidence/read-evidence'
import { FetchAgain } from '../_keeping/fetch-again'

/** Has ID360 asked for the idclaim once more, as long as it has it and nobody is asking already. */
export function AskAgain({ view: { enrollmentId, canRetry, hasLeft, kinds } }: { view: EvidenceView }) {
  const t = useTranslations('idclaim.again')
  const { job } = kinds.idclaim
  const isAsking = job?.state === 'ready' || job?.state === 'leased'
  if (!canRetry || hasLeft) return null
  if (isAsking) {
    return (
      <span role="status" className="text-sm text-ink-soft">
        {t('asking')}
      </span>
    )
  }
  return <FetchAgain asked={{ enrollmentId, kind: 'idclaim' }} label={t('ask')} />
}
