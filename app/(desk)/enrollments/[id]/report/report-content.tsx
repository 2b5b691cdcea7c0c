import { getTranslations } from 'next-intl/server'
import { orPageError } from '@/app/_errors/page-error'
import { ErrorNote } from '@/app/_ui/error-note'
import { DeskError } from '@/lib/errors'
import { readReport } from '@/lib/evidence/read-report'
import { readEnrollmentPage } from '../read-enrollment-page'
import { CapturedReport } from './captured-report'
import { FailedCapture } from './failed-capture'
import { NoReport } from './no-report'
import { PendingCapture } from './pending-capture'

/** The report, or why there is none yet. */
export async function ReportContent({ enrollmentId }: { enrollmentId: string }) {
  const { ctx } = await readEnrollmentPage(enrollmentId)
  const view = await orPageError(readReport(ctx, { enrollmentId }).catch(damaged))
  if (view === 'damaged') {
    const t = await getTranslations('errors')
    return <ErrorNote>{t('DAMAGED')}</ErrorNote>
  }
  if (view.report) return <CapturedReport view={view} report={view.report} />
  if (view.state === 'failed' && view.job) return <FailedCapture job={view.job} canRetry={view.canRetry} />
  if (view.state === 'pending' && view.job) return <PendingCapture job={view.job} canRetry={view.canRetry} />
  return <NoReport status={view.status} />
}

/** Kept bytes that are no longer what was captured are news for the reader, not a broken page. */
function damaged(error: unknown): 'damaged' {
  if (error instanceof DeskError && error.code === 'DAMAGED') return 'damaged'
  throw error
}
