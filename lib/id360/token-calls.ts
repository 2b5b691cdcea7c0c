import { Id360Error } from './errors'
import type { Exchange } from './exchange'
import type { Call } from './perform-call'

/** A call with the session token; `path` is under the API root unless `url` says otherwise. */
export type TokenCall = Omit<Call, 'headers' | 'method'> & { headers?: Record<string, string> }

export type Consume<T> = (exchange: Exchange) => Promise<T>

/** How the calls of the client reach ID360 with the token of the session. */
export type TokenCalls = {
  /** Idempotent: retried. */
  get: <T>(call: TokenCall, consume: Consume<T>) => Promise<T>
  /** Never retried, the one repetition after a 401 excepted. */
  post: <T>(call: TokenCall, consume: Consume<T>) => Promise<T>
  /** Full address of a path that contains `{id}`. */
  urlOf: (operation: string, template: string, id: string) => string
}

/**
 * Makes the addresses of calls about one thing.
 *
 * @throws Id360Error `invalid_request` for an id that would change the path
 */
export function urlMaker(apiUrl: string): TokenCalls['urlOf'] {
  return (operation, template, id) => {
    if (id.trim() === '' || id === '.' || id === '..') {
      throw new Id360Error({ kind: 'invalid_request', operation, sent: 'no', detail: 'no usable id' })
    }
    return apiUrl + template.replace('{id}', encodeURIComponent(id))
  }
}
