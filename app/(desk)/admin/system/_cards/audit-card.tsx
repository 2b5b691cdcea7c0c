import { useTranslations } from 'next-intl'
import { LinkButton } from '@/app/_ui/link-button'
import { Time } from '@/app/_ui/time'
import type { LastAuditVerification } from '@/lib/audit/read-last-audit-verification'
import { judgeAudit } from '@/lib/system/judge-system'
import { Count, Figures } from './figures'
import { PartCard } from './part-card'

/** Whether the audit log is what was written. */
export function AuditCard({ last, now }: { last: LastAuditVerification | null; now: number }) {
  const t = useTranslations('system.audit')
  const verdict = judgeAudit(last, now)
  const verified = last === null ? t('never') : <Time at={last.finishedAt} relative />
  return (
    <PartCard
      title={t('title')}
      tone={verdict.tone}
      says={t.rich(`says.${verdict.says}`, { at: () => verified, seq: last?.brokenAt ?? 0 })}
      advice={verdict.tone === 'red' || verdict.tone === 'amber' ? t(`advice.${verdict.says}`) : null}
    >
      <Figures
        rows={[
          [t('verified'), verified],
          [t('rows'), last && <Count of={{ count: last.rows, more: false }} />],
        ]}
      />
      {verdict.tone === 'red' && (
        <div>
          <LinkButton size="sm" href="/admin/audit">
            {t('open')}
          </LinkButton>
        </div>
      )}
    </PartCard>
  )
}
