import { findKoCause } from '../ko-causes'
import type { ProcessStep } from '../processes'
import type { Enrollment } from '../store/enrollment'
import { type DocumentType, documentId, SPECIMENS } from './specimens'

/** Which step collects which document. */
const STEP_OF_DOCUMENT: Record<DocumentType, string[]> = {
  identity_document: ['id_document'],
  selfie: ['facecomparison'],
  liveness: ['liveness$0', 'liveness$1'],
}

/** The document types this enrollment has collected so far. */
export function collectedDocuments(enrollment: Enrollment, steps: readonly ProcessStep[]): DocumentType[] {
  const done = new Set(enrollment.detail.steps.map((step) => step.name))
  const types = Object.keys(SPECIMENS) as DocumentType[]
  return types.filter((type) =>
    steps.some((step) => STEP_OF_DOCUMENT[type].includes(step.name) && done.has(step.name)),
  )
}

/** The files of a document as the report lists them; the addresses are relative, as seen [client]. */
export function filesOf(enrollment: Enrollment, type: DocumentType) {
  const id = documentId(enrollment.id, type)
  return SPECIMENS[type].map((specimen, page) => ({
    url: `/document/${id}/file_contents/?page_number=${page}`,
    hash: specimen.md5,
    hash_algorithm: 'MD5',
  }))
}

/** `documents` of the report: COLLECTED until the verdict, then VALID or INVALID [client, wiki]. */
export function reportDocuments(enrollment: Enrollment, steps: readonly ProcessStep[]) {
  const { koCause } = enrollment.detail
  const invalid = koCause ? findKoCause(koCause)?.invalidDocument : undefined
  const judged = enrollment.status === 'OK' || enrollment.status === 'KO'
  return Object.fromEntries(
    collectedDocuments(enrollment, steps).map((type) => [
      type,
      {
        name: type,
        status: judged ? (type === invalid ? 'INVALID' : 'VALID') : 'COLLECTED',
        files: filesOf(enrollment, type),
      },
    ]),
  )
}
