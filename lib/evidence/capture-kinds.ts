import { EVIDENCE_KINDS, type EvidenceKind } from '@/db/schema/evidence'
import type { JobKind } from '@/lib/jobs/enqueue-job'

/** The job that captures each kind: one each, so that a kind that fails is seen, and retried, alone. */
export const CAPTURE_JOBS = {
  report: 'capture-report',
  proof_slip: 'capture-proof-slip',
  idclaim: 'capture-idclaim',
  document: 'capture-documents',
} as const satisfies Record<EvidenceKind, JobKind>

export const CAPTURE_JOB_KINDS: readonly string[] = Object.values(CAPTURE_JOBS)

/** The kind of evidence that a job captures; null for other jobs. */
export function evidenceKindOf(jobKind: string): EvidenceKind | null {
  return EVIDENCE_KINDS.find((kind) => CAPTURE_JOBS[kind] === jobKind) ?? null
}
