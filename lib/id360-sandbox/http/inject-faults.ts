import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { MiddlewareHandler } from 'hono'
import type { FaultRule } from '../control/fault-box'
import type { Sandbox } from '../sandbox'
import type { SandboxEnv } from './sandbox-env'

const NOT_JSON = '<!doctype html><title>Oops</title><p>This is not the answer you are looking for'

/** Makes the calls go wrong as the control API asked; the control API itself is never touched. */
export function injectFaults(sandbox: Sandbox): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    if (c.req.path.startsWith('/sandbox/control')) return next()
    const { latencyMs } = sandbox.faults.current()
    if (latencyMs > 0) await delay(latencyMs)
    const rule = sandbox.faults.strike(c.req.method, c.req.path)
    if (!rule) return next()
    if (rule.action === 'delay') {
      await delay(rule.ms ?? 1000)
      return next()
    }
    const carriedOut = rule.when === 'after' || rule.action === 'truncate' || rule.action === 'malformed'
    if (carriedOut) await next()
    const answer = await wrongAnswer(rule, c.env.outgoing, carriedOut ? c.res : undefined)
    if (!carriedOut) return answer
    c.res = undefined
    c.res = answer
  }
}

async function wrongAnswer(
  rule: FaultRule,
  outgoing: ServerResponse,
  right: Response | undefined,
): Promise<Response> {
  switch (rule.action) {
    case 'stall':
      await stalled(outgoing, rule.ms)
      outgoing.destroy()
      return RESPONSE_ALREADY_SENT
    case 'reset':
      outgoing.socket?.resetAndDestroy()
      return RESPONSE_ALREADY_SENT
    case 'truncate':
      await truncated(outgoing, right)
      return RESPONSE_ALREADY_SENT
    case 'malformed':
      return new Response(rule.body ?? NOT_JSON, {
        status: right?.status === 204 ? 200 : right?.status,
        headers: { 'content-type': 'application/json' },
      })
    default: {
      const headers = new Headers({ 'content-type': 'application/json' })
      if (rule.retryAfter !== undefined) headers.set('retry-after', String(rule.retryAfter))
      const body = rule.body ?? JSON.stringify({ detail: `Scripted ${rule.status}.` })
      return new Response(body, { status: rule.status, headers })
    }
  }
}

/** Resolves when the caller has given up, or after `ms`. */
function stalled(outgoing: ServerResponse, ms: number | undefined): Promise<void> {
  return new Promise((resolve) => {
    outgoing.once('close', resolve)
    if (ms !== undefined) setTimeout(resolve, ms)
  })
}

/** Announces the whole length, sends half of it, cuts the line. */
async function truncated(outgoing: ServerResponse, right: Response | undefined): Promise<void> {
  const body = Buffer.from((await right?.arrayBuffer()) ?? new ArrayBuffer(0))
  outgoing.writeHead(right?.status === 204 ? 200 : (right?.status ?? 200), {
    'content-type': right?.headers.get('content-type') ?? 'application/json',
    'content-length': Math.max(body.byteLength, 2),
  })
  const half = body.subarray(0, Math.max(1, Math.floor(body.byteLength / 2)))
  await new Promise<void>((resolve) => {
    outgoing.write(half.byteLength > 0 ? half : '{', () => resolve())
  })
  outgoing.destroy()
}
