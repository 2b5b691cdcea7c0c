import { createHash, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { Refusal } from '../http/refusal'
import type { SandboxEnv } from '../http/sandbox-env'
import type { Sandbox } from '../sandbox'

const digest = (text: string) => createHash('sha256').update(text).digest()

/**
 * The control API is open because the sandbox listens on loopback; with a control token it wants that token.
 * A page of another origin in the developer's browser is refused: loopback is no barrier to it.
 */
export function guardControl(sandbox: Sandbox): MiddlewareHandler<SandboxEnv> {
  const { controlToken } = sandbox.options
  return async (c, next) => {
    const origin = c.req.header('origin')
    if (origin !== undefined && URL.parse(origin)?.host !== c.req.header('host')) {
      throw new Refusal(403, 'The control API cannot be used from another site.')
    }
    if (controlToken !== undefined) {
      const given = c.req.header('x-control-token') ?? ''
      if (!timingSafeEqual(digest(given), digest(controlToken))) {
        throw new Refusal(401, 'The x-control-token header is missing or wrong.')
      }
    }
    return next()
  }
}
