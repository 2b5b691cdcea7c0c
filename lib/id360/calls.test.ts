import { afterEach, describe, expect, it } from 'vitest'
import type { Id360Client } from './create-id360-client'
import {
  answerJson,
  clientOf,
  closeAll,
  failureOf,
  LOGIN,
  type Received,
  startLoggedInServer,
  tokenNumber,
} from './testing/start-server'

afterEach(closeAll)

const API_KEY = '0123456789abcdef0123456789abcde'
const PROCESS = '4f2b1c9e-0000-4000-8000-000000000001'
const TOKEN = `Token ${tokenNumber(1)}`

const CREATED = {
  url: 'https://id360.example.org/api/1.0.0/enrollment/4411',
  id: 4411,
  process: 1,
  api_key: API_KEY,
  browser_callback_url: 'https://desk.example.org/thanks',
  client_reference: 'contract-1',
  status: 'NEW',
  reason: null,
  creation_time: '2026-11-23T08:01:49.013906',
  starting_time: null,
  finished_time: null,
  callback_endpoints: [],
  something_new: { kept: true },
}

const BODY = {
  browser_callback_url: 'https://desk.example.org/thanks',
  callback_endpoints: [
    {
      url: 'https://desk.example.org/api/callbacks/id360/inbox',
      on: ['E', 'F', 'C'],
      headers: [{ name: 'x-callback-secret', value: 'a-secret-of-43-characters' }],
    },
  ],
  client_reference: 'contract-1',
  callback_headers: { 'x-older': 'another-secret' },
  last_name: 'Exemple',
  first_name: 'Zoé',
  email: 'zoe@example.org',
  address_line_1: '1 rue de l’Exemple',
  address_line_2: 'Bâtiment B',
  address_line_3: 'Hall 3',
  zip_code: '75000',
  city: 'Paris',
  country: 'FR',
  phone_number: '+33199000001',
  group: 'agency-12',
  custom_data: { authenticators: { phone_number: '+33639980001' } },
}

/** What one call sends, against a server that accepts everything. */
async function sentBy(call: (client: Id360Client) => Promise<unknown>, answer: unknown = CREATED) {
  const server = await startLoggedInServer((_request, response) => {
    if (answer === null) response.writeHead(204).end()
    else answerJson(response, 200, answer)
  })
  const result = await call(clientOf(server))
  const calls = server.received.filter(({ url }) => url !== LOGIN)
  expect(calls).toHaveLength(1)
  const [request] = calls as [Received]
  const { authorization, 'x-api-key': apiKey, 'content-type': contentType } = request.headers
  return { result, request: { ...request, authorization, apiKey, contentType } }
}

describe('the calls of the contract', () => {
  it('creates an enrollment with every field under its exact name', async () => {
    const { request, result } = await sentBy((client) => client.createEnrollment(PROCESS, BODY))
    expect(request).toMatchObject({
      method: 'POST',
      url: `/api/1.0.0/process/${PROCESS}/enrollment`,
      authorization: TOKEN,
      contentType: 'application/json',
    })
    expect(JSON.parse(request.body)).toEqual(BODY)
    expect(result).toMatchObject({
      id: '4411',
      api_key: API_KEY,
      status: 'NEW',
      something_new: { kept: true },
    })
  })

  it('refuses to send a creation with an unknown or a missing field', async () => {
    const server = await startLoggedInServer((_request, response) => answerJson(response, 200, CREATED))
    const client = clientOf(server)
    const unknown = { ...BODY, birth_name: 'Exemple' }
    const withoutEndpoints = { ...BODY, callback_endpoints: [] }
    expect(await failureOf(client.createEnrollment(PROCESS, unknown))).toMatchObject({
      kind: 'invalid_request',
      sent: 'no',
    })
    const missing = await failureOf(client.createEnrollment(PROCESS, withoutEndpoints))
    expect((missing as { fieldErrors?: object }).fieldErrors).toHaveProperty('callback_endpoints')
    expect(server.received).toHaveLength(0)
  })

  it('reads an enrollment again, without an api_key if there is none', async () => {
    const { request, result } = await sentBy((client) => client.getEnrollment('4411'), {
      id: 4411,
      status: 'OK',
    })
    expect(request).toMatchObject({ method: 'GET', url: '/api/1.0.0/enrollment/4411', authorization: TOKEN })
    expect(result).toMatchObject({ id: '4411', status: 'OK', api_key: null, finished_time: null })
  })

  it('asks for the routes with the api_key and without the token', async () => {
    const { request, result } = await sentBy((client) => client.flow.enrollmentInfo(API_KEY), {
      routes: [{ id: 275128, name: 'online' }],
    })
    expect(request).toMatchObject({
      method: 'GET',
      url: '/api/1.0.0/enrollment/flow/enrollment_info/',
      apiKey: API_KEY,
    })
    expect(request.authorization).toBeUndefined()
    expect(result).toEqual({ routes: [{ id: '275128', name: 'online' }] })
  })

  it('selects a route as plain text', async () => {
    const { request } = await sentBy((client) => client.flow.selectRoute(API_KEY, 275128), null)
    expect(request).toMatchObject({
      method: 'POST',
      url: '/api/1.0.0/enrollment/flow/route/275128/select/',
      apiKey: API_KEY,
      contentType: 'text/plain',
      body: '',
    })
    expect(request.authorization).toBeUndefined()
  })

  it('gives both consents in the query, with an empty body', async () => {
    const accepted = { acceptedCgu: true, acceptedBiometry: false }
    const { request } = await sentBy((client) => client.flow.consent(API_KEY, accepted), null)
    expect(request).toMatchObject({
      method: 'POST',
      url: '/api/1.0.0/enrollment/flow/consent/?accepted_cgu=true&accepted_biometry=false',
      apiKey: API_KEY,
      body: '',
    })
  })

  it('sends a value to compare raw, with the token', async () => {
    const { request } = await sentBy((client) => client.controlData('4411', 'first_name', 'Zoé'), null)
    expect(request).toMatchObject({
      method: 'POST',
      url: '/api/1.0.0/enrollment/4411/control/data/first_name/?locked=true',
      authorization: TOKEN,
      body: 'Zoé',
    })
    expect(request.apiKey).toBeUndefined()
  })

  it('finishes the flow', async () => {
    const { request } = await sentBy((client) => client.flow.finalize(API_KEY), null)
    expect(request).toMatchObject({
      method: 'POST',
      url: '/api/1.0.0/enrollment/flow/finalize_enrollment',
      apiKey: API_KEY,
    })
  })

  it.each<[string, string, (client: Id360Client) => Promise<unknown>]>([
    ['the report', '/enrollment/4411/report', (client) => client.report('4411')],
    [
      'a draft report',
      '/enrollment/4411/report?allow_draft=true',
      (client) => client.report('4411', { draft: true }),
    ],
    ['an archived report', '/enrollment/4411/report/archive', (client) => client.archivedReport('4411')],
    ['the PDF', '/enrollment/4411/proof_slip', (client) => client.proofSlip('4411')],
    ['the idclaim', '/enrollment/4411/idclaim', (client) => client.idclaim('4411')],
    [
      'a document',
      '/document/9/file_contents/?page_number=0',
      (client) => client.documentFile('/document/9/file_contents/?page_number=0'),
    ],
  ])('fetches %s with the token', async (_what, path, call) => {
    const { request } = await sentBy(call)
    expect(request).toMatchObject({ method: 'GET', url: `/api/1.0.0${path}`, authorization: TOKEN })
    expect(request.headers['accept-encoding']).toBe('identity')
  })

  it('takes another path for the PDF from its settings', async () => {
    const server = await startLoggedInServer((_request, response) => answerJson(response, 200, {}))
    await clientOf(server, { proofSlipPath: '/enrollment/{id}/pdf/' }).proofSlip('4411')
    expect(server.count('GET', '/api/1.0.0/enrollment/4411/pdf/')).toBe(1)
  })

  it('never lets an id change the path', async () => {
    const { request } = await sentBy((client) => client.getEnrollment('../user/whoami?x=1'))
    expect(request.url).toBe('/api/1.0.0/enrollment/..%2Fuser%2Fwhoami%3Fx%3D1')
    const server = await startLoggedInServer((_request, response) => answerJson(response, 200, {}))
    for (const id of ['', ' ', '.', '..']) {
      expect(await failureOf(clientOf(server).report(id))).toMatchObject({
        kind: 'invalid_request',
        sent: 'no',
      })
    }
    expect(server.received).toHaveLength(0)
  })

  it('speaks to an ID360 that stands under a path', async () => {
    const server = await startLoggedInServer((_request, response) => answerJson(response, 200, CREATED))
    const under = await startLoggedInServer((request, response) => {
      answerJson(response, 200, request.url.endsWith('/login/') ? { token: tokenNumber(1) } : CREATED)
    })
    await clientOf({ baseUrl: `${under.baseUrl}/id360/` }).getEnrollment('4411')
    expect(under.received.map(({ url }) => url)).toEqual([
      '/id360/api/1.0.0/user/login/',
      '/id360/api/1.0.0/enrollment/4411',
    ])
    for (const baseUrl of [
      'id360.example.org',
      'ftp://id360.example.org',
      'https://user:word@id360.example.org',
    ]) {
      expect(() => clientOf({ baseUrl })).toThrow(TypeError)
    }
    expect(server.received).toHaveLength(0)
  })
})
