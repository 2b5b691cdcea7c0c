import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type CallbackFacts, parseCallback } from '@/lib/id360/callback'
import {
  createId360Client,
  type Id360ClientOptions,
  type Id360Download,
} from '@/lib/id360/create-id360-client'
import { enrollmentLink } from '@/lib/id360/enrollment-link'
import { mayHaveBeenDone } from '@/lib/id360/errors'
import { CALLBACK_ON_EVERYTHING } from '@/lib/id360/guesses'
import { startSandbox } from '@/lib/id360-sandbox/start-sandbox'

const APPLICATION = { username: 'sandbox-app', password: 'sandbox-app-password' }
const USER = { username: 'sandbox-user', password: 'sandbox-user-password' }
const ADMIN = { username: 'sandbox-admin', password: 'sandbox-admin-password' }
const ACCOUNT_OPENING = '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e101'
const ADVANCED_SIGNATURE = '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e103'
const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a', 'hex'),
  Buffer.alloc(200_000, 1),
  Buffer.from('IEND'),
])

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** A sandbox in memory, a client of it, and the control API that scripts its faults. */
async function startDeskAndSandbox(options: { tokenTtlS?: number } = {}) {
  const sandbox = await startSandbox({ port: 0, dataDir: ':memory:', callbackBackoffMs: 10, ...options })
  closers.push(() => sandbox.close())
  const clientOf = (clientOptions: Partial<Id360ClientOptions> = {}) => {
    const client = createId360Client({
      baseUrl: sandbox.url,
      ...APPLICATION,
      sleep: async () => {},
      ...clientOptions,
    })
    closers.push(async () => client.close())
    return client
  }
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${sandbox.url}/sandbox/control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    if (!answer.ok) throw new Error(`control ${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.status === 204 ? null : answer.json()
  }
  const stats = async () =>
    (await control('GET', '/stats')) as { logins: number; calls: Record<string, number> }
  return { sandbox, clientOf, control, stats }
}

/** Collects what is sent to a callback address. */
async function startInbox() {
  const received: { secret: unknown; facts: CallbackFacts }[] = []
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const facts = parseCallback(Buffer.concat(pieces))
    if (!('unreadable' in facts)) received.push({ secret: request.headers['x-callback-secret'], facts })
    response.writeHead(200).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/inbox` }
}

const bodyFor = (url: string) => ({
  browser_callback_url: 'https://desk.example.org/thanks',
  callback_endpoints: [
    { url, on: [...CALLBACK_ON_EVERYTHING], headers: [{ name: 'x-callback-secret', value: 'the-secret' }] },
  ],
  client_reference: 'contract-12',
  last_name: 'Exemple',
  first_name: 'Zoé',
  email: 'zoe@example.org',
  phone_number: '+33639980001',
  country: 'FR',
  group: 'agency-12',
})

async function bytesOf({ stream }: Id360Download): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call
  } catch (error) {
    return error
  }
  throw new Error('the call succeeded, the test expected it to fail')
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the awaited condition did not come about in time')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('the client and the sandbox, written apart from the same contract', () => {
  it('create an enrollment, walk it by the API, receive its callbacks and fetch all its evidence', async () => {
    const { sandbox, clientOf, stats } = await startDeskAndSandbox()
    const inbox = await startInbox()
    const client = clientOf()

    const created = await client.createEnrollment(ADVANCED_SIGNATURE, {
      ...bodyFor(inbox.url),
      custom_data: { authenticators: { phone_number: '+33639980001' } },
    })
    expect(created).toMatchObject({ status: 'NEW', client_reference: 'contract-12', reason: null })
    const link = enrollmentLink(sandbox.url, created.api_key, 'en')
    expect(link.endsWith(`#/enrollment/${created.api_key}?lang=en`)).toBe(true)

    const { flow } = client
    const [route] = (await flow.enrollmentInfo(created.api_key)).routes
    await flow.selectRoute(created.api_key, route?.id ?? '')
    await flow.consent(created.api_key, { acceptedCgu: true, acceptedBiometry: true })
    await client.controlData(created.id, 'name', 'Exemple')
    await client.controlData(created.id, 'first_name', 'Zoé')
    for (const uploadedPage of [0, 1]) {
      await flow.uploadDocument(created.api_key, 'id_document_image', {
        totalPages: 2,
        uploadedPage,
        body: new Blob([PNG]).stream(),
        contentLength: PNG.byteLength,
        contentType: 'image/png',
      })
    }
    await flow.uploadDocument(created.api_key, 'selfie_image_upload', {
      totalPages: 1,
      uploadedPage: 0,
      body: PNG,
    })
    await flow.finalize(created.api_key)

    const settled = await client.getEnrollment(created.id)
    expect(settled).toMatchObject({ id: created.id, status: 'OK' })
    expect(settled.finished_time).not.toBeNull()

    await until(() => inbox.received.some(({ facts }) => facts.kind === 'final'))
    await until(() => inbox.received.length >= 2)
    for (const { secret, facts } of inbox.received) {
      expect(secret).toBe('the-secret')
      expect(facts.id360Id).toBe(created.id)
      expect(facts.occurredAt).toBeGreaterThan(Date.now() - 600_000)
    }
    const steps = inbox.received.map(({ facts }) => facts).filter(({ kind }) => kind === 'intermediate')
    expect(steps.every(({ status, stepName, total }) => status === 'STARTED' && stepName && total)).toBe(true)

    const report = JSON.parse((await bytesOf(await client.report(created.id))).toString())
    expect(report).toMatchObject({ status: 'OK', client_reference: 'contract-12' })
    const files = Object.values<{ files?: { url: string }[] }>(report.documents).flatMap(
      (document) => document.files ?? [],
    )
    expect(files.length).toBeGreaterThan(0)
    for (const { url } of files)
      expect((await bytesOf(await client.documentFile(url))).byteLength).toBeGreaterThan(0)

    const slip = await client.proofSlip(created.id)
    expect(slip.contentType).toContain('application/pdf')
    const slipBytes = await bytesOf(slip)
    expect(slipBytes.byteLength).toBe(slip.contentLength)
    expect(slipBytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect((await bytesOf(await client.idclaim(created.id))).subarray(0, 2).toString()).toBe('PK')
    expect((await stats()).logins).toBe(1)
  })

  it('agree on who may read an archived report, and on the second factor', async () => {
    const { clientOf, control, stats } = await startDeskAndSandbox()
    const application = clientOf()
    const created = await application.createEnrollment(ACCOUNT_OPENING, bodyFor((await startInbox()).url))
    await control('POST', `/enrollments/${created.id}/walk`, { outcome: 'KO' })
    expect(await failureOf(application.archivedReport(created.id))).toMatchObject({ kind: 'unauthorized' })
    expect((await bytesOf(await clientOf(USER).archivedReport(created.id))).byteLength).toBeGreaterThan(0)
    expect(await failureOf(clientOf(ADMIN).whoami())).toMatchObject({ kind: 'refused_credentials' })
    expect(await clientOf({ ...ADMIN, secondFactorToken: '123456' }).whoami()).toBeTypeOf('object')
    expect((await stats()).logins).toBe(4)
  })

  it('agree that a report comes only after the verdict, and that an old one is gone', async () => {
    const { clientOf, control } = await startDeskAndSandbox()
    const client = clientOf()
    const created = await client.createEnrollment(ACCOUNT_OPENING, bodyFor((await startInbox()).url))
    expect(await failureOf(client.report(created.id))).toMatchObject({ name: 'Id360Error', sent: 'yes' })
    expect((await bytesOf(await client.report(created.id, { draft: true }))).byteLength).toBeGreaterThan(0)
    await control('POST', `/enrollments/${created.id}/walk`, { outcome: 'KO' })
    expect(JSON.parse((await bytesOf(await client.report(created.id))).toString())).toMatchObject({
      status: 'KO',
    })
    await control('PUT', `/enrollments/${created.id}/report`, { expired: true })
    expect(await failureOf(client.report(created.id))).toMatchObject({ kind: 'not_found', status: 404 })
    expect(await failureOf(client.getEnrollment('999999'))).toMatchObject({ kind: 'not_found' })
  })

  it('agree on what a refused creation says', async () => {
    const { clientOf } = await startDeskAndSandbox()
    const unknownProcess = '4f2b1c9e-0000-4000-8000-000000000001'
    const error = await failureOf(clientOf().createEnrollment(unknownProcess, bodyFor('http://127.0.0.1:9/')))
    expect(error).toMatchObject({ kind: 'not_found' })
    expect(mayHaveBeenDone(error)).toBe(false)
    expect(await failureOf(clientOf().flow.enrollmentInfo('k'.repeat(31)))).toMatchObject({
      kind: 'unauthorized',
    })
  })
})

describe('the session against the sandbox', () => {
  it('costs one login for a hundred calls that meet an expired token', async () => {
    const { clientOf, control, stats } = await startDeskAndSandbox()
    const client = clientOf()
    const created = await client.createEnrollment(ACCOUNT_OPENING, bodyFor('http://127.0.0.1:9/'))
    await control('POST', '/tokens/expire')
    await Promise.all(Array.from({ length: 100 }, () => client.getEnrollment(created.id)))
    expect((await stats()).logins).toBe(2)
  })

  it('outlives the life of a token by whoami alone', async () => {
    const { clientOf, stats } = await startDeskAndSandbox({ tokenTtlS: 1.5 })
    const client = clientOf({ tokenLifeMs: 1_500, keepAliveAfterMs: 100 })
    await client.whoami()
    const loggedInAt = client.session.state().lastLoginAt ?? 0
    await until(() => (client.session.state().lastCallAt ?? 0) > loggedInAt + 3_200)
    await client.whoami()
    expect((await stats()).logins).toBe(1)
  })

  it('does not hammer ID360 with refused credentials', async () => {
    const { clientOf, stats } = await startDeskAndSandbox()
    const client = clientOf({ password: 'wrong' })
    for (let call = 0; call < 10; call += 1) {
      expect(await failureOf(client.whoami())).toMatchObject({ kind: 'refused_credentials' })
    }
    expect((await stats()).logins).toBe(1)
  })
})

describe('the faults of ID360', () => {
  it('leave a creation unconfirmed when its answer is lost, and it is there indeed', async () => {
    const { clientOf, control, stats } = await startDeskAndSandbox()
    const client = clientOf({ timeouts: { defaultMs: 300 } })
    await client.whoami()
    for (const action of ['stall', 'reset', 'status']) {
      await control('PUT', '/faults', {
        rules: [{ pathPattern: '/process/.*/enrollment$', action, when: 'after', times: 1 }],
      })
      const error = await failureOf(client.createEnrollment(ACCOUNT_OPENING, bodyFor('http://127.0.0.1:9/')))
      expect(error).toMatchObject({ operation: 'create_enrollment', sent: 'maybe' })
      expect(mayHaveBeenDone(error)).toBe(true)
    }
    const { total } = (await control('GET', '/enrollments')) as { total: number }
    expect(total).toBe(3)
    expect((await stats()).calls.create_enrollment).toBe(3)
  })

  it('are survived by reading again: 503, 429, reset, stall', async () => {
    const { clientOf, control } = await startDeskAndSandbox()
    const client = clientOf({ timeouts: { defaultMs: 300 } })
    const created = await client.createEnrollment(ACCOUNT_OPENING, bodyFor('http://127.0.0.1:9/'))
    for (const fault of [
      { action: 'status', status: 503 },
      { action: 'status', status: 429, retryAfter: 1 },
      { action: 'reset' },
      { action: 'stall' },
    ]) {
      await control('PUT', '/faults', { rules: [{ pathPattern: '/enrollment/\\d+$', times: 2, ...fault }] })
      expect(await client.getEnrollment(created.id)).toMatchObject({ id: created.id })
    }
  })

  it('never pass for evidence: truncated, malformed, too large', async () => {
    const { clientOf, control } = await startDeskAndSandbox()
    const client = clientOf({ maxReportBytes: 1_000_000 })
    const created = await client.createEnrollment(ACCOUNT_OPENING, bodyFor((await startInbox()).url))
    await control('POST', `/enrollments/${created.id}/walk`, { outcome: 'OK' })
    await control('PUT', '/faults', { rules: [{ pathPattern: '/(report|proof_slip)$', action: 'truncate' }] })
    for (const fetchEvidence of [() => client.report(created.id), () => client.proofSlip(created.id)]) {
      const failure = await failureOf(fetchEvidence().then(bytesOf))
      expect(failure).toMatchObject({ kind: 'malformed_answer' })
    }
    await control('PUT', '/faults', { rules: [{ pathPattern: '/enrollment/\\d+$', action: 'malformed' }] })
    expect(await failureOf(client.getEnrollment(created.id))).toMatchObject({ kind: 'malformed_answer' })
    await control('DELETE', '/faults')
    await control('PUT', `/enrollments/${created.id}/report`, { reportSizeBytes: 3_000_000 })
    expect(await failureOf(client.report(created.id).then(bytesOf))).toMatchObject({ kind: 'too_large' })
  })
})
