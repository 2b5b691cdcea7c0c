import { z } from '@hono/zod-openapi'
import { documentPages } from '../documents/document-pages'
import { collectedTypes, documentOf } from '../documents/document-types'
import { addRoute } from '../http/add-route'
import { bearerOf } from '../http/authenticate'
import { Refusal } from '../http/refusal'
import type { SandboxApp } from '../http/sandbox-env'
import { processOf } from '../journey/flow-rules'
import { stepsOf } from '../processes'
import { isExpired } from '../reports/report-access'
import type { Sandbox } from '../sandbox'
import { API_BASE } from './api-base'

/** The documents a report points to [client]: always the specimens, whatever was uploaded. */
export function addDocumentRoute(app: SandboxApp, sandbox: Sandbox): void {
  addRoute(
    app,
    {
      id: 'document_file_contents',
      method: 'get',
      path: `${API_BASE}/document/{id}/file_contents`,
      tag: 'Evidence',
      summary: 'One page of a document.',
      security: 'token',
      params: z.object({ id: z.string() }),
      query: z.object({ page_number: z.string().optional().describe('Counted from 0') }),
      answer: { type: 'image/*', schema: z.string() },
      refusals: { 401: 'No living token', 404: 'Unknown, or gone' },
    },
    async (c) => {
      bearerOf(sandbox, c)
      const id = c.req.param('id') ?? ''
      const document = /^\d{1,15}$/.test(id) ? documentOf(Number(id)) : undefined
      const enrollment = document && sandbox.enrollments.byId(document.enrollmentId)
      if (!document || !enrollment || isExpired(enrollment)) throw new Refusal(404, 'Not found.')
      const steps = stepsOf(processOf(enrollment), enrollment.detail.routeId)
      const collected = collectedTypes(enrollment, steps).includes(document.type)
      const pages = collected ? await documentPages(enrollment, document.type) : []
      const page = pages[Number(c.req.query('page_number') ?? '0')]
      if (!page) throw new Refusal(404, 'Not found.')
      return new Response(new Uint8Array(page.bytes), {
        headers: { 'content-type': page.mediaType, 'content-length': String(page.bytes.byteLength) },
      })
    },
  )
}
