import { request } from 'node:http'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CALLBACK_SECRET_HEADER } from '@/lib/callbacks/callback-secret'
import { startDraining } from '@/lib/callbacks/draining'
import { MAX_CALLBACK_BYTES } from '@/lib/callbacks/receive-callback'
import { addEnrollment } from '../fixtures/add-enrollment'
import { type CallbackServer, startCallbackServer } from '../fixtures/callback-server'
import { finalBody } from '../fixtures/send-callback'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

describe.each(ENGINES)('callbacks over HTTP on %s', (engine) => {
  let server: CallbackServer
  let desk: TestDesk
  beforeAll(async () => {
    server = await startCallbackServer()
    desk = await openTestDesk(engine)
    server.serve(desk)
  })
  afterAll(async () => {
    await server.close()
    await desk.close()
  })

  const post = (inboxId: string, secret: string | null, body: BodyInit, method = 'POST') =>
    fetch(`${server.url}/api/callbacks/id360/${inboxId}`, {
      method,
      headers: { 'content-type': 'application/json', ...(secret && { [CALLBACK_SECRET_HEADER]: secret }) },
      body: method === 'GET' ? null : body,
    })
  const answerOf = async (response: Response) => {
    const { date: _, ...headers } = Object.fromEntries(response.headers)
    return { status: response.status, headers, body: await response.text() }
  }
  const statusOf = async ({ id }: { id: string }) => {
    const { enrollment } = desk.store.tables
    const [row] = await desk.store.read.select().from(enrollment).where(eq(enrollment.id, id))
    return row?.status
  }

  it('answers 200 to a callback once it is committed, and to the same one again', async () => {
    const added = await addEnrollment(desk)
    const body = JSON.stringify(finalBody('OK'))
    expect(await answerOf(await post(added.inboxId, added.secret, body))).toMatchObject({
      status: 200,
      body: '{}',
    })
    expect(await statusOf(added)).toBe('OK')
    expect((await post(added.inboxId, added.secret, body)).status).toBe(200)
  })

  it('answers 200 to what it cannot read, for ID360 would only send it again', async () => {
    const added = await addEnrollment(desk)
    for (const body of ['{"status": "O', '', '\u0000', '[1]']) {
      expect((await post(added.inboxId, added.secret, body)).status).toBe(200)
    }
    expect(await statusOf(added)).toBe('NEW')
  })

  it('gives a wrong secret, a missing one, an unknown inbox and another method the very same 404', async () => {
    const added = await addEnrollment(desk)
    const body = JSON.stringify(finalBody('OK'))
    const answers = await Promise.all([
      post(added.inboxId, 'not-the-secret', body),
      post(added.inboxId, null, body),
      post('AAAAAAAAAAAAAAAAAAAAAA', added.secret, body),
      post('%00', added.secret, body),
      post(added.inboxId, added.secret, body, 'PUT'),
      post(added.inboxId, added.secret, body, 'GET'),
    ])
    const [first, ...others] = await Promise.all(answers.map(answerOf))
    expect(first?.status).toBe(404)
    for (const other of others) expect(other).toEqual(first)
    expect(await statusOf(added)).toBe('NEW')
  })

  it('takes a body of exactly 256 KiB', async () => {
    const added = await addEnrollment(desk)
    const frame = JSON.stringify({ ...finalBody('KO'), filling: '' })
    const body = frame.replace('"filling":""', `"filling":"${'x'.repeat(MAX_CALLBACK_BYTES - frame.length)}"`)
    expect(Buffer.byteLength(body)).toBe(MAX_CALLBACK_BYTES)
    expect((await post(added.inboxId, added.secret, body)).status).toBe(200)
    expect(await statusOf(added)).toBe('KO')
  })

  it('refuses one byte more with 413, announced or not', async () => {
    const added = await addEnrollment(desk)
    expect((await post(added.inboxId, added.secret, 'x'.repeat(MAX_CALLBACK_BYTES + 1))).status).toBe(413)
    const status = await new Promise<number | undefined>((resolve, reject) => {
      // Chunked and without an end: only a count of the bytes can refuse it.
      const endless = request(`${server.url}/api/callbacks/id360/${added.inboxId}`, {
        method: 'POST',
        headers: { [CALLBACK_SECRET_HEADER]: added.secret },
      })
      endless.on('response', (response) => {
        resolve(response.statusCode)
        endless.destroy()
      })
      endless.on('error', reject)
      for (let i = 0; i < 5; i++) endless.write('x'.repeat(64 * 1024))
    })
    expect(status).toBe(413)
    expect(await statusOf(added)).toBe('NEW')
  })

  it('asks to come again, with 503, when it cannot commit or is about to stop', async () => {
    const added = await addEnrollment(desk)
    const closed = await openTestDesk(engine)
    await closed.store.close()
    server.serve({ ...closed, store: { ...closed.store, read: desk.store.read } })
    const busy = await post(added.inboxId, added.secret, JSON.stringify(finalBody('OK')))
    expect({ status: busy.status, again: busy.headers.get('retry-after') }).toEqual({
      status: 503,
      again: '5',
    })
    closed.id360.close()
    server.serve(desk)
    startDraining()
    const draining = await post(added.inboxId, added.secret, JSON.stringify(finalBody('OK')))
    Object.assign(globalThis, { __id360Draining: false })
    expect({ status: draining.status, again: draining.headers.get('retry-after') }).toEqual({
      status: 503,
      again: '5',
    })
    expect(await statusOf(added)).toBe('NEW')
  })
})
