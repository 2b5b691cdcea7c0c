import type { MiddlewareHandler } from 'hono'
import { secretFingerprints, tellingHeaders } from '../control/request-log'
import type { Sandbox } from '../sandbox'
import type { SandboxEnv } from './sandbox-env'

/** Remembers each call to the API for the control API's `requests` and `stats`. */
export function logRequests(sandbox: Sandbox): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    const at = Date.now()
    await next()
    const url = new URL(c.req.url)
    sandbox.log.add({
      at,
      method: c.req.method,
      path: url.pathname,
      query: url.search,
      headerNames: [...c.req.raw.headers.keys()].sort(),
      headers: tellingHeaders(c.req.raw.headers),
      secrets: secretFingerprints(c.req.raw.headers),
      bodySha256: c.get('bodySha256') ?? null,
      operation: c.get('operation') ?? null,
      status: c.res.status,
    })
  }
}
