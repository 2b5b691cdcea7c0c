import { verifyAuditJob } from '@/lib/audit/verify-audit-job'
import { reconcileJob } from '@/lib/enrollments/reconcile-job'
import { captureDocuments } from '@/lib/evidence/capture-documents'
import { captureIdclaim, captureProofSlip } from '@/lib/evidence/capture-file'
import { captureReport } from '@/lib/evidence/capture-report'
import { oweMissingEvidenceJob } from '@/lib/evidence/owe-missing-evidence'
import { verifyEvidenceJob } from '@/lib/evidence/verify-evidence-job'
import { eraseFileJob } from '@/lib/retention/erase-file-job'
import { forgetErasedJob } from '@/lib/retention/forget-erased-job'
import { retentionJob } from '@/lib/retention/retention-job'
import type { JobHandlers } from './job-handler'

/** What runs each kind of job. */
export const jobHandlers: JobHandlers = {
  'capture-report': captureReport,
  'capture-proof-slip': captureProofSlip,
  'capture-idclaim': captureIdclaim,
  'capture-documents': captureDocuments,
  'verify-evidence': verifyEvidenceJob,
  'verify-audit': verifyAuditJob,
  'owe-missing-evidence': oweMissingEvidenceJob,
  reconcile: reconcileJob,
  retention: retentionJob,
  'erase-file': eraseFileJob,
  'forget-erased': forgetErasedJob,
}
