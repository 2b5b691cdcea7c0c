import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_ACCOUNT, USER_ACCOUNT } from '@/lib/id360-sandbox/accounts'
import { type RunningSandbox, startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { apiCaller } from '@/lib/id360-sandbox/testing/api-caller'
import { waitUntil } from '@/lib/id360-sandbox/testing/wait-until'

describe('the session', () => {
  let sandbox: RunningSandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, dataDir: ':memory:' })
  })
  afterAll(() => sandbox.close())

  it('gives a token of 25 characters that whoami accepts', async () => {
    const api = apiCaller(sandbox.url)
    const token = await api.login()
    expect(token).toHaveLength(25)
    const answer = await api.call('GET', '/user/whoami', { token })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ username: 'sandbox-app', type: 'application' })
  })

  it('refuses a wrong password, an unknown name and a missing token with 401 and a sentence', async () => {
    const api = apiCaller(sandbox.url)
    const wrong = [
      { username: 'sandbox-app', password: 'no' },
      { username: 'nobody', password: 'sandbox-app-password' },
    ]
    for (const body of wrong) {
      const answer = await api.call('POST', '/user/login', { body })
      expect(answer.status).toBe(401)
      expect(answer.body).toEqual({ detail: expect.any(String) })
    }
    expect((await api.call('GET', '/user/whoami')).status).toBe(401)
    expect((await api.call('GET', '/user/whoami', { token: 'x'.repeat(25) })).status).toBe(401)
    const otherScheme = { headers: { authorization: `Bearer ${await api.login()}` } }
    expect((await api.call('GET', '/user/whoami', otherScheme)).status).toBe(401)
  })

  it('says which field of the login is missing', async () => {
    const answer = await apiCaller(sandbox.url).call('POST', '/user/login', {
      body: { username: 'sandbox-app' },
    })
    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({ password: ['This field is required.'] })
  })

  it('wants the second factor of an admin, and of nobody else', async () => {
    const api = apiCaller(sandbox.url)
    const { username, password, secondFactor } = ADMIN_ACCOUNT
    expect((await api.call('POST', '/user/login', { body: { username, password } })).status).toBe(401)
    const withToken = { body: { username, password, token: secondFactor } }
    expect((await api.call('POST', '/user/login', withToken)).status).toBe(200)
    const user = { body: { username: USER_ACCOUNT.username, password: USER_ACCOUNT.password } }
    expect((await api.call('POST', '/user/login', user)).status).toBe(200)
  })

  it('answers with and without a trailing slash, and JSON 404 to unknown paths', async () => {
    const api = apiCaller(sandbox.url)
    const token = await api.login()
    expect((await api.call('GET', '/user/whoami/', { token })).status).toBe(200)
    const unknown = await api.call('GET', '/user/nothing', { token })
    expect(unknown.status).toBe(404)
    expect(unknown.body).toEqual({ detail: expect.any(String) })
  })
})

describe('the life of a token', () => {
  it('ends after its time, and each call but a login starts it anew', async () => {
    const sandbox = await startSandbox({ port: 0, dataDir: ':memory:', tokenTtlS: 1 })
    try {
      const api = apiCaller(sandbox.url)
      const used = await api.login()
      const idle = await api.login()
      const start = Date.now()
      // The used token outlives its own term as long as it is used; the idle one dies although logins go on.
      await waitUntil('the idle token is dead', async () => {
        await api.login()
        expect((await api.call('GET', '/user/whoami', { token: used })).status).toBe(200)
        return Date.now() - start > 1300
      })
      expect((await api.call('GET', '/user/whoami', { token: idle })).status).toBe(401)
      expect((await api.call('GET', '/user/whoami', { token: used })).status).toBe(200)
    } finally {
      await sandbox.close()
    }
  })

  it('can be ended by the control API', async () => {
    const sandbox = await startSandbox({ port: 0, dataDir: ':memory:' })
    try {
      const api = apiCaller(sandbox.url)
      const token = await api.login()
      expect((await api.control('GET', '/stats')).body).toMatchObject({ logins: 1, tokensAlive: 1 })
      expect((await api.control('POST', '/tokens/expire')).status).toBe(204)
      expect((await api.call('GET', '/user/whoami', { token })).status).toBe(401)
      expect((await api.control('GET', '/stats')).body).toMatchObject({
        tokensAlive: 0,
        calls: { whoami: 1 },
      })
    } finally {
      await sandbox.close()
    }
  })
})
