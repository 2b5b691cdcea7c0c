import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toResponse } from '@/app/_errors/to-response'
import { CALLBACK_SECRET_HEADER } from '@/lib/callbacks/callback-secret'
import { consoleToLog } from '@/lib/console-to-log'
import { id360Clients } from '@/lib/desk'
import { createEnrollment } from '@/lib/enrollments/create-enrollment'
import { listEnrollments } from '@/lib/enrollments/list-enrollments'
import { showLink } from '@/lib/enrollments/show-link'
import { type RunningSandbox, startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { jobHandlers } from '@/lib/jobs/handlers'
import { runDueJobs } from '@/lib/jobs/run-worker'
import { onJobEnqueued, wakeWorkers } from '@/lib/jobs/wake-workers'
import { nameRequests, outsideRequests, REQUEST_ID_HEADER, requestId } from '@/lib/request-id'
import { signIn } from '@/lib/staff/sign-in'
import { addEnrollment } from '../fixtures/add-enrollment'
import { type CallbackServer, startCallbackServer } from '../fixtures/callback-server'
import { capturedLog } from '../fixtures/captured-log'
import { finalBody } from '../fixtures/send-callback'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

/** An HTTP server that answers with what `work` makes of a request, and logs a line of its own. */
async function serving(work: (path: string) => Promise<unknown>) {
  const server: Server = createServer(async (request, response) => {
    response.end(JSON.stringify(await work(request.url ?? '')))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

describe.each(ENGINES)('the lines of a request, with a store on %s,', (engine) => {
  let desk: TestDesk
  beforeAll(async () => {
    nameRequests()
    desk = await openTestDesk(engine)
  })
  afterAll(() => desk.close())

  it('bear the id that its answer carries, and never another one inside transactions that wait for each other', async () => {
    const { log, lines } = capturedLog()
    const everybodyWaits = Promise.withResolvers<void>()
    const holder = desk.store.tx(() => everybodyWaits.promise)
    let waiting = 0
    const server = await serving(async (path) => {
      log.info({ path }, 'before')
      waiting += 1
      if (waiting === 20) everybodyWaits.resolve()
      await desk.store.tx(async () => {
        log.info({ path }, 'inside')
      })
      log.info({ path }, 'after')
      return requestId()
    })
    const asked = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const answer = await fetch(`${server.url}/${index}`, { headers: { [REQUEST_ID_HEADER]: 'mine' } })
        return { path: `/${index}`, id: answer.headers.get(REQUEST_ID_HEADER), told: await answer.json() }
      }),
    )
    await Promise.all([holder, server.close()])
    expect(new Set(asked.map(({ id }) => id)).size).toBe(20)
    for (const { path, id, told } of asked) {
      expect(id).toMatch(/^[0-9a-f]{12}$/)
      expect(told).toBe(id)
      const own = lines().filter((line) => line.path === path)
      expect(own.map(({ msg, requestId: of }) => [msg, of])).toEqual([
        ['before', id],
        // SQLite's one writer works for all in turn, in nobody's name.
        ['inside', engine === 'sqlite' ? undefined : id],
        ['after', id],
      ])
    }
  })
})

describe('a request id', () => {
  beforeAll(() => nameRequests())

  it('is not inherited by the work that the request only woke', async () => {
    const seen: (string | null)[] = []
    const forget = onJobEnqueued(() => seen.push(requestId()))
    const server = await serving(async () => {
      wakeWorkers()
      seen.push(requestId())
      return null
    })
    await fetch(server.url)
    await server.close()
    forget()
    expect(seen).toEqual([null, expect.stringMatching(/^[0-9a-f]{12}$/)])
    expect(outsideRequests(requestId)).toBeNull()
  })

  it('is the reference of an error that nobody expected, and finds it in the log', async () => {
    const { log, lines, text } = capturedLog()
    Object.assign(globalThis, { __id360Desk: { log } })
    const server = await serving(async () => {
      const failed = toResponse(new Error('the disk is on fire'))
      return failed.json()
    })
    const answer = await fetch(server.url)
    const id = answer.headers.get(REQUEST_ID_HEADER)
    expect(await answer.json()).toMatchObject({ code: 'UNEXPECTED', message: { values: { id } } })
    await server.close()
    Object.assign(globalThis, { __id360Desk: undefined })
    expect(lines()).toMatchObject([{ errorId: id, requestId: id, reason: 'the disk is on fire' }])
    expect(text()).toContain('system-log.test.ts')
  })
})

const PERSON = {
  lastName: 'Zébulonsky',
  firstName: 'Apollinarine',
  email: 'apollinarine.zebulonsky@example.org',
  phone: '+33639981234',
  addressLine1: '12 impasse des Girouettes',
  city: 'Vaubreuil-Inventée',
  clientReference: 'REF-SECRETE-4711',
}

describe.each(ENGINES)('the log of a day of work on %s', (engine) => {
  let sandbox: RunningSandbox
  let callbacks: CallbackServer
  let desk: TestDesk
  const captured = capturedLog()
  const secrets = new Set<string>()

  beforeAll(async () => {
    nameRequests()
    sandbox = await startSandbox({ port: 0, dataDir: ':memory:' })
    callbacks = await startCallbackServer()
    const opened = await openTestDesk(engine, { id360BaseUrl: sandbox.url, publicUrl: callbacks.url })
    const clients = id360Clients(opened.settings, (event) => captured.log.debug({ id360: event }, 'id360'))
    const own = { ...clients, log: captured.log }
    desk = { ...opened, ...own, as: (actor) => ({ ...opened.as(actor), ...own }) }
    callbacks.serve(desk)
  })
  afterAll(async () => {
    desk.id360.close()
    await desk.close()
    await callbacks.close()
    await sandbox.close()
  })

  it('tells what was done, and names nobody and no secret', async () => {
    const agent = desk.as(desk.staff.support)
    const created = await createEnrollment(agent, {
      submissionKey: uuidv7(),
      processId: desk.processId,
      groupId: desk.groupId,
      language: 'fr',
      ...PERSON,
    })
    const { url } = await showLink(agent, { enrollmentId: created.enrollmentId, language: 'fr' })
    secrets.add(/#\/enrollment\/([^?]+)/.exec(url)?.[1] ?? '')
    await listEnrollments(agent, { search: PERSON.lastName })
    await expect(
      signIn(desk.as({ kind: 'anonymous' }), { email: PERSON.email, password: 'un-mot-de-passe-prive' }),
    ).rejects.toThrow()
    // A callback that cannot be read, one that can, one with a wrong secret, each by HTTP.
    const inbox = await addEnrollment(desk)
    secrets.add(inbox.secret)
    for (const [secret, body] of [
      [inbox.secret, `{"status": "${PERSON.lastName}`],
      [inbox.secret, JSON.stringify({ ...finalBody('KO'), name: PERSON.lastName, mail: PERSON.email })],
      [`${inbox.secret}-${PERSON.lastName}`, JSON.stringify(finalBody('OK'))],
    ] as const) {
      await fetch(`${callbacks.url}/api/callbacks/id360/${inbox.inboxId}`, {
        method: 'POST',
        headers: { [CALLBACK_SECRET_HEADER]: secret },
        body,
      })
    }
    await runDueJobs(desk, jobHandlers)
    // The database refuses a row whose values are a person's: drizzle's message quotes them.
    const failing = desk.store.read.rows(
      sql`select ${PERSON.lastName} as a, ${PERSON.email} as b from nowhere_at_all`,
    )
    const failure = await failing.then(
      () => null,
      (error: unknown) => error,
    )
    expect(String(failure)).toContain('nowhere_at_all')
    toResponse(failure)
    const restore = consoleToLog(captured.log)
    console.error('⨯', failure, { digest: '1234', person: PERSON })
    console.warn(`Failed query: select ? params: ${PERSON.lastName}`)
    restore()
    captured.log.info({ person: PERSON, enrollment: { person: PERSON }, token: 'abc-token' }, 'careless')

    const said = captured.lines().map(({ msg }) => msg)
    expect(said).toEqual(
      expect.arrayContaining([
        'id360',
        'sign-in refused',
        'job failed',
        'unexpected error',
        'printed by a library',
      ]),
    )
    const text = captured.text()
    const { ID360_PASSWORD, AUTH_SECRET } = desk.settings
    const personal = [PERSON.lastName, PERSON.firstName, PERSON.email, PERSON.phone, PERSON.clientReference]
    const never = [...personal, ID360_PASSWORD, AUTH_SECRET, 'un-mot-de-passe-prive', 'abc-token', ...secrets]
    for (const word of never) {
      expect(word.length).toBeGreaterThan(5)
      expect(text.toLowerCase()).not.toContain(word.toLowerCase())
    }
  })

  it('gives each line of a callback the id that its answer carries', async () => {
    const before = captured.lines().length
    const inbox = await addEnrollment(desk)
    const answer = await fetch(`${callbacks.url}/api/callbacks/id360/${inbox.inboxId}`, {
      method: 'POST',
      headers: { [CALLBACK_SECRET_HEADER]: inbox.secret },
      body: '{"status": "unreadable',
    })
    const id = answer.headers.get(REQUEST_ID_HEADER)
    const lines = captured.lines().slice(before)
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) expect(line.requestId).toBe(id)
  })
})
