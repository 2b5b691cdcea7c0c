import { X509Certificate } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import { addRoute } from '../http/add-route'
import type { SandboxApp } from '../http/sandbox-env'
import type { Sandbox } from '../sandbox'

/** Where the authority that signs idclaims is published; not part of ID360. */
export const ANCHORS_PATH = '/sandbox/trust/anchors.pem'

/** The trust anchor of the sandbox's idclaims, for the desk's settings. */
export function addTrustRoutes(app: SandboxApp, sandbox: Sandbox): void {
  addRoute(
    app,
    {
      id: 'trust_anchors',
      method: 'get',
      path: ANCHORS_PATH,
      tag: 'Trust',
      summary: 'The root certificate behind the signatures and time-stamps of the idclaims, PEM.',
      answer: { type: 'application/x-pem-file', schema: z.string() },
    },
    async () => {
      const [{ certificateBytes }, authority] = await Promise.all([
        import('./authority'),
        sandbox.authority(),
      ])
      const pem = new X509Certificate(certificateBytes(authority.root)).toString()
      return new Response(pem, { headers: { 'content-type': 'application/x-pem-file' } })
    },
  )
}
