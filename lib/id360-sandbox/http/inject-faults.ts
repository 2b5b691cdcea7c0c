import { setTimeout as delay } from 'node:timers/promises'
import type { MiddlewareHandler } from 'hono'
import type { Sandbox } from '../sandbox'
import type { SandboxEnv } from './sandbox-env'
import { isCarriedOut, wrongAnswer } from './wrong-answer'

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
    if (rule.action === 'expire_tokens') {
      sandbox.tokens.expireAll()
      return next()
    }
    const carriedOut = isCarriedOut(rule)
    if (carriedOut) await next()
    const answer = await wrongAnswer(rule, c.env.outgoing, carriedOut ? c.res : undefined)
    if (!carriedOut) return answer
    c.res = undefined
    c.res = answer
  }
}
