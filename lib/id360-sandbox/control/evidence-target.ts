import { documentOf } from '../documents/document-types'
import { API_BASE } from '../routes/api-base'

/** The evidence of an enrollment, as faults name it. */
export const EVIDENCE_KINDS = ['report', 'archive', 'proof_slip', 'idclaim', 'documents'] as const

export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

const KIND_OF_PATH: Record<string, EvidenceKind> = {
  report: 'report',
  'report/archive': 'archive',
  proof_slip: 'proof_slip',
  idclaim: 'idclaim',
}

export type EvidenceTarget = { kind?: EvidenceKind; enrollmentId?: number }

/** Which evidence of which enrollment a path asks for; empty for anything else. */
export function evidenceTarget(path: string): EvidenceTarget {
  if (!path.startsWith(`${API_BASE}/`)) return {}
  const rest = path.slice(API_BASE.length)
  const file = /^\/document\/(\d{1,15})\/file_contents$/.exec(rest)
  if (file) return { kind: 'documents', enrollmentId: documentOf(Number(file[1]))?.enrollmentId }
  const own = /^\/enrollment\/(\d{1,15})(?:\/(.+))?$/.exec(rest)
  return own ? { kind: KIND_OF_PATH[own[2] ?? ''], enrollmentId: Number(own[1]) } : {}
}
