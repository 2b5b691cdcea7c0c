import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createId360Client, type Id360Client, type Id360ClientOptions } from '../create-id360-client'

/** What a test server received, in the order of arrival. */
export type Received = {
  method: string
  /** Path and query. */
  url: string
  headers: IncomingMessage['headers']
  body: string
}

export type Handler = (
  request: Received,
  response: ServerResponse,
  live: IncomingMessage,
) => void | Promise<void>

export type TestServer = {
  baseUrl: string
  received: Received[]
  /** How many requests had exactly this method and path (query left out). */
  count: (method: string, path: string) => number
}

const open: (() => Promise<void>)[] = []

/** A small HTTP server on a free port that answers as the test says, rightly or wrongly. Closed by `closeAll`. */
export async function startServer(handler: Handler): Promise<TestServer> {
  const received: Received[] = []
  const server = createServer((live, response) => {
    const pieces: Buffer[] = []
    live.on('data', (piece: Buffer) => pieces.push(piece))
    live.on('error', () => {})
    live.on('end', () => {
      const { method = '', url = '', headers } = live
      const request = { method, url, headers, body: Buffer.concat(pieces).toString() }
      received.push(request)
      void handler(request, response, live)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    received,
    count: (method, path) =>
      received.filter((request) => request.method === method && request.url.split('?')[0] === path).length,
  }
}

/** A client of that server; pauses between retries take no time. Closed by `closeAll`. */
export function clientOf(
  server: { baseUrl: string },
  options: Partial<Id360ClientOptions> = {},
): Id360Client {
  const client = createId360Client({
    baseUrl: server.baseUrl,
    username: 'desk-application',
    password: 'correct-horse-battery',
    sleep: async () => {},
    ...options,
  })
  open.push(async () => client.close())
  return client
}

/** Ends what the tests of a file opened: call it after each test. */
export async function closeAll(): Promise<void> {
  for (const close of open.splice(0)) await close()
}

export const LOGIN = '/api/1.0.0/user/login/'
export const WHOAMI = '/api/1.0.0/user/whoami'

/** The n-th token a test server gives: 25 characters, as ID360's. */
export function tokenNumber(n: number): string {
  return `token-${String(n).padStart(19, '0')}`
}

export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

/** A server that logs everybody in and leaves every other call to `handler`. */
export function startLoggedInServer(handler: Handler): Promise<TestServer> {
  let logins = 0
  return startServer((request, response, live) => {
    if (request.url !== LOGIN) return handler(request, response, live)
    logins += 1
    answerJson(response, 200, { token: tokenNumber(logins) })
  })
}

/** The error a call ends with; fails the test when it succeeds. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call
  } catch (error) {
    return error
  }
  throw new Error('the call succeeded, the test expected it to fail')
}

/** Waits until `condition` holds, at most `withinMs`. */
export async function until(condition: () => boolean, withinMs = 5_000): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the awaited condition did not come about in time')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
