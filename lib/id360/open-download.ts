import { Id360Error } from './errors'
import type { Exchange } from './exchange'
import type { Id360Download } from './id360-client'

export type DownloadLimits = { maxBytes: number; idleMs: number; totalMs: number }

/**
 * Turns an answer into a guarded stream, pulled piece by piece. The idle clock runs only while ID360 is waited for, so
 * a slow reader does not fail; the total clock always runs, so a forgotten stream does not hold its connection.
 *
 * @throws Id360Error `too_large` when the announced size passes the cap, `malformed_answer` for a page of HTML (a proxy
 * or a sign-in page in place of the evidence)
 */
export function openDownload(exchange: Exchange, limits: DownloadLimits): Id360Download {
  const { operation, response } = exchange
  const fail = (kind: 'too_large' | 'malformed_answer', detail: string) => {
    exchange.abort()
    return new Id360Error({ kind, operation, sent: 'yes', status: response.status, detail })
  }
  const contentType = response.headers.get('content-type')
  const contentLength = announcedLength(response.headers)
  if (contentType?.trim().toLowerCase().startsWith('text/html'))
    throw fail('malformed_answer', 'a page of HTML')
  if (contentLength !== null && contentLength > limits.maxBytes)
    throw fail('too_large', 'by its announced size')
  if (response.body === null) throw fail('malformed_answer', 'empty')

  exchange.stopClock()
  const reader = response.body.getReader()
  const totalTimer = setTimeout(() => exchange.abort('timed_out'), limits.totalMs)
  totalTimer.unref()
  let received = 0

  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const idleTimer = setTimeout(() => exchange.abort('timed_out'), limits.idleMs)
        try {
          const { done, value } = await reader.read()
          if (done) {
            clearTimeout(totalTimer)
            const whole = contentLength === null ? received > 0 : received === contentLength && received > 0
            if (whole) controller.close()
            else throw fail('malformed_answer', received === 0 ? 'empty' : 'truncated')
            return
          }
          received += value.byteLength
          if (received > limits.maxBytes) throw fail('too_large', 'while it was read')
          controller.enqueue(value)
        } catch (error) {
          clearTimeout(totalTimer)
          throw exchange.failure(error)
        } finally {
          clearTimeout(idleTimer)
        }
      },
      async cancel() {
        clearTimeout(totalTimer)
        exchange.abort()
        await reader.cancel().catch(() => {})
      },
    },
    { highWaterMark: 0 },
  )
  return { stream, contentType, contentLength }
}

/** The announced size, unless the answer is compressed: it then counts other bytes than those that come out. */
function announcedLength(headers: Headers): number | null {
  const value = headers.get('content-length')
  const encoding = headers.get('content-encoding')
  if (value === null || (encoding !== null && encoding !== 'identity')) return null
  return /^\d{1,15}$/.test(value) ? Number(value) : null
}
