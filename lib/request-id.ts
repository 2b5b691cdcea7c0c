import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'

/** The header that answers carry, so that what somebody reports can be found in the log. */
export const REQUEST_ID_HEADER = 'X-Request-Id'

type Request = { id: string | null; staffId?: string }

// Next bundles routes and instrumentation apart: what they share must live on the process.
const holder = globalThis as typeof globalThis & {
  __id360Request?: AsyncLocalStorage<Request>
  __id360NamesRequests?: boolean
}
holder.__id360Request ??= new AsyncLocalStorage<Request>()
const current = holder.__id360Request

/** The id of the request that this code runs for; null outside of any. Twelve hexadecimal digits. */
export const requestId = (): string | null => current.getStore()?.id ?? null

/** Who sent the request that this code runs for, once that is known; null before, and outside of any. */
export const requestStaffId = (): string | null => current.getStore()?.staffId ?? null

/** From here on the lines of this request say who sent it, by the id. */
export function noteRequestStaff(staffId: string): void {
  const request = current.getStore()
  if (request !== undefined && request.id !== null) request.staffId = staffId
}

/** Runs work that no request is the reason of, though one may have woken it: its log lines bear no request's id. */
export const outsideRequests = <T>(work: () => T): T => current.run({ id: null }, work)

/**
 * From now on each HTTP request to this process has an id of its own, in its log lines and in a header of its answer,
 * whatever answers it: a page, an action, a route, or Next itself. Ids that requests bring along are not believed.
 */
export function nameRequests(): void {
  if (holder.__id360NamesRequests) return
  holder.__id360NamesRequests = true
  // Node tells of each request before the server hears of it, in the same turn: what the server then does inherits the id.
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { response: ServerResponse }
    const id = randomBytes(6).toString('hex')
    current.enterWith({ id })
    response.setHeader(REQUEST_ID_HEADER, id)
  })
}
