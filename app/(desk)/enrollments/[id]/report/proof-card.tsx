import { useFormatter, useTranslations } from 'next-intl'
import { Card } from '@/app/_ui/card'
import { CopyButton } from '@/app/_ui/copy-button'
import { Mono } from '@/app/_ui/mono'
import { Time } from '@/app/_ui/time'
import type { ReportView } from '@/lib/evidence/read-report'
import { DefinitionList } from './definition-list'

/** What proves that this is the report ID360 delivered. */
export function ProofCard({ report }: { report: NonNullable<ReportView['report']> }) {
  const t = useTranslations('report.proof')
  const format = useFormatter()
  const size = format.number(report.size < 1_000_000 ? report.size / 1000 : report.size / 1_000_000, {
    style: 'unit',
    unit: report.size < 1_000_000 ? 'kilobyte' : 'megabyte',
    maximumFractionDigits: 1,
  })
  return (
    <Card title={t('title')}>
      <DefinitionList
        items={[
          { name: t('captured'), value: <Time at={report.capturedAt} precision="second" /> },
          { name: t('size'), value: size },
        ]}
      />
      <div className="mt-3">
        <div className="flex items-center justify-between gap-2 text-sm text-ink-faint">
          {t('sha256')}
          <span data-print="hide">
            <CopyButton iconOnly text={report.sha256} label={t('copySha256')} />
          </span>
        </div>
        <Mono>{report.sha256}</Mono>
        <p className="mt-1 text-sm text-ink-faint">{t('sealedHint')}</p>
      </div>
    </Card>
  )
}
