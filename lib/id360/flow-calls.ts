import { z } from 'zod'
import { Id360Error } from './errors'
import type { Exchange } from './exchange'
import { UPLOAD_CONTENT_TYPE } from './guesses'
import type { Id360Flow, Id360Upload } from './id360-client'
import type { Call } from './perform-call'
import { discardAnswer, readJson } from './read-answer'
import { enrollmentInfoSchema, uploadKindSchema } from './schemas'

/** A call authenticated by the enrollment's api_key; `path` is under the API root. */
export type FlowCall = Omit<Call, 'url' | 'headers'> & { path: string; headers?: Record<string, string> }

export type FlowSettings = {
  perform: <T>(apiKey: string, call: FlowCall, consume: (exchange: Exchange) => Promise<T>) => Promise<T>
  uploadIdleMs: number
  uploadTotalMs: number
}

const pagesSchema = z
  .object({ totalPages: z.number().int().min(1), uploadedPage: z.number().int().min(0) })
  .refine(({ totalPages, uploadedPage }) => uploadedPage < totalPages)

/** The steps a business system does for the person ("ID360 Service"), with `x-api-key` and no token. [seed] */
export function flowCalls({ perform, uploadIdleMs, uploadTotalMs }: FlowSettings): Id360Flow {
  return {
    enrollmentInfo: (apiKey) =>
      perform(
        apiKey,
        { operation: 'enrollment_info', method: 'GET', path: '/enrollment/flow/enrollment_info/' },
        (exchange) => readJson(exchange, enrollmentInfoSchema),
      ),

    selectRoute: (apiKey, routeId) =>
      perform(
        apiKey,
        {
          operation: 'select_route',
          method: 'POST',
          path: `/enrollment/flow/route/${encodeURIComponent(routeId)}/select/`,
          headers: { 'content-type': 'text/plain' },
        },
        discardAnswer,
      ),

    consent: (apiKey, { acceptedCgu, acceptedBiometry }) =>
      perform(
        apiKey,
        {
          operation: 'consent',
          method: 'POST',
          path: `/enrollment/flow/consent/?accepted_cgu=${acceptedCgu}&accepted_biometry=${acceptedBiometry}`,
        },
        discardAnswer,
      ),

    uploadDocument: async (apiKey, kind, upload) => {
      const pages = pagesSchema.safeParse(upload)
      if (!uploadKindSchema.safeParse(kind).success || !pages.success) {
        throw new Id360Error({
          kind: 'invalid_request',
          operation: 'upload_document',
          sent: 'no',
          detail: 'pages are counted from 0, below total_pages',
        })
      }
      const { totalPages, uploadedPage } = pages.data
      const { body, length } = streamOf(upload)
      return perform(
        apiKey,
        {
          operation: 'upload_document',
          method: 'POST',
          path: `/enrollment/flow/document/${kind}/?total_pages=${totalPages}&uploaded_page=${uploadedPage}`,
          headers: {
            'content-type': upload.contentType ?? UPLOAD_CONTENT_TYPE,
            ...(length === undefined ? {} : { 'content-length': String(length) }),
          },
          body,
          signal: upload.signal,
          totalMs: uploadTotalMs,
          uploadIdleMs,
        },
        discardAnswer,
      )
    },

    finalize: (apiKey) =>
      perform(
        apiKey,
        { operation: 'finalize', method: 'POST', path: '/enrollment/flow/finalize_enrollment' },
        discardAnswer,
      ),
  }
}

/** Bytes become a stream too: one way to send, so the idle clock sees every upload move. */
function streamOf(upload: Id360Upload): { body: ReadableStream<Uint8Array>; length: number | undefined } {
  const { body, contentLength } = upload
  if (body instanceof ReadableStream) return { body, length: contentLength }
  return { body: new Blob([Buffer.from(body)]).stream(), length: body.byteLength }
}
