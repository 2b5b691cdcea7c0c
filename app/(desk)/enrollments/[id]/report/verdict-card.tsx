import { Download } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { buttonClasses } from '@/app/_ui/button-classes'
import { Card } from '@/app/_ui/card'
import { ConfirmationBadge } from '@/app/_ui/confirmation-badge'
import { CopyButton } from '@/app/_ui/copy-button'
import { Mono } from '@/app/_ui/mono'
import { StatusBadge } from '@/app/_ui/status-badge'
import { Time } from '@/app/_ui/time'
import type { ReportView } from '@/lib/evidence/read-report'
import { DefinitionList } from './definition-list'

/** What the report decides, whether it agrees with the callback, and what proves the captured bytes. */
export function VerdictCard({
  view,
  report,
  reportStatus,
}: {
  view: ReportView
  report: NonNullable<ReportView['report']>
  reportStatus: string | null
}) {
  const t = useTranslations('report.verdict')
  const top = useTranslations('report')
  const format = useFormatter()
  const size = format.number(report.size < 1_000_000 ? report.size / 1000 : report.size / 1_000_000, {
    style: 'unit',
    unit: report.size < 1_000_000 ? 'kilobyte' : 'megabyte',
    maximumFractionDigits: 1,
  })
  return (
    <Card title={t('title')}>
      <div className="flex flex-col gap-4">
        <span>
          <ConfirmationBadge confirmation={view.confirmation} />
        </span>
        <DefinitionList
          items={[
            { name: t('reportSays'), value: reportStatus && <StatusBadge status={reportStatus} /> },
            { name: t('callbackSaid'), value: <StatusBadge status={view.status} /> },
            { name: t('captured'), value: <Time at={report.capturedAt} precision="second" /> },
            { name: t('size'), value: size },
          ]}
        />
        <div>
          <div className="flex items-center justify-between gap-2 text-sm text-ink-faint">
            {t('sha256')}
            <span data-print="hide">
              <CopyButton iconOnly text={report.sha256} label={t('copySha256')} />
            </span>
          </div>
          <Mono>{report.sha256}</Mono>
          <p className="mt-1 text-sm text-ink-faint">{t('sealedHint')}</p>
        </div>
        {view.canDownload && (
          <a
            href={`/api/evidence/${report.evidenceId}`}
            download
            data-print="hide"
            className={buttonClasses({ variant: 'primary' })}
          >
            <Download size={16} aria-hidden />
            {top('download')}
          </a>
        )}
      </div>
    </Card>
  )
}
