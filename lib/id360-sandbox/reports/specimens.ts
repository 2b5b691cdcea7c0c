import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** A fictional image served as what the person gave; uploaded bytes are never kept. `md5` in hexadecimal. */
export type Specimen = { bytes: Buffer; mediaType: string; md5: string }

function specimen(file: string, mediaType: string): Specimen {
  const bytes = readFileSync(path.join(import.meta.dirname, 'specimens', file))
  return { bytes, mediaType, md5: createHash('md5').update(bytes).digest('hex') }
}

const RECTO = specimen('identity-document-recto.jpg', 'image/jpeg')
const VERSO = specimen('identity-document-verso.jpg', 'image/jpeg')
const FACE = specimen('selfie.png', 'image/png')

/** The pages of each document type of a report, in order. The position makes the document's number. */
export const SPECIMENS = {
  identity_document: [RECTO, VERSO],
  selfie: [FACE],
  liveness: [FACE],
} as const satisfies Record<string, readonly Specimen[]>

export type DocumentType = keyof typeof SPECIMENS

export const DOCUMENT_TYPES = Object.keys(SPECIMENS) as DocumentType[]

const DOCUMENTS_PER_ENROLLMENT = 10

/** The number of a document: the enrollment's, then the place of the type. */
export function documentId(enrollmentId: number, type: DocumentType): number {
  return enrollmentId * DOCUMENTS_PER_ENROLLMENT + DOCUMENT_TYPES.indexOf(type)
}

/** The enrollment and the type a document number stands for; undefined for no such type. */
export function documentOf(id: number): { enrollmentId: number; type: DocumentType } | undefined {
  const type = DOCUMENT_TYPES[id % DOCUMENTS_PER_ENROLLMENT]
  return type && { enrollmentId: Math.floor(id / DOCUMENTS_PER_ENROLLMENT), type }
}
