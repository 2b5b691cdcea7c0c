import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { buttonClasses } from '@/app/_ui/button-classes'
import { Card } from '@/app/_ui/card'
import { ConfirmationBadge } from '@/app/_ui/confirmation-badge'
import { Note } from '@/app/_ui/note'
import { StatusBadge } from '@/app/_ui/status-badge'
import { Time } from '@/app/_ui/time'
import type { ReportView } from '@/lib/evidence/read-report'
import type { ReportVerdict } from '@/lib/report/read-verdict'
import { RecaptureReport } from './_versions/recapture-report'
import { CaptureProblem } from './capture-problem'
import { DefinitionList } from './definition-list'

/** What the report decides, and whether it agrees with the callback. */
export function VerdictCard({
  enrollmentId,
  view,
  report,
  verdict,
}: {
  enrollmentId: string
  view: ReportView
  report: NonNullable<ReportView['report']>
  verdict: ReportVerdict
}) {
  const t = useTranslations('report.verdict')
  const top = useTranslations('report')
  const { status, identityStatus, processName, processVersion, level, finishedAt } = verdict
  return (
    <Card title={t('title')} aside={<ConfirmationBadge confirmation={view.confirmation} />}>
      <div className="flex flex-col gap-4">
        <DefinitionList
          items={[
            { name: t('reportSays'), value: status && <StatusBadge status={status} /> },
            { name: t('callbackSaid'), value: <StatusBadge status={view.status} /> },
            {
              name: t('identityStatus'),
              value:
                identityStatus && identityStatus !== status ? <StatusBadge status={identityStatus} /> : null,
            },
            {
              name: t('process'),
              value: processName && (processVersion ? `${processName} · ${processVersion}` : processName),
            },
            { name: t('level'), value: level },
            { name: t('finished'), value: finishedAt && <Time at={finishedAt} precision="second" /> },
          ]}
        />
        <div data-print="hide" className="flex flex-wrap items-start gap-2">
          {view.canDownload && (
            <a
              href={`/api/evidence/${report.evidenceId}`}
              download
              className={buttonClasses({ variant: 'primary' })}
            >
              <Download size={16} aria-hidden />
              {top('download')}
            </a>
          )}
          {view.canRetry && <RecaptureReport enrollmentId={enrollmentId} />}
        </div>
        {view.job?.state === 'dead' && (
          <Note tone="amber" title={t('notAgain')}>
            <CaptureProblem code={view.job.errorCode ?? 'unexpected'} />
          </Note>
        )}
      </div>
    </Card>
  )
}
