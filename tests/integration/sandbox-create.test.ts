import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACCOUNT_OPENING, PROCESSES } from '@/lib/id360-sandbox/processes'
import { type RunningSandbox, startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { type ApiCaller, apiCaller } from '@/lib/id360-sandbox/testing/api-caller'

const PATH = `/process/${ACCOUNT_OPENING.uuid}/enrollment`
const REQUIRED = 'This field is required.'

describe('creating an enrollment', () => {
  let sandbox: RunningSandbox
  let api: ApiCaller
  let token: string
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, dataDir: ':memory:', publicUrl: 'https://id360.example.org/' })
    api = apiCaller(sandbox.url)
    token = await api.login()
  })
  afterAll(() => sandbox.close())

  const create = (body: unknown, path = PATH) => api.call('POST', path, { token, body })

  it('answers the whole object, with the names of the callback headers but not their values', async () => {
    const body = {
      browser_callback_url: 'https://desk.example.org/thanks',
      callback_endpoints: [
        {
          url: 'https://desk.example.org/cb',
          on: ['E', 'F', 'C'],
          headers: [{ name: 'x-secret', value: 'a-secret-word' }],
        },
        { url: 'https://other.example.org/cb', on: [] },
      ],
      client_reference: 'D-1',
      last_name: 'Exemple',
      phone_number: 'not a number, and nobody minds',
      unknown_key: { ignored: true },
    }
    const answer = await create(body)
    expect(answer.status).toBe(200)
    expect(answer.bytes.toString()).not.toContain('a-secret-word')
    const { id } = answer.body as { id: number }
    expect(answer.body).toEqual({
      url: `https://id360.example.org/api/1.0.0/enrollment/${id}`,
      id: expect.any(Number),
      process: 1501,
      api_key: expect.stringMatching(/^[\w-]{31,}$/),
      browser_callback_url: 'https://desk.example.org/thanks',
      client_reference: 'D-1',
      status: 'NEW',
      reason: null,
      creation_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/),
      starting_time: null,
      finished_time: null,
      callback_endpoints: [
        { url: 'https://desk.example.org/cb', on: ['E', 'F', 'C'], headers: [{ name: 'x-secret' }] },
        { url: 'https://other.example.org/cb', on: [], headers: [] },
      ],
    })
    const again = await api.call('GET', `/enrollment/${id}/`, { token })
    expect(again.body).toEqual(answer.body)
  })

  it('names every missing or wrong field at once', async () => {
    expect((await create({})).body).toEqual({
      browser_callback_url: [REQUIRED],
      callback_endpoints: [REQUIRED],
    })
    const wrong = await create({
      browser_callback_url: 'nowhere',
      callback_endpoints: [{ url: 'ftp://example.org', headers: [{ name: 'x y' }] }],
      client_reference: 12,
    })
    expect(wrong.status).toBe(400)
    expect(Object.keys(wrong.body as object).sort()).toEqual([
      'browser_callback_url',
      'callback_endpoints.0.headers.0.name',
      'callback_endpoints.0.headers.0.value',
      'callback_endpoints.0.on',
      'callback_endpoints.0.url',
      'client_reference',
    ])
    expect((wrong.body as Record<string, string[]>).client_reference).not.toEqual([REQUIRED])
  })

  it.each([
    ['no JSON', 'not json'],
    ['a list', '[]'],
    ['null', 'null'],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('refuses a body that is %s with a JSON error', async (_what, body) => {
    const answer = await create(body)
    expect(answer.status).toBe(400)
    expect(answer.body).toEqual(expect.any(Object))
  })

  it('takes the callback_url of older clients instead of endpoints', async () => {
    const answer = await create({
      browser_callback_url: 'https://desk.example.org/thanks',
      callback_url: 'https://desk.example.org/cb',
      callback_headers: { 'x-key': 'v' },
    })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ callback_endpoints: [], client_reference: null })
  })

  it('knows the processes it publishes and no others, whoever asks', async () => {
    for (const process of PROCESSES) {
      expect((await api.create(token, {}, process.uuid)).process).toBe(process.number)
    }
    const unknown = '/process/00000000-0000-4000-8000-000000000000/enrollment'
    expect((await create({}, unknown)).status).toBe(404)
    expect((await api.call('POST', PATH, { body: {} })).status).toBe(401)
  })

  it('gives each enrollment its own id and key, and 404 for an id it never gave', async () => {
    const one = await api.create(token)
    const two = await api.create(token)
    expect(two.id).not.toBe(one.id)
    expect(two.api_key).not.toBe(one.api_key)
    for (const id of ['999999999', 'abc', '-1', '1.5']) {
      expect((await api.call('GET', `/enrollment/${id}`, { token })).status).toBe(404)
    }
    expect((await api.call('GET', `/enrollment/${one.id}`)).status).toBe(401)
  })
})
