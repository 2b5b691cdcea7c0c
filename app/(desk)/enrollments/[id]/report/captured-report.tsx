import { useTranslations } from 'next-intl'
import { Card } from '@/app/_ui/card'
import { LazyJsonTree } from '@/app/_ui/lazy-json-tree'
import { Note } from '@/app/_ui/note'
import { MASK } from '@/lib/evidence/mask'
import type { ReportView } from '@/lib/evidence/read-report'
import { ReportFacts } from './report-facts'
import { summarizeReport } from './report-summary'
import { VerdictCard } from './verdict-card'

/** The report as it was captured: the verdict and its proof, the essentials in words, then the whole document. */
export function CapturedReport({
  view,
  report,
}: {
  view: ReportView
  report: NonNullable<ReportView['report']>
}) {
  const t = useTranslations('report.document')
  const summary = summarizeReport(report.value)
  const tooLarge = report.value === null
  return (
    <div className="grid items-start gap-4 rail:grid-cols-[20rem_minmax(0,1fr)] print:block">
      <div className="flex min-w-0 flex-col gap-4">
        <VerdictCard view={view} report={report} reportStatus={summary.status} />
        {!tooLarge && <ReportFacts summary={summary} />}
      </div>
      <Card
        title={t('title')}
        aside={<span className="text-sm text-ink-faint">{t('masked')}</span>}
        padded={false}
        data-print="hide"
        className="min-w-0 rail:sticky rail:top-18"
      >
        {tooLarge ? (
          <div className="p-4">
            <Note>{t('tooLarge')}</Note>
          </div>
        ) : (
          <LazyJsonTree
            text={JSON.stringify(report.value)}
            label={t('label')}
            maskedText={MASK}
            className="h-[40rem] max-h-[75vh]"
          />
        )}
      </Card>
    </div>
  )
}
