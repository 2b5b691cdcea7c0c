import { useTranslations } from 'next-intl'
import { Card } from '@/app/_ui/card'
import type { KoReason } from '@/lib/report/explain-ko'
import { FirstItems } from './first-items'
import { ReasonItem } from './reason-item'

/** Why the file is not OK: the most decisive reason first, those that only say that something failed last. */
export function ReasonsCard({ reasons }: { reasons: readonly KoReason[] }) {
  const t = useTranslations('report.reasons')
  const exact = reasons.filter((reason) => !reason.generic)
  const generic = reasons.filter((reason) => reason.generic)
  return (
    <Card
      title={t('title')}
      aside={<span className="text-sm text-ink-faint">{t('count', { count: reasons.length })}</span>}
      padded={false}
    >
      <FirstItems items={[...exact, ...generic]}>
        {(shown) => (
          <ol className="divide-y divide-line">
            {shown.map((reason) => (
              <ReasonItem key={`${reason.source} ${reason.code} ${reason.path}`} reason={reason} />
            ))}
          </ol>
        )}
      </FirstItems>
    </Card>
  )
}
