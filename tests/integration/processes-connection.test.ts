import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { tryConnection } from '@/lib/processes/try-connection'
import { openTestDesk } from '../fixtures/test-desk'

const closing: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function deskAt(
  id360BaseUrl: string,
  options: { id360TimeoutMs?: number; env?: Record<string, string> } = {},
) {
  const desk = await openTestDesk('sqlite', { id360BaseUrl, ...options })
  closing.push(() => desk.close())
  return { desk, trial: () => tryConnection(desk.as(desk.staff.admin)) }
}

async function serverOf(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const sandboxOf = async () => {
  const sandbox = await startSandbox({ port: 0, dataDir: ':memory:' })
  closing.push(() => sandbox.close())
  return sandbox.url
}

it('says who the desk is when ID360 answers', async () => {
  const url = await sandboxOf()
  const { trial } = await deskAt(url)
  const answer = await trial()
  expect(answer).toEqual({
    outcome: 'connected',
    host: new URL(url).host,
    username: 'sandbox-app',
    durationMs: expect.any(Number),
  })
})

it('says that the account is refused, and until when it will not log in again: then nothing leaves', async () => {
  let logins = 0
  const url = await serverOf((request, response) => {
    if (request.url?.endsWith('/login/')) logins += 1
    response.writeHead(401, { 'content-type': 'application/json' }).end('{}')
  })
  const { trial } = await deskAt(url)
  const first = await trial()
  expect(first).toMatchObject({ outcome: 'failed', problem: 'refusedCredentials', username: 'sandbox-app' })
  if (first.outcome !== 'failed') throw new Error('it must have failed')
  expect(first.pausedUntil).toBeGreaterThan(Date.now() + 60_000)
  expect(await trial()).toEqual(first)
  expect(logins).toBe(1)
})

it('tells a host that is not there from one that nobody knows', async () => {
  const url = await serverOf(() => {})
  const closedPort = await deskAt(url)
  await closing.splice(0, 1)[0]?.()
  expect(await closedPort.trial()).toMatchObject({ problem: 'unreachable', pausedUntil: null })
  const nowhere = await deskAt('http://id360.invalid')
  expect(await nowhere.trial()).toMatchObject({ problem: 'unknownHost', host: 'id360.invalid' })
})

it('tells an address where something else answers', async () => {
  const page: RequestListener = (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello')
  const nothing: RequestListener = (_, response) => response.writeHead(404).end()
  const moved: RequestListener = (_, response) => response.writeHead(302, { location: '/home' }).end()
  for (const answer of [page, nothing, moved]) {
    const { trial } = await deskAt(await serverOf(answer))
    expect(await trial()).toMatchObject({ outcome: 'failed', problem: 'notId360' })
  }
})

it('says when ID360 fails or is asked too much', async () => {
  for (const [status, problem] of [
    [503, 'serverError'],
    [429, 'rateLimited'],
  ] as const) {
    const { trial } = await deskAt(await serverOf((_, response) => response.writeHead(status).end()))
    expect(await trial()).toMatchObject({ problem })
  }
})

it('waits once for an answer that does not come, although the client would ask again', async () => {
  const url = await serverOf((request, response) => {
    if (!request.url?.endsWith('/login/')) return
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(`{"token":"${'a'.repeat(25)}"}`)
    })
  })
  const { trial } = await deskAt(url, { id360TimeoutMs: 800 })
  const began = performance.now()
  expect(await trial()).toMatchObject({ problem: 'timedOut', seconds: 0.8 })
  // Four attempts of 800 ms would be longer than one wait and its grace.
  expect(performance.now() - began).toBeLessThan(2800)
})

it('is for administrators', async () => {
  const { desk } = await deskAt('http://127.0.0.1:9')
  for (const role of ['support', 'compliance', 'manager'] as const) {
    await expect(tryConnection(desk.as(desk.staff[role]))).rejects.toMatchObject({ code: 'FORBIDDEN' })
  }
})
