import { useTranslations } from 'next-intl'
import { Time } from '@/app/_ui/time'
import type { LastAuditVerification } from '@/lib/audit/read-last-audit-verification'

/** When the whole chain was last verified, by whoever it was, and what was found. */
export function LastCheck({ last }: { last: LastAuditVerification | null }) {
  const t = useTranslations('audit.check')
  if (last === null) return t('lastNone')
  const at = () => <Time at={last.finishedAt} relative />
  if (last.brokenAt === null) return t.rich('last', { at, count: last.rows })
  return (
    <strong className="tone-red text-tone-ink">{t.rich('lastBroken', { at, seq: last.brokenAt })}</strong>
  )
}
