import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Id360Event } from './create-id360-client'
import { Id360Error, mayHaveBeenDone } from './errors'
import {
  answerJson,
  clientOf,
  closeAll,
  failureOf,
  type Handler,
  LOGIN,
  startLoggedInServer,
  startServer,
} from './testing/start-server'

afterEach(closeAll)

const PROCESS = '4f2b1c9e-0000-4000-8000-000000000001'
const CREATE = `/api/1.0.0/process/${PROCESS}/enrollment`
const BODY = {
  browser_callback_url: 'https://desk.example.org/thanks',
  callback_endpoints: [{ url: 'https://desk.example.org/callback', on: [], headers: [] }],
}

/** A port of this machine on which nothing listens any more. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function failedCreation(handler: Handler, timeouts = {}) {
  const server = await startLoggedInServer(handler)
  const error = await failureOf(clientOf(server, { timeouts }).createEnrollment(PROCESS, BODY))
  return { error, attempts: server.count('POST', CREATE), done: mayHaveBeenDone(error) }
}

describe('a creation that fails', () => {
  it('surely made nothing when the connection is refused', async () => {
    const error = await failureOf(
      clientOf({ baseUrl: `http://127.0.0.1:${await closedPort()}` }).flow.finalize('k'.repeat(31)),
    )
    expect(error).toMatchObject({ kind: 'unreachable', operation: 'finalize', sent: 'no' })
    expect(mayHaveBeenDone(error)).toBe(false)
  })

  it('surely made nothing when the login before it fails, whatever became of the login', async () => {
    const server = await startServer(() => {})
    const client = clientOf(server, { timeouts: { defaultMs: 50 } })
    const error = await failureOf(client.createEnrollment(PROCESS, BODY))
    expect(error).toMatchObject({ kind: 'timed_out', operation: 'login', sent: 'no' })
    expect(mayHaveBeenDone(error)).toBe(false)
  })

  it('surely made nothing when TLS or the name fails', async () => {
    const server = await startServer(() => {})
    const tls = clientOf({ baseUrl: server.baseUrl.replace('http:', 'https:') })
    expect(await failureOf(tls.flow.finalize('k'.repeat(31)))).toMatchObject({
      kind: 'unreachable',
      sent: 'no',
    })
    const unknown = clientOf({ baseUrl: 'http://id360.invalid' })
    expect(await failureOf(unknown.flow.finalize('k'.repeat(31)))).toMatchObject({
      kind: 'unreachable',
      sent: 'no',
    })
  })

  it('surely made nothing when the connection does not open in time', async () => {
    // A TLS server that never speaks: TCP is open, nothing of the request can leave.
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const sockets: { destroy(): void }[] = []
    silent.on('connection', (socket) => sockets.push(socket))
    const client = clientOf({ baseUrl: `https://127.0.0.1:${address.port}` }, { timeouts: { connectMs: 50 } })
    expect(await failureOf(client.flow.finalize('k'.repeat(31)))).toMatchObject({
      kind: 'unreachable',
      sent: 'no',
    })
    for (const socket of sockets) socket.destroy()
    silent.close()
  })

  it('may have made one when no answer comes in time, and is not tried again', async () => {
    const { error, attempts, done } = await failedCreation(() => {}, { defaultMs: 60 })
    expect(error).toMatchObject({ kind: 'timed_out', operation: 'create_enrollment', sent: 'maybe' })
    expect({ attempts, done }).toEqual({ attempts: 1, done: true })
  })

  it('may have made one when the answer stalls half-way', async () => {
    const { error, attempts, done } = await failedCreation(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.write('{"id": 44')
      },
      { defaultMs: 60 },
    )
    expect(error).toMatchObject({ kind: 'timed_out', sent: 'maybe' })
    expect({ attempts, done }).toEqual({ attempts: 1, done: true })
  })

  it('may have made one when the connection is cut', async () => {
    const { error, attempts, done } = await failedCreation((_request, _response, live) => {
      live.socket.destroy()
    })
    expect(error).toMatchObject({ kind: 'unreachable', sent: 'maybe' })
    expect({ attempts, done }).toEqual({ attempts: 1, done: true })
  })

  for (const status of [500, 502, 503]) {
    it(`may have made one when ${status} is answered, and is not tried again`, async () => {
      const { error, attempts, done } = await failedCreation((_request, response) =>
        answerJson(response, status, {}),
      )
      expect(error).toMatchObject({ kind: 'server_error', status, sent: 'maybe' })
      expect({ attempts, done }).toEqual({ attempts: 1, done: true })
    })
  }

  it.each<[string, Handler]>([
    ['is no JSON', (_request, response) => void response.end('<html>Welcome</html>')],
    ['is no UTF-8', (_request, response) => void response.end(Buffer.from([0x22, 0xff, 0x22]))],
    ['is empty', (_request, response) => void response.end()],
    [
      'has no id',
      (_request, response) => answerJson(response, 200, { api_key: 'k'.repeat(31), status: 'NEW' }),
    ],
    ['has no api_key', (_request, response) => answerJson(response, 200, { id: 1, status: 'NEW' })],
    ['is a list', (_request, response) => answerJson(response, 200, [])],
    [
      'is cut short',
      (_request, response, live) => {
        response.writeHead(200, { 'content-length': '500' })
        response.write('{"id": 44', () => live.socket.destroy())
      },
    ],
    [
      'sends one elsewhere',
      (_request, response) => void response.writeHead(302, { location: 'http://example.org/' }).end(),
    ],
  ])('may have made one when the answer %s', async (_what, handler) => {
    const { error, attempts, done } = await failedCreation(handler)
    expect(error).toMatchObject({ kind: 'malformed_answer', sent: 'yes' })
    expect({ attempts, done }).toEqual({ attempts: 1, done: true })
  })

  it('stops reading an answer that does not end', async () => {
    const { error } = await failedCreation((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      }
      response.on('drain', more)
      more()
    })
    expect(error).toMatchObject({ kind: 'too_large' })
  })

  it.each([
    [400, 'invalid_request'],
    [403, 'unauthorized'],
    [404, 'not_found'],
    [409, 'invalid_request'],
    [410, 'not_found'],
    [413, 'too_large'],
    [422, 'invalid_request'],
    [429, 'rate_limited'],
  ])('made nothing when %i is answered: %s', async (status, kind) => {
    const { error, attempts, done } = await failedCreation((_request, response) =>
      answerJson(response, status, {}, { 'retry-after': '7' }),
    )
    expect(error).toMatchObject({ kind, status, sent: 'yes', retryAfterMs: 7_000 })
    expect({ attempts, done }).toEqual({ attempts: 1, done: false })
  })

  it('tells which fields ID360 refuses, briefly', async () => {
    const { error } = await failedCreation((_request, response) =>
      answerJson(response, 400, {
        email: ['Enter a valid address.', 'Too long.'],
        callback_endpoints: [{ url: ['x'.repeat(1_000)] }],
        detail: 'Refused.',
        deep: { numbers: 12 },
      }),
    )
    expect((error as Id360Error).fieldErrors).toEqual({
      email: 'Enter a valid address. Too long.',
      'callback_endpoints.0.url': 'x'.repeat(200),
      detail: 'Refused.',
    })
  })

  it('counts an error that is not ours as "may have been done"', () => {
    expect(mayHaveBeenDone(new Error('anything'))).toBe(true)
  })
})

describe('a reading that fails', () => {
  async function reads(handler: Handler, options: Parameters<typeof clientOf>[1] = {}) {
    const pauses: number[] = []
    const events: Id360Event[] = []
    const server = await startLoggedInServer(handler)
    const client = clientOf(server, {
      random: () => 0.5,
      sleep: async (ms) => void pauses.push(ms),
      notify: (event) => events.push(event),
      ...options,
    })
    const outcome = await client.getEnrollment('7').catch((error: unknown) => error)
    const attempts = server.received.filter(({ url }) => url !== LOGIN).length
    return { outcome, attempts, pauses, retries: events.filter(({ kind }) => kind === 'retry').length }
  }

  it('is tried three times more, with pauses that grow', async () => {
    const { outcome, attempts, pauses, retries } = await reads((_request, response) =>
      answerJson(response, 502, {}),
    )
    expect(outcome).toMatchObject({ kind: 'server_error', status: 502 })
    expect(attempts).toBe(4)
    expect(retries).toBe(3)
    expect(pauses).toEqual([125, 250, 500])
  })

  it('succeeds when a later attempt does, after cuts, stalls and 429', async () => {
    let attempt = 0
    const { outcome, attempts, pauses } = await reads(
      (_request, response, live) => {
        attempt += 1
        if (attempt === 1) return void live.socket.destroy()
        if (attempt === 2) return
        if (attempt === 3) return answerJson(response, 429, {}, { 'retry-after': '2' })
        answerJson(response, 200, { id: 7, status: 'OK' })
      },
      { timeouts: { defaultMs: 100 } },
    )
    expect(outcome).toMatchObject({ id: '7', status: 'OK' })
    expect(attempts).toBe(4)
    expect(pauses).toEqual([125, 250, 2_500])
  })

  it('is not tried again when ID360 asks for a long wait: a job will do it', async () => {
    const { outcome, attempts } = await reads((_request, response) =>
      answerJson(response, 503, {}, { 'retry-after': '3600' }),
    )
    expect(outcome).toMatchObject({ kind: 'server_error', retryAfterMs: 3_600_000 })
    expect(attempts).toBe(1)
  })

  it.each([400, 403, 404])('is not tried again after a %i', async (status) => {
    const { attempts } = await reads((_request, response) => answerJson(response, status, {}))
    expect(attempts).toBe(1)
  })

  it('is not tried again after nonsense', async () => {
    const { outcome, attempts } = await reads((_request, response) => void response.end('nonsense'))
    expect(outcome).toMatchObject({ kind: 'malformed_answer' })
    expect(attempts).toBe(1)
  })

  it('is tried as often as the settings say', async () => {
    const { attempts } = await reads((_request, response) => answerJson(response, 500, {}), { retries: 0 })
    expect(attempts).toBe(1)
  })

  it('is tried again without a token too, when the flow is read', async () => {
    const server = await startServer((_request, response) => answerJson(response, 500, {}))
    await failureOf(clientOf(server).flow.enrollmentInfo('k'.repeat(31)))
    expect(server.received).toHaveLength(4)
  })
})

it('never repeats a POST of the flow', async () => {
  const server = await startLoggedInServer((_request, response) => answerJson(response, 503, {}))
  const client = clientOf(server)
  const apiKey = 'k'.repeat(31)
  const bytes = new Uint8Array([1])
  const outcomes = await Promise.all(
    [
      client.flow.selectRoute(apiKey, '1'),
      client.flow.consent(apiKey, { acceptedCgu: true, acceptedBiometry: true }),
      client.flow.uploadDocument(apiKey, 'selfie_image_upload', {
        totalPages: 1,
        uploadedPage: 0,
        body: bytes,
      }),
      client.flow.finalize(apiKey),
      client.controlData('7', 'name', 'Exemple'),
    ].map(failureOf),
  )
  for (const outcome of outcomes) expect(outcome).toBeInstanceOf(Id360Error)
  expect(server.received.filter(({ url }) => url !== LOGIN)).toHaveLength(outcomes.length)
})

it('refuses an api_key that cannot be a header before anything leaves', async () => {
  const server = await startLoggedInServer((_request, response) => answerJson(response, 200, {}))
  for (const apiKey of ['', 'two words', 'line\nbreak', 'é']) {
    expect(await failureOf(clientOf(server).flow.finalize(apiKey))).toMatchObject({
      kind: 'invalid_request',
      sent: 'no',
    })
  }
  expect(server.received).toHaveLength(0)
})
