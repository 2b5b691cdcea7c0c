import { createCallCounter } from './count-calls'
import { enrollmentCalls } from './enrollment-calls'
import { Id360Error } from './errors'
import { evidenceCalls } from './evidence-calls'
import { flowCalls } from './flow-calls'
import type { Id360Client, Id360ClientOptions } from './id360-client'
import { logIn } from './log-in'
import { type CallSettings, performCall } from './perform-call'
import { readJson } from './read-answer'
import { retry } from './retry'
import { whoamiSchema } from './schemas'
import { Id360Session } from './session'
import { type Consume, type TokenCall, type TokenCalls, urlMaker } from './token-calls'

export type {
  Id360Client,
  Id360ClientOptions,
  Id360Download,
  Id360Event,
  Id360Flow,
  Id360SessionState,
  Id360Timeouts,
  Id360Upload,
} from './id360-client'

const MINUTE = 60_000

/**
 * Builds the client of one ID360 account: one session shared by every call, each call with a time-out, GETs retried,
 * POSTs never. Its only timer is the keep-alive, which `close()` stops and which keeps no process running.
 *
 * @throws TypeError when `baseUrl` is no http(s) address
 */
export function createId360Client(options: Id360ClientOptions): Id360Client {
  const baseUrl = checkedBaseUrl(options.baseUrl)
  const apiUrl = `${baseUrl}/api/1.0.0`
  const timeouts = options.timeouts ?? {}
  const counter = createCallCounter(options.clock ?? Date.now)
  const notify: CallSettings['notify'] = (event) => {
    counter.count(event)
    try {
      options.notify?.(event)
    } catch {
      // Counting calls must not break them.
    }
  }
  const settings: CallSettings = {
    connectMs: timeouts.connectMs ?? 5_000,
    defaultMs: timeouts.defaultMs ?? 10_000,
    notify,
  }
  const notifyError = (
    kind: 'retry' | 'breaker',
    operation: string,
    error: Id360Error,
    durationMs: number,
  ) => {
    const status = error.status === undefined ? {} : { status: error.status }
    notify({ kind, operation, durationMs, errorKind: error.kind, ...status })
  }

  const withToken = <T>(method: 'GET' | 'POST', token: string, call: TokenCall, consume: Consume<T>) =>
    performCall(
      settings,
      {
        ...call,
        method,
        headers: { accept: 'application/json', ...call.headers, authorization: `Token ${token}` },
        secrets: [token, ...(call.secrets ?? [])],
      },
      consume,
    )
  const whoamiCall: TokenCall = { operation: 'whoami', url: `${apiUrl}/user/whoami` }
  const session = new Id360Session({
    login: () => logIn(settings, apiUrl, options),
    whoami: (token) => withToken('GET', token, whoamiCall, (exchange) => readJson(exchange, whoamiSchema)),
    clock: options.clock ?? Date.now,
    tokenLifeMs: options.tokenLifeMs ?? 15 * MINUTE,
    keepAlive: options.keepAlive ?? true,
    keepAliveAfterMs: options.keepAliveAfterMs ?? 13 * MINUTE,
    breakerCoolDownMs: options.breakerCoolDownMs ?? 15 * MINUTE,
    onBreaker: (error) => notifyError('breaker', 'login', error, 0),
  })

  const again = <T>(operation: string, call: () => Promise<T>) =>
    retry(
      {
        retries: options.retries ?? 3,
        random: options.random ?? Math.random,
        sleep: options.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
        onRetry: (error, pauseMs) => notifyError('retry', operation, error, pauseMs),
      },
      call,
    )
  const tokenCalls: TokenCalls = {
    get: (call, consume) =>
      again(call.operation, () => session.use((token) => withToken('GET', token, call, consume))),
    post: (call, consume) => session.use((token) => withToken('POST', token, call, consume)),
    urlOf: urlMaker(apiUrl),
  }

  return {
    whoami: () => tokenCalls.get(whoamiCall, (exchange) => readJson(exchange, whoamiSchema)),
    ...enrollmentCalls(tokenCalls),
    ...evidenceCalls(tokenCalls, baseUrl, options),
    flow: flowCalls({
      uploadIdleMs: timeouts.uploadIdleMs ?? 30_000,
      uploadTotalMs: timeouts.uploadTotalMs ?? 5 * MINUTE,
      perform: async (apiKey, { path, headers, ...call }, consume) => {
        const { operation, method } = call
        if (!/^[\x21-\x7e]+$/.test(apiKey)) {
          throw new Id360Error({
            kind: 'invalid_request',
            operation,
            sent: 'no',
            detail: 'no usable api_key',
          })
        }
        const perform = () =>
          performCall(
            settings,
            {
              ...call,
              url: apiUrl + path,
              headers: { accept: 'application/json', ...headers, 'x-api-key': apiKey },
              secrets: [apiKey],
            },
            consume,
          )
        return method === 'GET' ? again(operation, perform) : perform()
      },
    }),
    session: { state: () => session.state(), resetBreaker: () => session.resetBreaker() },
    traffic: () => counter.read(),
    close: () => session.close(),
  }
}

function checkedBaseUrl(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new TypeError('The address of ID360 must be http(s)://host, without credentials.')
  }
  return (url.origin + url.pathname).replace(/\/+$/, '')
}
