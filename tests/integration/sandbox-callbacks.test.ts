import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SandboxOptions } from '@/lib/id360-sandbox/options'
import { type RunningSandbox, startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { type ApiCaller, apiCaller } from '@/lib/id360-sandbox/testing/api-caller'
import {
  type CallbackReceiver,
  type ReceivedCallback,
  startCallbackReceiver,
} from '@/lib/id360-sandbox/testing/callback-receiver'
import { waitUntil } from '@/lib/id360-sandbox/testing/wait-until'

describe('callbacks', () => {
  let sandbox: RunningSandbox
  let receiver: CallbackReceiver
  let api: ApiCaller
  let token: string
  let answer: (callback: ReceivedCallback, index: number) => number | null = () => 204

  async function start(options: Partial<SandboxOptions> = {}) {
    sandbox = await startSandbox({ port: 0, dataDir: ':memory:', callbackBackoffMs: 20, ...options })
    api = apiCaller(sandbox.url)
    token = await api.login()
  }
  beforeEach(async () => {
    answer = () => 204
    receiver = await startCallbackReceiver((callback, index) => answer(callback, index))
  })
  afterEach(async () => {
    await sandbox.close()
    await receiver.close()
  })

  const create = () => api.create(token, { callback_endpoints: [{ url: receiver.url, on: [] }] })
  const walk = (id: number, how: Record<string, unknown>) =>
    api.control('POST', `/enrollments/${id}/walk`, how)
  const settled = () =>
    waitUntil('nothing is pending', async () => {
      const { body } = await api.control('GET', '/deliveries')
      return (body as { pending: number }).pending === 0 && (body as { total: number; dead: number })
    })
  const statuses = () => receiver.received.map(({ body }) => body.status)
  const names = () => receiver.received.map(({ body }) => body.enrollment_step?.name ?? 'final')

  it('reach each endpoint with its own headers, and only those its `on` asks for', async () => {
    await start()
    const endpoint = (path: string, on: string[]) => ({
      url: `${receiver.url}/${path}`,
      on,
      headers: [{ name: 'X-Endpoint', value: path }],
    })
    const endpoints = [
      endpoint('everything', []),
      endpoint('ends', ['E', 'F', 'C']),
      endpoint('verdict', ['E']),
      endpoint('failed', ['F']),
      endpoint('canceled', ['C']),
    ]
    for (const outcome of ['OK', 'KO', 'FAILED', 'CANCELED']) {
      const enrollment = await api.create(token, { callback_endpoints: endpoints, client_reference: outcome })
      expect((await walk(enrollment.id, { outcome })).status).toBe(200)
    }
    await settled()
    const seen = (path: string) =>
      receiver.received
        .filter((callback) => callback.path === `/${path}`)
        .map(({ body }) => body.status)
        .filter((status) => status !== 'STARTED')
    expect(seen('everything').sort()).toEqual(['CANCELED', 'FAILED', 'KO', 'OK'])
    expect(seen('ends').sort()).toEqual(['CANCELED', 'FAILED', 'KO', 'OK'])
    expect(seen('verdict').sort()).toEqual(['KO', 'OK'])
    expect(seen('failed')).toEqual(['FAILED'])
    expect(seen('canceled')).toEqual(['CANCELED'])
    for (const callback of receiver.received) {
      expect(callback.headers['x-endpoint']).toBe(callback.path.slice(1))
      if (callback.body.status === 'STARTED') expect(callback.path).toBe('/everything')
    }
  })

  it('come in the order of the journey when the receiver takes them', async () => {
    await start()
    const { id } = await create()
    await walk(id, { outcome: 'KO', koCause: 'face-differs' })
    await settled()
    expect(names()).toEqual([
      'profile',
      'phone_detection',
      'id_document',
      'fake_photo_id',
      'liveness$0',
      'liveness$1',
      'facecomparison',
      'final',
    ])
    expect(receiver.received[6]?.body.enrollment_step?.status).toBe('KO')
    expect(receiver.received[7]?.body).toMatchObject({ status: 'KO', reason: 'MDL_CHALLENGE_NOT_MET' })
  })

  it('are sent again after a 500, and the later ones do not wait', async () => {
    await start()
    let refused = 0
    answer = ({ body }) => (body.enrollment_step?.name === 'profile' && refused++ < 3 ? 500 : 200)
    const { id } = await create()
    await walk(id, { outcome: 'OK' })
    await settled()
    expect(names().filter((name) => name === 'profile')).toHaveLength(4)
    expect(names().slice(0, 2)).toEqual(['profile', 'phone_detection'])
    const { body } = await api.control('GET', `/enrollments/${id}`)
    const { deliveries } = body as {
      deliveries: { state: string; attempts: number; outcomes: string[]; deliveredAt: number }[]
    }
    expect(deliveries[0]).toMatchObject({
      state: 'delivered',
      attempts: 4,
      outcomes: ['500', '500', '500', '200'],
      deliveredAt: expect.any(Number),
    })
    expect(deliveries[1]).toMatchObject({ attempts: 1, outcomes: ['200'] })
  })

  it('are given up after the last attempt allowed, whatever went wrong', async () => {
    await start({ callbackMaxAttempts: 2, callbackTimeoutMs: 50, callbackBackoffMs: 1 })
    answer = ({ body }) => (body.status === 'OK' ? null : 302)
    const { id } = await create()
    await walk(id, { outcome: 'OK' })
    expect(await settled()).toMatchObject({ total: 8, delivered: 0, dead: 8 })
    const { body } = await api.control('GET', `/enrollments/${id}`)
    const outcomes = (body as { deliveries: { outcomes: string[] }[] }).deliveries.map((one) => one.outcomes)
    expect(outcomes[0]).toEqual(['302', '302'])
    expect(outcomes[7]).toEqual(['timeout', 'timeout'])
  })

  it('can be repeated byte for byte', async () => {
    await start()
    const { id } = await create()
    expect((await walk(id, { outcome: 'OK', duplicates: 2 })).body).toMatchObject({ callbacks: 24 })
    await settled()
    const texts = receiver.received.map(({ text }) => text)
    expect(texts).toHaveLength(24)
    expect(new Set(texts).size).toBe(8)
  })

  it('can come in any order, the same for the same seed', async () => {
    await start()
    const orders: string[][] = []
    for (const seed of [7, 7, 8]) {
      const { id } = await create()
      receiver.received.length = 0
      await walk(id, { outcome: 'OK', shuffle: true, seed })
      await settled()
      orders.push(names())
    }
    expect(orders[0]).toEqual(orders[1])
    expect(orders[0]).not.toEqual(orders[2])
    expect(orders[2]?.toSorted()).toEqual(orders[0]?.toSorted())
  })

  it('can tell of a step after the end', async () => {
    await start()
    const { id } = await create()
    await walk(id, { outcome: 'OK', shuffle: 'intermediate-after-final' })
    await settled()
    expect(names().slice(-2)).toEqual(['final', 'facecomparison'])
  })

  it('can end in two ways that contradict each other', async () => {
    await start()
    const { id } = await create()
    await walk(id, { outcome: 'OK', finals: ['KO', 'OK'] })
    await settled()
    expect(statuses().slice(-2)).toEqual(['KO', 'OK'])
    expect((await api.call('GET', `/enrollment/${id}`, { token })).body).toMatchObject({ status: 'OK' })
  })

  it('can be spread over time', async () => {
    await start()
    const { id } = await create()
    await walk(id, { outcome: 'CANCELED', stepDelayMs: 60 })
    const begun = Date.now()
    await settled()
    expect(names()).toEqual(['profile', 'phone_detection', 'id_document', 'fake_photo_id', 'final'])
    expect(Date.now() - begun).toBeGreaterThanOrEqual(4 * 60)
  })

  it('stop half-way when the person leaves', async () => {
    await start()
    const { id } = await create()
    await walk(id, { outcome: 'ABANDONED' })
    await settled()
    expect(new Set(statuses())).toEqual(new Set(['STARTED']))
    expect((await api.call('GET', `/enrollment/${id}`, { token })).body).toMatchObject({ status: 'STARTED' })
  })

  it('can carry any body at all', async () => {
    await start()
    const { id } = await create()
    const path = `/enrollments/${id}/callbacks`
    await api.control('POST', path, { body: { id, status: 'A_NEW_STATUS' }, repeat: 2 })
    await api.control('POST', path, { body: 'not json at all' })
    await settled()
    expect(receiver.received.map(({ text }) => text)).toEqual([
      `{"id":${id},"status":"A_NEW_STATUS"}`,
      `{"id":${id},"status":"A_NEW_STATUS"}`,
      'not json at all',
    ])
  })

  it('refuses a walk that cannot be', async () => {
    await start()
    const { id } = await create()
    expect((await walk(id, { outcome: 'MAYBE' })).status).toBe(400)
    expect((await walk(id, { outcome: 'KO', koCause: 'bad-weather' })).status).toBe(400)
    expect((await walk(12, { outcome: 'OK' })).status).toBe(404)
    expect((await walk(id, { outcome: 'OK' })).status).toBe(200)
    expect((await walk(id, { outcome: 'OK' })).status).toBe(409)
  })
})
