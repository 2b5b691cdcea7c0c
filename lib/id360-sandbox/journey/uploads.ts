import { Refusal } from '../http/refusal'
import { type ProcessRoute, takesSelfie } from '../processes'
import type { Enrollment, Upload, UploadedPage } from '../store/enrollment'

export const ID_DOCUMENT = 'id_document_image'
export const SELFIE = 'selfie_image_upload'

/** 9.5 MB a document [wiki], all its pages together [guess]. */
export const MAX_DOCUMENT_BYTES = 9.5 * 1024 * 1024

/** More pages than any document has; only there to refuse nonsense [guess]. */
const MAX_PAGES = 20

/** A PDF of an identity document has few pages [guess: the number]. */
export const MAX_PDF_PAGES = 10

const HEIC_BRANDS = ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1']

/** The type the first bytes tell, whatever a file name says; undefined for one that ID360 refuses [wiki]. */
export function mediaTypeOf(head: Buffer): string | undefined {
  if (head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg'
  if (head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) {
    return 'image/png'
  }
  if (head.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf'
  const isHeic = head.subarray(4, 8).toString('latin1') === 'ftyp'
  return isHeic && HEIC_BRANDS.includes(head.subarray(8, 12).toString('latin1')) ? 'image/heic' : undefined
}

/** Parses `total_pages` and `uploaded_page`. Throws a 400 with the faults by name. */
export function pageNumbers(
  total: string | undefined,
  page: string | undefined,
): { total: number; page: number } {
  const number = (value: string | undefined) => (/^\d{1,4}$/.test(value ?? '') ? Number(value) : Number.NaN)
  const totalPages = number(total)
  const uploadedPage = number(page)
  if (!(totalPages >= 1 && totalPages <= MAX_PAGES)) {
    throw new Refusal(400, { total_pages: [`A number between 1 and ${MAX_PAGES} is required.`] })
  }
  if (!(uploadedPage < totalPages)) {
    throw new Refusal(400, { uploaded_page: ['A number below total_pages is required, counted from 0.'] })
  }
  return { total: totalPages, page: uploadedPage }
}

/** The bytes a page may still have: the document's other pages count. */
export function bytesLeft(enrollment: Enrollment, document: string, page: number): number {
  const others = enrollment.detail.uploads[document]?.pages.filter((one) => one.index !== page) ?? []
  return MAX_DOCUMENT_BYTES - others.reduce((sum, one) => sum + one.size, 0)
}

/** Notes a page; pages come in any order and may come again. Another number of pages than before is a 400. */
export function notePage(
  enrollment: Enrollment,
  document: string,
  total: number,
  page: UploadedPage,
): Upload {
  const upload = enrollment.detail.uploads[document] ?? { totalPages: total, pages: [] }
  if (upload.totalPages !== total) {
    throw new Refusal(400, { total_pages: [`This document was announced with ${upload.totalPages} pages.`] })
  }
  upload.pages = [...upload.pages.filter((one) => one.index !== page.index), page].sort(
    (a, b) => a.index - b.index,
  )
  enrollment.detail.uploads[document] = upload
  return upload
}

/** Whether every announced page of that document is there. */
export function isUploaded(enrollment: Enrollment, document: string): boolean {
  const upload = enrollment.detail.uploads[document]
  return upload !== undefined && upload.pages.length === upload.totalPages
}

/** Whether a file of the identity document cannot be read: it was taken, and the verdict tells. */
export function isUnreadable(enrollment: Enrollment): boolean {
  return enrollment.detail.uploads[ID_DOCUMENT]?.pages.some(({ broken }) => broken) ?? false
}

/** What is missing before the end, in one sentence; undefined when the documents are all there. */
export function missingDocument(enrollment: Enrollment, route: ProcessRoute): string | undefined {
  const wantsDocument = route.steps.some((step) => step.stage === 'document')
  if (wantsDocument && !isUploaded(enrollment, ID_DOCUMENT))
    return 'Pages of the identity document are missing.'
  if (takesSelfie(route.steps) && !isUploaded(enrollment, SELFIE)) return 'The selfie is missing.'
  return undefined
}
