import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SIMPLE_CHECK, TWO_ROUTES } from '@/lib/id360-sandbox/processes'
import { type RunningSandbox, startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { type ApiCaller, apiCaller, type CreatedEnrollment } from '@/lib/id360-sandbox/testing/api-caller'
import { type CallbackReceiver, startCallbackReceiver } from '@/lib/id360-sandbox/testing/callback-receiver'
import { waitUntil } from '@/lib/id360-sandbox/testing/wait-until'

const IDENTITY = { last_name: 'Exemple', first_name: 'Ana', birth_date: '1990-02-03' }

describe('what the person’s page does', () => {
  let sandbox: RunningSandbox
  let receiver: CallbackReceiver
  let api: ApiCaller
  let token: string
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, dataDir: ':memory:' })
    receiver = await startCallbackReceiver()
    api = apiCaller(sandbox.url)
    token = await api.login()
  })
  afterAll(async () => {
    await sandbox.close()
    await receiver.close()
  })

  const create = (process?: string, fields = {}) =>
    api.create(token, { callback_endpoints: [{ url: receiver.url, on: [] }], ...fields }, process)
  const go = (enrollment: CreatedEnrollment, action: string, body: unknown = {}) =>
    api.call('POST', `/sandbox/ui/${action}`, { headers: { 'x-api-key': enrollment.api_key }, body })
  const received = (enrollment: CreatedEnrollment) =>
    receiver.received.filter(({ body }) => body.id === enrollment.id).map(({ body }) => body)
  const told = (enrollment: CreatedEnrollment, count: number) =>
    waitUntil(`${count} callbacks`, () => received(enrollment).length === count)

  it('leads from start to end, and tells the desk of each step at that moment', async () => {
    const enrollment = await create()
    expect((await go(enrollment, 'start')).body).toMatchObject({ screen: 'consent', takesSelfie: true })
    expect((await go(enrollment, 'consent', { cgu: true, biometry: true })).body).toMatchObject({
      screen: 'identity',
    })
    expect(received(enrollment)).toEqual([])
    expect((await go(enrollment, 'identity', IDENTITY)).body).toMatchObject({ screen: 'document' })
    await told(enrollment, 2)
    expect((await go(enrollment, 'document')).body).toMatchObject({ screen: 'selfie' })
    await told(enrollment, 4)
    expect((await go(enrollment, 'selfie')).body).toMatchObject({ screen: 'end' })
    await told(enrollment, 7)
    const end = await go(enrollment, 'finish', { outcome: 'OK' })
    expect(end.body).toMatchObject({
      screen: 'final',
      status: 'OK',
      browserCallbackUrl: 'https://desk.example.org/thanks',
    })
    await told(enrollment, 8)
    const report = await api.call('GET', `/enrollment/${enrollment.id}/report`, { token })
    expect(report.body).toMatchObject({ status: 'OK', identity: { name: 'Exemple', first_name: 'Ana' } })
  })

  it('announces once more a step that the chosen cause condemns', async () => {
    const enrollment = await create(SIMPLE_CHECK.uuid)
    await go(enrollment, 'start')
    await go(enrollment, 'consent', { cgu: true })
    await go(enrollment, 'identity', IDENTITY)
    await go(enrollment, 'document')
    await told(enrollment, 3)
    await go(enrollment, 'finish', { outcome: 'KO', koCause: 'document-unreadable' })
    await told(enrollment, 5)
    expect(received(enrollment).slice(3)).toMatchObject([
      { status: 'STARTED', enrollment_step: { name: 'id_document', status: 'KO' } },
      { status: 'KO', reason: 'MDL_INPUT_INVALID' },
    ])
  })

  it('does nothing twice on a double click, and nothing after the end', async () => {
    const enrollment = await create(SIMPLE_CHECK.uuid)
    await go(enrollment, 'start')
    await go(enrollment, 'consent', { cgu: true })
    const clicks = await Promise.all([1, 2, 3].map(() => go(enrollment, 'identity', IDENTITY)))
    expect(clicks.map(({ status }) => status)).toEqual([200, 200, 200])
    await go(enrollment, 'finish', { outcome: 'CANCELED' })
    await told(enrollment, 2)
    expect((await go(enrollment, 'document')).body).toMatchObject({ screen: 'final', status: 'CANCELED' })
    expect((await go(enrollment, 'finish', { outcome: 'OK' })).status).toBe(409)
    expect(received(enrollment).map((body) => body.status)).toEqual(['STARTED', 'CANCELED'])
  })

  it('gives no verdict before the journey is over', async () => {
    const enrollment = await create()
    await go(enrollment, 'start')
    expect((await go(enrollment, 'finish', { outcome: 'OK' })).status).toBe(400)
    expect((await go(enrollment, 'finish', { outcome: 'FAILED' })).body).toMatchObject({ status: 'FAILED' })
  })

  it('wants every consent, an identity, and a cause that can be', async () => {
    const enrollment = await create()
    await go(enrollment, 'start')
    expect((await go(enrollment, 'consent', { cgu: true, biometry: false })).status).toBe(400)
    await go(enrollment, 'consent', { cgu: true, biometry: true })
    expect((await go(enrollment, 'identity', { ...IDENTITY, birth_date: '31/12/1990' })).status).toBe(400)
    await go(enrollment, 'identity', IDENTITY)
    await go(enrollment, 'document')
    await go(enrollment, 'selfie')
    expect((await go(enrollment, 'finish', { outcome: 'KO', koCause: 'bad-weather' })).status).toBe(400)
    expect((await go({ ...enrollment, api_key: 'nobody' }, 'start')).status).toBe(401)
  })

  it('offers the routes when there are several', async () => {
    const enrollment = await create(TWO_ROUTES.uuid)
    expect((await go(enrollment, 'start')).body).toMatchObject({
      screen: 'route',
      routes: [{ id: 275131 }, { id: 275132 }],
    })
    expect((await go(enrollment, 'route', { routeId: 275132 })).body).toMatchObject({ screen: 'consent' })
    await go(enrollment, 'consent', { cgu: true })
    expect((await go(enrollment, 'identity', IDENTITY)).body).toMatchObject({ screen: 'external' })
    expect((await go(enrollment, 'external')).body).toMatchObject({ screen: 'end' })
  })
})
