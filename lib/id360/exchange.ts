import { type Departure, departingFetch } from './departing-fetch'
import { Id360Error } from './errors'
import { openUploadBody } from './upload-body'

export type ExchangeRequest = {
  operation: string
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body?: string | ReadableStream<Uint8Array> | undefined
  connectMs: number
  /** From the start until `stopClock`. */
  totalMs: number
  /** Restarted by each piece of a streamed body; the last one waits for the answer. */
  uploadIdleMs?: number
  signal?: AbortSignal | undefined
}

/** One request whose answer has begun. */
export type Exchange = {
  operation: string
  response: Response
  /** The answer is read, or another clock has taken over. What is left of a body to send is let go. */
  stopClock(): void
  /** Ends the exchange; a read under way fails. */
  abort(because?: 'timed_out'): void
  /** The error to throw for whatever broke the reading of the answer. */
  failure(error: unknown): unknown
}

/**
 * Sends one request and waits for the head of its answer. Never follows a redirect, never uses a cache.
 *
 * @throws Id360Error `unreachable` or `timed_out`, with `sent` telling whether the request left; the reason of
 * `signal` and the error of the body stream are thrown as they are: they are the caller's own
 */
export async function openExchange(request: ExchangeRequest): Promise<Exchange> {
  const { operation, signal } = request
  const departure: Departure = { created: false, left: false }
  const aborter = new AbortController()
  const broken: { clock?: 'connect' | 'time'; source?: { error: unknown } } = {}
  let answer: Response | undefined

  const stopWith = (clock: 'connect' | 'time') => {
    broken.clock ??= clock
    aborter.abort()
  }
  const onCallerAbort = () => aborter.abort()
  signal?.addEventListener('abort', onCallerAbort)
  if (signal?.aborted) aborter.abort()
  const connectTimer = setTimeout(() => {
    if (departure.created && !departure.left) stopWith('connect')
  }, request.connectMs)
  const totalTimer = setTimeout(() => stopWith('time'), request.totalMs)
  let idleTimer: NodeJS.Timeout | undefined
  const onPiece = () => {
    clearTimeout(idleTimer)
    if (request.uploadIdleMs !== undefined)
      idleTimer = setTimeout(() => stopWith('time'), request.uploadIdleMs)
  }
  const source =
    request.body instanceof ReadableStream
      ? openUploadBody(request.body, onPiece, (error) => {
          broken.source = { error }
        })
      : undefined
  const stopClock = () => {
    source?.release()
    clearTimeout(connectTimer)
    clearTimeout(totalTimer)
    clearTimeout(idleTimer)
    signal?.removeEventListener('abort', onCallerAbort)
  }

  const failure = (error: unknown): unknown => {
    stopClock()
    if (error instanceof Id360Error) return error
    if (broken.source !== undefined) return broken.source.error
    if (signal?.aborted) return signal.reason
    const sent = departure.created && !departure.left ? 'no' : 'maybe'
    if (broken.clock === 'connect')
      return new Id360Error({ kind: 'unreachable', operation, sent, detail: 'no connection' })
    if (broken.clock === 'time') return new Id360Error({ kind: 'timed_out', operation, sent })
    const code = systemCode(error)
    if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
      return new Id360Error({ kind: 'timed_out', operation, sent, detail: code })
    }
    if (answer !== undefined) {
      const { status } = answer
      return new Id360Error({ kind: 'malformed_answer', operation, sent: 'yes', status, detail: 'truncated' })
    }
    return new Id360Error({ kind: 'unreachable', operation, sent, detail: code })
  }

  if (source !== undefined) onPiece()
  try {
    answer = await departingFetch(
      request.url,
      {
        method: request.method,
        headers: request.headers,
        redirect: 'manual',
        cache: 'no-store',
        signal: aborter.signal,
        body: source?.stream ?? (typeof request.body === 'string' ? request.body : null),
        ...(source === undefined ? {} : { duplex: 'half' }),
      },
      departure,
    )
    clearTimeout(connectTimer)
    return {
      operation,
      response: answer,
      stopClock,
      abort: (because) => {
        if (because === 'timed_out') broken.clock ??= 'time'
        stopClock()
        aborter.abort()
      },
      failure,
    }
  } catch (error) {
    throw failure(error)
  }
}

/** `ECONNREFUSED`, `UND_ERR_SOCKET`…: the code alone, since messages may hold addresses. */
function systemCode(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? code : undefined
}
