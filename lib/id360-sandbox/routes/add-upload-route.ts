import { z } from '@hono/zod-openapi'
import type { CallbackMessage } from '../callbacks/callback-message'
import { addRoute } from '../http/add-route'
import { enrollmentOfApiKey } from '../http/authenticate'
import { readChunks } from '../http/read-body'
import { Refusal } from '../http/refusal'
import type { SandboxApp } from '../http/sandbox-env'
import { commit } from '../journey/commit'
import { processOf, refuseFinal, routeInUse, wantConsent } from '../journey/flow-rules'
import { inspectPage } from '../journey/inspect-page'
import { begin, completeSteps } from '../journey/progress'
import {
  bytesLeft,
  ID_DOCUMENT,
  isUploaded,
  MAX_PDF_PAGES,
  notePage,
  pageNumbers,
  SELFIE,
} from '../journey/uploads'
import { type Process, takesSelfie } from '../processes'
import type { Sandbox } from '../sandbox'
import type { Enrollment } from '../store/enrollment'
import { API_BASE } from './api-base'

/** The steps the complete documents allow: a selfie that comes first waits for the identity document. */
function stepsAfterUpload(enrollment: Enrollment, process: Process): CallbackMessage[] {
  if (!isUploaded(enrollment, ID_DOCUMENT)) return []
  const now = Date.now()
  const until = isUploaded(enrollment, SELFIE) ? 'selfie' : 'document'
  return completeSteps(enrollment, process, { at: (index) => now + index, until })
}

/** Uploads of the identity document and the selfie, one call a page [seed]. The bytes are counted, never kept. */
export function addUploadRoute(app: SandboxApp, sandbox: Sandbox): void {
  addRoute(
    app,
    {
      id: 'upload_document',
      method: 'post',
      path: `${API_BASE}/enrollment/flow/document/{name}`,
      tag: 'Flow',
      summary: 'Upload one page: jpg, png, pdf or heic, at most 9.5 MB a document.',
      security: 'apiKey',
      params: z.object({ name: z.enum([ID_DOCUMENT, SELFIE]) }),
      query: z.object({ total_pages: z.string(), uploaded_page: z.string().describe('Counted from 0') }),
      body: { schema: z.string().describe('The bytes'), type: 'application/octet-stream' },
      answer: { status: 204 },
      refusals: {
        400: 'Out of order, wrong numbers, or a type ID360 does not take',
        401: 'Unknown api key',
        404: 'Not a document of this flow',
        409: 'Already final',
        413: 'Too large',
      },
    },
    async (c) => {
      const name = c.req.param('name') ?? ''
      const before = enrollmentOfApiKey(sandbox, c)
      if (name !== ID_DOCUMENT && name !== SELFIE) throw new Refusal(404, 'Not found.')
      refuseFinal(before)
      wantConsent(before)
      const route = routeInUse(before, processOf(before))
      if (name === SELFIE && !takesSelfie(route.steps))
        throw new Refusal(400, 'This process takes no selfie.')
      if (name === SELFIE && !before.detail.consent?.biometry) {
        throw new Refusal(400, 'Biometry was not accepted.')
      }
      const numbers = pageNumbers(c.req.query('total_pages'), c.req.query('uploaded_page'))

      const inspection = inspectPage()
      const { size, md5 } = await readChunks(c, bytesLeft(before, name, numbers.page), inspection.add)
      if (size === 0) throw new Refusal(400, 'The page is empty.')
      const mediaType = inspection.mediaType()
      if (!mediaType) throw new Refusal(400, 'Only jpg, png, pdf and heic files are taken.')
      if (inspection.pdfPages() > MAX_PDF_PAGES) {
        throw new Refusal(400, `A PDF of at most ${MAX_PDF_PAGES} pages is taken.`)
      }

      // Read again: another page may have come while this one was streaming.
      const enrollment = enrollmentOfApiKey(sandbox, c)
      refuseFinal(enrollment)
      if (size > bytesLeft(enrollment, name, numbers.page))
        throw new Refusal(413, 'The document is too large.')
      const page = { index: numbers.page, size, md5, mediaType }
      notePage(enrollment, name, numbers.total, inspection.isWhole() ? page : { ...page, broken: true })
      begin(enrollment, Date.now())
      commit(sandbox, enrollment, stepsAfterUpload(enrollment, processOf(enrollment)))
      return c.body(null, 204)
    },
  )
}
