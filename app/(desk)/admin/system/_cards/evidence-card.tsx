import { useTranslations } from 'next-intl'
import type { EvidenceState } from '@/lib/system/evidence-state'
import { judgeEvidence } from '@/lib/system/judge-system'
import { VerificationLine } from '../../../evidence/verification-line'
import { Count, Figures } from './figures'
import { PartCard } from './part-card'

/** Whether what ID360 made is kept, and is what it was. */
export function EvidenceCard({ state }: { state: EvidenceState }) {
  const t = useTranslations('system.evidence')
  const verdict = judgeEvidence(state)
  const { capturedLastDay, owed, leavingSoon, left, damaged, verification } = state
  const kept = verification.last?.summary.evidence
  return (
    <PartCard
      title={t('title')}
      tone={verdict.tone}
      says={t(`says.${verdict.says}`, {
        damaged: damaged.count,
        left: left.count,
        leavingSoon: leavingSoon.count,
        owed: owed.count,
      })}
      advice={verdict.tone === 'red' || verdict.tone === 'amber' ? t(`advice.${verdict.says}`) : null}
    >
      <Figures
        rows={[
          [t('kept'), kept === undefined ? t('unknown') : t('pieces', { count: kept })],
          [t('capturedLastDay'), <Count key="captured" of={capturedLastDay} />],
          [t('owed'), <Count key="owed" of={owed} />],
          [t('leavingSoon'), <Count key="soon" of={leavingSoon} />],
          [t('left'), <Count key="left" of={left} />],
          [t('damaged'), <Count key="damaged" of={damaged} />],
        ]}
      />
      <VerificationLine verification={verification} />
    </PartCard>
  )
}
