import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'

/**
 * What became of one request inside Node's fetch. A refused connection, a name that does not resolve, a TLS failure and
 * a connection that never opens all end with `created` and without `left`: only then is it certain that ID360 got
 * nothing. Error codes cannot tell (ETIMEDOUT comes before and after), undici's own channels can.
 */
export type Departure = { created: boolean; left: boolean }

type ChannelMessage = { request: object }

const running = new AsyncLocalStorage<Departure>()
const departures = new WeakMap<object, Departure>()

subscribe('undici:request:create', (message) => {
  const departure = running.getStore()
  if (departure === undefined) return
  departure.created = true
  departures.set((message as ChannelMessage).request, departure)
})

subscribe('undici:client:sendHeaders', (message) => {
  const departure = departures.get((message as ChannelMessage).request)
  if (departure !== undefined) departure.left = true
})

/** `fetch`, noting in `departure` whether the request left this machine. */
export function departingFetch(url: string, init: RequestInit, departure: Departure): Promise<Response> {
  return running.run(departure, () => fetch(url, init))
}
