import { afterEach, describe, expect, it } from 'vitest'
import type { Id360Event } from './create-id360-client'
import {
  answerJson,
  clientOf,
  closeAll,
  failureOf,
  LOGIN,
  startLoggedInServer,
  startServer,
  type TestServer,
  tokenNumber,
  until,
  WHOAMI,
} from './testing/start-server'

afterEach(closeAll)

const MINUTE = 60_000
const ENROLLMENT = '/api/1.0.0/enrollment/7'

/** Knows one living token at a time, as ID360 does; `expire()` kills it. */
async function startTokenServer(options: { refuse?: (url: string) => boolean } = {}) {
  let logins = 0
  let living: string | null = null
  const server: TestServer = await startServer((request, response) => {
    if (request.url === LOGIN) {
      logins += 1
      living = tokenNumber(logins)
      return answerJson(response, 200, { token: living })
    }
    const known = living !== null && request.headers.authorization === `Token ${living}`
    if (!known || options.refuse?.(request.url))
      return answerJson(response, 401, { detail: 'Invalid token.' })
    answerJson(response, 200, { id: 7, status: 'STARTED' })
  })
  return {
    ...server,
    expire: () => {
      living = null
    },
    logins: () => server.count('POST', LOGIN),
  }
}

describe('the session', () => {
  it('logs in once for the first hundred calls made at the same time', async () => {
    const server = await startTokenServer()
    const client = clientOf(server)
    await Promise.all(Array.from({ length: 100 }, () => client.getEnrollment('7')))
    expect(server.logins()).toBe(1)
    expect(server.count('GET', ENROLLMENT)).toBe(100)
  })

  it('logs in once more when a hundred calls meet an expired token', async () => {
    const server = await startTokenServer()
    const client = clientOf(server)
    await client.getEnrollment('7')
    server.expire()
    const answers = await Promise.all(Array.from({ length: 100 }, () => client.getEnrollment('7')))
    expect(answers.every(({ id }) => id === '7')).toBe(true)
    expect(server.logins()).toBe(2)
  })

  it('does not throw away a new token for a 401 that an old one earned and that comes late', async () => {
    let logins = 0
    const server = await startServer(async (request, response) => {
      if (request.url === LOGIN) {
        logins += 1
        return answerJson(response, 200, { token: tokenNumber(logins) })
      }
      const old = request.headers.authorization === `Token ${tokenNumber(1)}`
      if (!old) return answerJson(response, 200, { id: 7, status: 'STARTED' })
      // The straggler is refused only once the other call has come back with the second token.
      if (request.url.endsWith('/8')) await until(() => server.count('GET', ENROLLMENT) === 2)
      answerJson(response, 401, {})
    })
    const client = clientOf(server)
    await Promise.all([client.getEnrollment('7'), client.getEnrollment('8')])
    expect(logins).toBe(2)
  })

  it('sends credentials, and the second factor only when there is one', async () => {
    const server = await startTokenServer()
    await clientOf(server).whoami()
    await clientOf(server, { secondFactorToken: '123456' }).whoami()
    const bodies = server.received.filter(({ url }) => url === LOGIN).map(({ body }) => JSON.parse(body))
    expect(bodies).toEqual([
      { username: 'desk-application', password: 'correct-horse-battery' },
      { username: 'desk-application', password: 'correct-horse-battery', token: '123456' },
    ])
    expect(server.received[0]?.headers.authorization).toBeUndefined()
  })

  it('keeps a token as long as calls follow each other within fifteen minutes', async () => {
    const server = await startTokenServer()
    let now = 1_000_000
    const client = clientOf(server, { clock: () => now })
    for (let call = 0; call < 10; call += 1) {
      await client.getEnrollment('7')
      now += 14 * MINUTE
    }
    expect(server.logins()).toBe(1)
    expect(client.session.state()).toMatchObject({ loggedIn: true, lastLoginAt: 1_000_000 })
  })

  it('logs in before the call, without waiting for a 401, when fifteen minutes passed without one', async () => {
    const server = await startTokenServer()
    let now = 1_000_000
    const client = clientOf(server, { clock: () => now })
    await client.getEnrollment('7')
    now += 15 * MINUTE
    expect(client.session.state().loggedIn).toBe(false)
    await client.getEnrollment('7')
    expect(server.logins()).toBe(2)
    expect(server.count('GET', ENROLLMENT)).toBe(2)
  })

  it('repeats a creation after a 401, because a 401 means that nothing was created', async () => {
    const server = await startTokenServer()
    const client = clientOf(server)
    await client.whoami()
    server.expire()
    const error = await failureOf(
      client.createEnrollment('4f2b1c9e-0000-4000-8000-000000000001', {
        browser_callback_url: 'https://desk.example.org/thanks',
        callback_endpoints: [{ url: 'https://desk.example.org/callback', on: [], headers: [] }],
      }),
    )
    // This server answers without an api_key: what matters is that the call was done again, once, with the new token.
    expect(error).toMatchObject({ kind: 'malformed_answer' })
    const creations = server.received.filter(({ url }) => url.endsWith('/enrollment'))
    expect(creations.map(({ headers }) => headers.authorization)).toEqual([
      `Token ${tokenNumber(1)}`,
      `Token ${tokenNumber(2)}`,
    ])
  })

  it('does not loop when a fresh token is refused, nor log in again for each further call', async () => {
    const server = await startTokenServer({ refuse: (url) => url.endsWith('/report/archive') })
    const client = clientOf(server)
    expect(await failureOf(client.archivedReport('7'))).toMatchObject({ kind: 'unauthorized', status: 401 })
    expect(server.logins()).toBe(2)
    for (let call = 0; call < 5; call += 1) await failureOf(client.archivedReport('7'))
    // The token lives, whoami says so: the account simply may not read archives.
    expect(server.logins()).toBe(2)
    await client.getEnrollment('7')
    server.expire()
    await client.getEnrollment('7')
    expect(server.logins()).toBe(3)
  })

  it('calls whoami when nothing else was called for a while, and drops a token that died meanwhile', async () => {
    const server = await startTokenServer()
    const client = clientOf(server, { keepAliveAfterMs: 20 })
    await client.getEnrollment('7')
    await until(() => server.count('GET', WHOAMI) >= 3)
    expect(server.logins()).toBe(1)
    server.expire()
    await until(() => !client.session.state().loggedIn)
    // Nobody needs the session now: it is not renewed on its own.
    expect(server.logins()).toBe(1)
  })

  it('sends no whoami when keepAlive is off, nor after close', async () => {
    const server = await startTokenServer()
    const quiet = clientOf(server, { keepAliveAfterMs: 10, keepAlive: false })
    const closed = clientOf(server, { keepAliveAfterMs: 10 })
    await quiet.getEnrollment('7')
    closed.close()
    await closed.getEnrollment('7')
    const busy = clientOf(await startTokenServer(), { keepAliveAfterMs: 10 })
    await busy.getEnrollment('7')
    const before = busy.session.state().lastCallAt ?? 0
    // A third session proves that time enough has passed for several whoami.
    await until(() => (busy.session.state().lastCallAt ?? 0) > before + 50)
    expect(server.count('GET', WHOAMI)).toBe(0)
  })

  it('does not log in while the flow of an enrollment is done with its api_key', async () => {
    const server = await startServer((_request, response) => answerJson(response, 200, { routes: [] }))
    await clientOf(server).flow.enrollmentInfo('a'.repeat(31))
    expect(server.count('POST', LOGIN)).toBe(0)
  })
})

describe('the breaker', () => {
  for (const status of [400, 401, 403]) {
    it(`stops logging in after a login answered ${status}, and calls fail at once`, async () => {
      const server = await startServer((_request, response) =>
        answerJson(response, status, { non_field_errors: ['Unable to log in with provided credentials.'] }),
      )
      const events: Id360Event[] = []
      const client = clientOf(server, { notify: (event) => events.push(event) })
      const failures = await Promise.all(
        Array.from({ length: 20 }, () => failureOf(client.getEnrollment('7'))),
      )
      for (const failure of failures) {
        expect(failure).toMatchObject({ kind: 'refused_credentials', operation: 'login', sent: 'no' })
      }
      expect(await failureOf(client.report('7'))).toMatchObject({ kind: 'refused_credentials' })
      expect(server.received).toHaveLength(1)
      expect(client.session.state().breaker).toBe('open')
      expect(events.filter(({ kind }) => kind === 'breaker')).toHaveLength(1)
    })
  }

  it('tries again after a pause that doubles, and at once when it is reset', async () => {
    let accepted = false
    const server = await startServer((request, response) => {
      if (request.url !== LOGIN) return answerJson(response, 200, { id: '7', status: 'NEW' })
      if (accepted) return answerJson(response, 200, { token: tokenNumber(1) })
      answerJson(response, 400, {})
    })
    let now = 0
    const client = clientOf(server, { clock: () => now })
    const attempt = () => failureOf(client.getEnrollment('7'))
    await attempt()
    now += 15 * MINUTE - 1
    await attempt()
    expect(server.count('POST', LOGIN)).toBe(1)
    now += 1
    await attempt()
    expect(server.count('POST', LOGIN)).toBe(2)
    now += 29 * MINUTE
    await attempt()
    expect(server.count('POST', LOGIN)).toBe(2)
    expect(client.session.state().breakerOpenUntil).toBe(45 * MINUTE)
    accepted = true
    client.session.resetBreaker()
    expect(client.session.state().breaker).toBe('closed')
    await client.getEnrollment('7')
    expect(server.count('POST', LOGIN)).toBe(3)
  })

  it('waits as long as ID360 asks when it says that there are too many logins', async () => {
    const server = await startServer((_request, response) =>
      answerJson(response, 429, {}, { 'retry-after': '120' }),
    )
    let now = 0
    const client = clientOf(server, { clock: () => now })
    expect(await failureOf(client.getEnrollment('7'))).toMatchObject({ kind: 'rate_limited', sent: 'no' })
    now = 119_999
    await failureOf(client.getEnrollment('7'))
    expect(server.count('POST', LOGIN)).toBe(1)
    expect(client.session.state().breaker).toBe('closed')
    now = 120_000
    await failureOf(client.getEnrollment('7'))
    expect(server.count('POST', LOGIN)).toBe(2)
  })

  it('stays closed when ID360 is merely down, and a failed login is not repeated by the call', async () => {
    const server = await startServer((_request, response) => answerJson(response, 503, {}))
    const client = clientOf(server)
    expect(await failureOf(client.getEnrollment('7'))).toMatchObject({ kind: 'server_error', sent: 'no' })
    expect(server.received).toHaveLength(1)
    expect(client.session.state().breaker).toBe('closed')
  })

  it('takes a login without a usable token for a malformed answer', async () => {
    const server = await startServer((_request, response) =>
      answerJson(response, 200, { token: 'two words' }),
    )
    expect(await failureOf(clientOf(server).whoami())).toMatchObject({ kind: 'malformed_answer', sent: 'no' })
  })
})

it('reports each call without a body, a URL or a secret', async () => {
  const server = await startLoggedInServer((_request, response) =>
    answerJson(response, 200, { id: 7, status: 'NEW', api_key: 'k'.repeat(31) }),
  )
  const events: Id360Event[] = []
  const client = clientOf(server, {
    notify: (event) => {
      events.push(event)
      throw new Error('a broken counter')
    },
  })
  await client.getEnrollment('7')
  expect(events.map(({ kind, operation, status }) => ({ kind, operation, status }))).toEqual([
    { kind: 'login', operation: 'login', status: 200 },
    { kind: 'call', operation: 'get_enrollment', status: 200 },
  ])
  expect(events.every(({ durationMs }) => durationMs > 0)).toBe(true)
  expect(JSON.stringify(events)).not.toMatch(/token-0|kkkk|horse|127\.0\.0\.1/)
})
