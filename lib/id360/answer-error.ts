import { Id360Error, type Id360ErrorKind } from './errors'
import type { Exchange } from './exchange'
import { readFieldErrors } from './read-field-errors'

const KIND_OF_STATUS: Record<number, Id360ErrorKind> = {
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'not_found',
  410: 'not_found',
  413: 'too_large',
  429: 'rate_limited',
}

/**
 * The error for an answer that is no 2xx. A 5xx leaves it open whether ID360 did the thing (`sent: maybe`): a gateway
 * may speak for a server that is still working.
 *
 * @param secrets what was sent and must not come back in `fieldErrors`
 */
export async function errorOfAnswer(exchange: Exchange, secrets: readonly string[]): Promise<Id360Error> {
  const { operation, response } = exchange
  const { status } = response
  const retryAfterMs = parseRetryAfter(response.headers.get('retry-after'))
  const fieldErrors = status === 400 ? await readFieldErrors(exchange, secrets) : undefined
  exchange.abort()
  if (status >= 500)
    return new Id360Error({ kind: 'server_error', operation, sent: 'maybe', status, retryAfterMs })
  if (status < 400) {
    const detail = 'an answer that is not expected here'
    return new Id360Error({ kind: 'malformed_answer', operation, sent: 'yes', status, detail })
  }
  const kind = KIND_OF_STATUS[status] ?? 'invalid_request'
  return new Id360Error({ kind, operation, sent: 'yes', status, retryAfterMs, fieldErrors })
}

/** `Retry-After` in milliseconds from now: seconds or an HTTP date (RFC 9110, 10.2.3); undefined when unusable. */
export function parseRetryAfter(value: string | null, now: number = Date.now()): number | undefined {
  if (value === null) return undefined
  const trimmed = value.trim()
  if (/^\d{1,9}$/.test(trimmed)) return Number(trimmed) * 1000
  const date = Date.parse(trimmed)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
