import type { Context, Next } from 'hono'
import { DRAINED_BYTES } from './read-body'
import type { SandboxEnv } from './sandbox-env'

/** Reads what a refusal left unread, so that the connection stays usable and the caller gets its answer. */
export async function drainBody(c: Context<SandboxEnv>, next: Next): Promise<void> {
  await next()
  const { incoming } = c.env
  if (c.req.method === 'GET' || c.req.raw.bodyUsed || incoming.complete || incoming.destroyed) return
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength
    if (size > DRAINED_BYTES) return
  }
}
