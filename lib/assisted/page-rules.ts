import { z } from 'zod'
import { ASSISTED_DOCUMENTS, type AssistedDocument, type SendState } from '@/db/schema/assisted'
import { DOCUMENT_MAX_BYTES } from '@/lib/id360/document-limits'

/** A document has a front and perhaps a back; a selfie is one picture. [seed: total_pages=2, total_pages=1] */
export const MAX_PAGES: Record<AssistedDocument, number> = { id_document_image: 2, selfie_image_upload: 1 }

/** What an address says is text: digits, and few of them. */
const wholeNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d{1,2}$/)
    .transform(Number),
])

/** Which page of how many. */
export const pageInput = z
  .object({
    document: z.enum(ASSISTED_DOCUMENTS),
    page: wholeNumber.pipe(z.number().int().min(0)),
    totalPages: wholeNumber.pipe(z.number().int().min(1)),
  })
  .refine(({ document, page, totalPages }) => page < totalPages && totalPages <= MAX_PAGES[document])

type Page = { page: number; totalPages: number; state: SendState; size: number | null }

/** Pages that are at ID360, or may be: they settle how many there are. */
export const settlesTotal = ({ state }: Page) => state === 'sent' || state === 'sending'

/** Bytes that one more page may have beside the others of its document; all of them for a page that is replaced. */
export function bytesLeftFor(pages: readonly Page[], page: number | null): number {
  const used = pages.filter((one) => one.page !== page && one.state === 'sent')
  return DOCUMENT_MAX_BYTES - used.reduce((sum, { size }) => sum + (size ?? 0), 0)
}
