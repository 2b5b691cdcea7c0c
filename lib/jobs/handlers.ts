import { reconcileJob } from '@/lib/enrollments/reconcile-job'
import { captureReport } from '@/lib/evidence/capture-report'
import type { JobHandlers } from './job-handler'

/** What runs each kind of job. */
export const jobHandlers: JobHandlers = {
  'capture-report': captureReport,
  reconcile: reconcileJob,
}
