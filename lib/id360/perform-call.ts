import { errorOfAnswer } from './answer-error'
import { Id360Error, type Id360ErrorKind } from './errors'
import { type Exchange, type ExchangeRequest, openExchange } from './exchange'
import type { Id360Event } from './id360-client'

const MAX_REDIRECTS = 3

export type Call = Omit<ExchangeRequest, 'connectMs' | 'totalMs'> & {
  totalMs?: number
  /** What is sent and must not come back in an error. */
  secrets?: readonly string[]
  /** Statuses that mean something else here than elsewhere. */
  kindOfStatus?: Record<number, Id360ErrorKind>
}

export type CallSettings = {
  connectMs: number
  defaultMs: number
  notify: (event: Id360Event) => void
}

/**
 * One call: sends it, turns anything but a 2xx into an Id360Error, lets `consume` read the answer, and reports how it
 * went. A GET follows redirects within its own origin; the token never goes elsewhere.
 */
export async function performCall<T>(
  settings: CallSettings,
  call: Call,
  consume: (exchange: Exchange) => Promise<T>,
): Promise<T> {
  const startedAt = performance.now()
  const event: Id360Event = {
    kind: call.operation === 'login' ? 'login' : 'call',
    operation: call.operation,
    durationMs: 0,
  }
  try {
    const exchange = await openFollowing(settings, call)
    event.status = exchange.response.status
    if (!exchange.response.ok) throw await refusal(exchange, call)
    return await consume(exchange)
  } catch (error) {
    if (error instanceof Id360Error) event.errorKind = error.kind
    throw error
  } finally {
    settings.notify({ ...event, durationMs: performance.now() - startedAt })
  }
}

async function refusal(exchange: Exchange, call: Call): Promise<Id360Error> {
  const error = await errorOfAnswer(exchange, call.secrets ?? [])
  const kind = call.kindOfStatus?.[exchange.response.status]
  if (kind === undefined) return error
  const { operation, sent, status } = error
  return new Id360Error({ kind, operation, sent, status })
}

async function openFollowing(settings: CallSettings, call: Call): Promise<Exchange> {
  let url = call.url
  for (let redirects = 0; ; redirects += 1) {
    const { connectMs, defaultMs } = settings
    const exchange = await openExchange({ ...call, url, connectMs, totalMs: call.totalMs ?? defaultMs })
    const location = exchange.response.headers.get('location')
    const { status } = exchange.response
    if (call.method !== 'GET' || status < 300 || status >= 400 || location === null) return exchange
    if (redirects >= MAX_REDIRECTS || !URL.canParse(location, url)) return exchange
    const target = new URL(location, url)
    if (target.origin !== new URL(url).origin) return exchange
    exchange.abort()
    url = target.href
  }
}
