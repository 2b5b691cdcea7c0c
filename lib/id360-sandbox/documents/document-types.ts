import type { ProcessStep } from '../processes'
import type { Enrollment } from '../store/enrollment'

/** The documents a report can list [client, wiki]. The position makes the document's number: append only. */
export const DOCUMENT_TYPES = ['identity_document', 'selfie', 'liveness', 'proof_of_address'] as const

export type DocumentType = (typeof DOCUMENT_TYPES)[number]

const DOCUMENTS_PER_ENROLLMENT = 10

/** Which steps collect which document. */
const STEPS_OF_DOCUMENT: Record<DocumentType, readonly string[]> = {
  identity_document: ['id_document'],
  selfie: ['facecomparison'],
  liveness: ['liveness$0', 'liveness$1'],
  proof_of_address: ['proof_of_address'],
}

/** The number of a document: the enrollment's, then the place of the type. */
export function documentId(enrollmentId: number, type: DocumentType): number {
  return enrollmentId * DOCUMENTS_PER_ENROLLMENT + DOCUMENT_TYPES.indexOf(type)
}

/** The enrollment and the type a document number stands for; undefined for no such type. */
export function documentOf(id: number): { enrollmentId: number; type: DocumentType } | undefined {
  const type = DOCUMENT_TYPES[id % DOCUMENTS_PER_ENROLLMENT]
  return type && { enrollmentId: Math.floor(id / DOCUMENTS_PER_ENROLLMENT), type }
}

/** The document types this enrollment has collected so far. */
export function collectedTypes(enrollment: Enrollment, steps: readonly ProcessStep[]): DocumentType[] {
  const done = new Set(enrollment.detail.steps.map((step) => step.name))
  return DOCUMENT_TYPES.filter((type) =>
    steps.some((step) => STEPS_OF_DOCUMENT[type].includes(step.name) && done.has(step.name)),
  )
}
