import { getTranslations } from 'next-intl/server'
import { orPageError } from '@/app/_errors/page-error'
import { ErrorNote } from '@/app/_ui/error-note'
import { DeskError } from '@/lib/errors'
import { compareReports } from '@/lib/evidence/compare-reports'
import { MASK } from '@/lib/evidence/mask'
import { readEvidence } from '@/lib/evidence/read-evidence'
import { readEvidenceVersions } from '@/lib/evidence/read-evidence-versions'
import { type ReportView, readReport } from '@/lib/evidence/read-report'
import { EvidenceErased } from '../_keeping/evidence-erased'
import { readEnrollmentPage } from '../read-enrollment-page'
import { DraftReport } from './_draft/draft-report'
import { Comparison } from './_versions/comparison'
import { CapturedReport } from './captured-report'
import { FailedCapture } from './failed-capture'
import { NoReport } from './no-report'
import { PendingCapture } from './pending-capture'

type Asked = {
  enrollmentId: string
  /** The earlier capture to compare with, as the address says. */
  compare: string | null
}

/** The report, or why there is none yet. */
export async function ReportContent({ enrollmentId, compare }: Asked) {
  const { ctx } = await readEnrollmentPage(enrollmentId)
  // The versions first: one that is captured between the two reads is then the report that is shown, and not one that is
  // offered to be compared with it.
  const versions = await orPageError(readEvidenceVersions(ctx, { enrollmentId, kind: 'report' }))
  const view = await orPageError(readReport(ctx, { enrollmentId }).catch(damaged))
  if (view === 'damaged') return <Damaged />
  if (!view.report) return <NotCaptured enrollmentId={enrollmentId} view={view} />
  const currentId = view.report.evidenceId
  const compared = versions.find(({ id }) => id === compare && id !== currentId) ?? null
  return (
    <CapturedReport
      enrollmentId={enrollmentId}
      view={view}
      report={view.report}
      versions={versions}
      comparedId={compared?.id ?? null}
      comparison={compared && <Compared enrollmentId={enrollmentId} a={compared.id} b={currentId} />}
    />
  )
}

async function Compared(asked: { enrollmentId: string; a: string; b: string }) {
  const { ctx } = await readEnrollmentPage(asked.enrollmentId)
  const comparison = await orPageError(compareReports(ctx, asked).catch(damaged))
  return comparison === 'damaged' ? <Damaged /> : <Comparison comparison={comparison} />
}

async function NotCaptured({ enrollmentId, view }: { enrollmentId: string; view: ReportView }) {
  const { ctx } = await readEnrollmentPage(enrollmentId)
  const { canSeeDraft } = await orPageError(readEvidence(ctx, { enrollmentId }))
  return (
    <div className="flex flex-col gap-4">
      <WhyNone view={view} />
      {canSeeDraft && <DraftReport enrollmentId={enrollmentId} maskedText={MASK} />}
    </div>
  )
}

function WhyNone({ view }: { view: ReportView }) {
  if (view.state === 'failed' && view.job) return <FailedCapture job={view.job} canRetry={view.canRetry} />
  if (view.state === 'pending' && view.job) return <PendingCapture job={view.job} canRetry={view.canRetry} />
  if (view.state === 'erased') return <EvidenceErased at={view.erasedAt ?? 0} />
  return <NoReport status={view.status} />
}

async function Damaged() {
  const t = await getTranslations('errors')
  return <ErrorNote>{t('DAMAGED')}</ErrorNote>
}

/** Kept bytes that are no longer what was captured are news for the reader, not a broken page. */
function damaged(error: unknown): 'damaged' {
  if (error instanceof DeskError && error.code === 'DAMAGED') return 'damaged'
  throw error
}
