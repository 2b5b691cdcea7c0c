import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { findKoCause } from '../ko-causes'
import type { Enrollment } from '../store/enrollment'
import type { DocumentType } from './document-types'
import { markBytes } from './mark-bytes'

/** One file of a document as it is served. `md5` in hexadecimal. */
export type DocumentPage = { bytes: Buffer; mediaType: string; md5: string }

type Specimen = { bytes: Buffer; mediaType: string }

const specimen = (file: string, mediaType: string): Specimen => ({
  bytes: readFileSync(path.join(import.meta.dirname, 'specimens', file)),
  mediaType,
})

const RECTO = specimen('identity-document-recto.jpg', 'image/jpeg')
const RECTO_HEIC = specimen('identity-document-recto.heic', 'image/heic')
const VERSO = specimen('identity-document-verso.jpg', 'image/jpeg')
const FACE = specimen('selfie.png', 'image/png')

async function specimensOf(enrollment: Enrollment, type: DocumentType): Promise<Specimen[]> {
  switch (type) {
    case 'identity_document': {
      const { koCause } = enrollment.detail
      const heic = koCause !== null && findKoCause(koCause)?.heicDocument
      return [heic ? RECTO_HEIC : RECTO, VERSO]
    }
    case 'selfie':
    case 'liveness':
      return [FACE]
    case 'proof_of_address': {
      // Loaded when first needed: most enrollments have no PDF among their documents.
      const { proofOfAddress } = await import('./proof-of-address')
      return [{ bytes: await proofOfAddress(enrollment), mediaType: 'application/pdf' }]
    }
  }
}

/**
 * The files of a document: fictional ones marked SPECIMEN, whatever was uploaded (uploaded bytes are never kept).
 * Always the same bytes for an enrollment and a type, and others for each.
 */
export async function documentPages(enrollment: Enrollment, type: DocumentType): Promise<DocumentPage[]> {
  const specimens = await specimensOf(enrollment, type)
  return specimens.map(({ bytes, mediaType }, index) => {
    const marked = markBytes(bytes, mediaType, `SPECIMEN ${enrollment.id} ${type} ${index}`)
    return { bytes: marked, mediaType, md5: createHash('md5').update(marked).digest('hex') }
  })
}
