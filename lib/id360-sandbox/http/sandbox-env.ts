import type { HttpBindings } from '@hono/node-server'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'

/** What travels with a request: the operation it reached and the hash of the body that was read. */
export type SandboxEnv = {
  Bindings: HttpBindings
  Variables: { operation: string; bodySha256: string }
}

export type SandboxApp = OpenAPIHono<SandboxEnv>
export type SandboxContext = Context<SandboxEnv>
