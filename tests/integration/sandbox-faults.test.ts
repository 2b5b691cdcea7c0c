import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningSandbox, startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { type ApiCaller, apiCaller } from '@/lib/id360-sandbox/testing/api-caller'

describe('scripted faults', () => {
  let sandbox: RunningSandbox
  let api: ApiCaller
  let token: string
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, dataDir: ':memory:' })
    api = apiCaller(sandbox.url)
    token = await api.login()
  })
  beforeEach(async () => {
    await api.control('DELETE', '/faults')
  })
  afterAll(() => sandbox.close())

  const whoami = () => api.call('GET', '/user/whoami/', { token })
  const faults = (rules: unknown[]) => api.control('PUT', '/faults', { rules })
  const onWhoami = (rule: Record<string, unknown>) => faults([{ pathPattern: '/user/whoami$', ...rule }])

  it('answer a status a number of times, with Retry-After', async () => {
    await onWhoami({ action: 'status', status: 429, retryAfter: 7, times: 2 })
    for (const _time of [1, 2]) {
      const answer = await whoami()
      expect(answer.status).toBe(429)
      expect(answer.headers.get('retry-after')).toBe('7')
    }
    expect((await whoami()).status).toBe(200)
  })

  it('can be written short, for one method only', async () => {
    await api.control('PUT', '/faults', { statusOnce: [{ path: 'whoami', method: 'post', status: 401 }] })
    expect((await whoami()).status).toBe(200)
    await api.control('PUT', '/faults', { statusOnce: [{ path: 'whoami', method: 'get', status: 401 }] })
    expect((await whoami()).status).toBe(401)
    expect((await whoami()).status).toBe(200)
  })

  it('cut the answer half-way', async () => {
    await onWhoami({ action: 'truncate', times: 1 })
    await expect(whoami()).rejects.toThrow()
    expect((await whoami()).status).toBe(200)
  })

  it('reset the connection', async () => {
    await onWhoami({ action: 'reset', times: 1 })
    await expect(whoami()).rejects.toThrow()
  })

  it('answer something that is no JSON', async () => {
    await onWhoami({ action: 'malformed', times: 1 })
    await expect(whoami()).rejects.toThrow(SyntaxError)
  })

  it('stall until the caller gives up', async () => {
    await onWhoami({ action: 'stall', times: 1 })
    const stalled = fetch(`${sandbox.url}/api/1.0.0/user/whoami`, { signal: AbortSignal.timeout(150) })
    await expect(stalled).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('come late, by rule or for every call', async () => {
    const timed = async () => {
      const begun = Date.now()
      expect((await whoami()).status).toBe(200)
      return Date.now() - begun
    }
    await onWhoami({ action: 'delay', ms: 120, times: 1 })
    expect(await timed()).toBeGreaterThanOrEqual(115)
    await api.control('PUT', '/faults', { latencyMs: 120 })
    expect(await timed()).toBeGreaterThanOrEqual(115)
  })

  it('can lose the answer to a creation that was carried out', async () => {
    await faults([{ pathPattern: '/enrollment$', method: 'POST', action: 'reset', when: 'after', times: 1 }])
    const total = async () => ((await api.control('GET', '/enrollments')).body as { total: number }).total
    const before = await total()
    await expect(api.create(token)).rejects.toThrow('fetch failed')
    expect(await total()).toBe(before + 1)
  })

  it('strike the person’s page and its steps too, but never the control API', async () => {
    await faults([{ pathPattern: '.*', action: 'status', status: 503 }])
    expect((await fetch(`${sandbox.url}/static/process_ui/index.html`)).status).toBe(503)
    expect((await api.control('GET', '/faults')).body).toMatchObject({ rules: [{ status: 503 }] })
  })

  it('are refused when they make no sense', async () => {
    expect((await faults([{ pathPattern: '(', action: 'status' }])).status).toBe(400)
    expect((await faults([{ pathPattern: '.*', action: 'explode' }])).status).toBe(400)
    expect((await whoami()).status).toBe(200)
  })
})
