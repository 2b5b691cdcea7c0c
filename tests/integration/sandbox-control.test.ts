import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { SandboxOptions } from '@/lib/id360-sandbox/options'
import { type RunningSandbox, startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { apiCaller } from '@/lib/id360-sandbox/testing/api-caller'
import { startCallbackReceiver } from '@/lib/id360-sandbox/testing/callback-receiver'
import { waitUntil } from '@/lib/id360-sandbox/testing/wait-until'

describe('the control API', () => {
  let sandbox: RunningSandbox
  afterEach(() => sandbox.close())

  async function start(options: Partial<SandboxOptions> = {}) {
    sandbox = await startSandbox({ port: 0, dataDir: ':memory:', ...options })
    return apiCaller(sandbox.url)
  }

  it('exports every delivery with the hash of the bytes that were sent', async () => {
    const api = await start()
    const receiver = await startCallbackReceiver()
    try {
      const token = await api.login()
      const fields = { callback_endpoints: [{ url: receiver.url, on: [] }] }
      for (const outcome of ['OK', 'KO']) {
        const { id } = await api.create(token, fields)
        await api.control('POST', `/enrollments/${id}/walk`, { outcome, duplicates: 1 })
      }
      const counts = async () => (await api.control('GET', '/deliveries')).body
      await waitUntil(
        'all delivered',
        async () => ((await counts()) as { delivered: number }).delivered === 32,
      )
      expect(await counts()).toEqual({ total: 32, delivered: 32, pending: 0, dead: 0 })

      const { bytes } = await api.control('GET', '/deliveries/export')
      const lines = bytes.toString().trim().split('\n')
      const exported = lines.map((line) => JSON.parse(line) as { sha256: string; delivered: boolean })
      const hash = (text: string) => createHash('sha256').update(text).digest('hex')
      expect(exported.map((one) => one.sha256).sort()).toEqual(
        receiver.received.map(({ text }) => hash(text)).sort(),
      )
      expect(exported.every((one) => one.delivered)).toBe(true)
    } finally {
      await receiver.close()
    }
  })

  it('shows what is pending while the receiver is down', async () => {
    const api = await start()
    const token = await api.login()
    const { id } = await api.create(token, {
      callback_endpoints: [{ url: 'http://127.0.0.1:9/', on: ['E'] }],
    })
    await api.control('POST', `/enrollments/${id}/walk`, { outcome: 'OK' })
    const { body } = await api.control('GET', '/deliveries?pending=1')
    expect(body).toMatchObject({ total: 1, pending: 1, deliveries: [{ enrollmentId: id, status: 'OK' }] })
  })

  it('lists enrollments without a callback secret, with the link of the person', async () => {
    const api = await start()
    const token = await api.login()
    const headers = [{ name: 'x-secret', value: 'a-secret-word' }]
    const created = await api.create(token, {
      callback_endpoints: [{ url: 'http://127.0.0.1:9/', on: [], headers }],
    })
    const list = await api.control('GET', '/enrollments')
    const one = await api.control('GET', `/enrollments/${created.id}`)
    expect(list.body).toMatchObject({ total: 1, enrollments: [{ id: created.id, status: 'NEW' }] })
    expect(one.body).toMatchObject({
      personPage: `${sandbox.url}/static/process_ui/index.html#/enrollment/${created.api_key}?lang=fr`,
      endpoints: [{ headerNames: ['x-secret'] }],
    })
    expect(`${list.bytes}${one.bytes}`).not.toContain('a-secret-word')
  })

  it('remembers the calls that came, without their secrets', async () => {
    const api = await start()
    const token = await api.login()
    const body = '{"browser_callback_url":"https://desk.example.org/","callback_endpoints":[]}'
    await api.call('POST', '/process/3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e102/enrollment/', { token, body })
    const answer = await api.control('GET', '/requests?last=1')
    expect(answer.body).toMatchObject({
      requests: [
        {
          method: 'POST',
          path: '/api/1.0.0/process/3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e102/enrollment/',
          operation: 'create_enrollment',
          status: 200,
          headers: { authorization: 'Token (25 characters)' },
          bodySha256: createHash('sha256').update(body).digest('hex'),
        },
      ],
    })
    expect(answer.bytes.toString()).not.toContain(token)
  })

  it('is closed to other sites, and to everybody without the token when one is set', async () => {
    const api = await start({ controlToken: 'open-sesame' })
    const stats = (headers: Record<string, string>) => api.call('GET', '/sandbox/control/stats', { headers })
    expect((await stats({})).status).toBe(401)
    expect((await stats({ 'x-control-token': 'wrong' })).status).toBe(401)
    expect((await stats({ 'x-control-token': 'open-sesame' })).status).toBe(200)
    const foreign = { 'x-control-token': 'open-sesame', origin: 'https://elsewhere.example.org' }
    expect((await stats(foreign)).status).toBe(403)
    expect((await api.call('POST', '/user/login', { body: {} })).status).toBe(400)
  })

  it('takes another name and password for the application account', async () => {
    const api = await start({ applicationUsername: 'mine', applicationPassword: 'my-own' })
    expect(await api.login('mine', 'my-own')).toHaveLength(25)
    const old = { body: { username: 'sandbox-app', password: 'sandbox-app-password' } }
    expect((await api.call('POST', '/user/login', old)).status).toBe(401)
  })
})

describe('the pages for developers', () => {
  it('describe every operation that is served, and load nothing from outside', async () => {
    const sandbox = await startSandbox({ port: 0, dataDir: ':memory:' })
    try {
      const description = await (await fetch(`${sandbox.url}/openapi.json`)).json()
      const operations = Object.entries<Record<string, { operationId: string }>>(description.paths).flatMap(
        ([path, methods]) => Object.entries(methods).map(([method, one]) => ({ path, method, ...one })),
      )
      expect(operations.map((one) => one.operationId).sort()).toEqual(
        expect.arrayContaining(['login', 'create_enrollment', 'enrollment_report', 'control_walk']),
      )
      expect(new Set(operations.map((one) => one.operationId)).size).toBe(operations.length)
      for (const { path, method } of operations) {
        const url = `${sandbox.url}${path.replaceAll(/\{\w+\}/g, '1')}`
        const { status } = await fetch(url, { method: method.toUpperCase() })
        // A served path refuses or answers; an unserved one would say so with its own sentence.
        expect([200, 204, 400, 401, 404]).toContain(status)
        if (status === 404) expect(path).toMatch(/enrollments\/\{id\}/)
      }

      for (const path of ['/', '/docs', '/static/process_ui/index.html']) {
        const page = await fetch(`${sandbox.url}${path}`)
        const text = await page.text()
        expect(page.status).toBe(200)
        expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
        expect(text).toContain('SANDBOX')
        const assets = [...text.matchAll(/(?:src|href)="(\/(?:pages|static)[^"]+)"/g)].map(
          (match) => match[1],
        )
        for (const asset of assets) expect((await fetch(`${sandbox.url}${asset}`)).status).toBe(200)
        expect(text).not.toMatch(/(?:src|<link[^>]+href)="https?:/)
      }
    } finally {
      await sandbox.close()
    }
  })

  it('shows a client’s reference as text, never as markup', async () => {
    const sandbox = await startSandbox({ port: 0, dataDir: ':memory:' })
    try {
      const api = apiCaller(sandbox.url)
      await api.create(await api.login(), { client_reference: '<img src=x onerror=alert(1)>' })
      const text = await (await fetch(`${sandbox.url}/`)).text()
      expect(text).toContain('&lt;img src=x')
      expect(text).not.toContain('<img')
    } finally {
      await sandbox.close()
    }
  })
})
