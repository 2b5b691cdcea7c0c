import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { orPageError } from '@/app/_errors/page-error'
import { toResponse } from '@/app/_errors/to-response'
import { GET as readMetrics } from '@/app/api/metrics/route'
import type { Context } from '@/lib/context'
import { id360Clients, logCall } from '@/lib/desk'
import { createEnrollment } from '@/lib/enrollments/create-enrollment'
import { getEnrollment } from '@/lib/enrollments/get-enrollment'
import { runTool } from '@/lib/id360-sandbox/testing/run-tool'
import { nameRequests, noteRequestStaff, outsideRequests } from '@/lib/request-id'
import { SECURITY_EVENTS } from '@/lib/security-event'
import { acceptInvite } from '@/lib/staff/accept-invite'
import { changePassword } from '@/lib/staff/change-password'
import { listStaff } from '@/lib/staff/list-staff'
import { signIn } from '@/lib/staff/sign-in'
import { addEnrollment } from '../fixtures/add-enrollment'
import { type CallbackServer, startCallbackServer } from '../fixtures/callback-server'
import { capturedLog } from '../fixtures/captured-log'
import { finalBody } from '../fixtures/send-callback'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const PASSWORD = 'quatre hérons au bord du lac'
const TOKEN = 'a-token-of-prometheus'

describe.each(ENGINES)('what is refused, on %s,', (engine) => {
  const { log, lines, text } = capturedLog()
  let desk: TestDesk
  let callbacks: CallbackServer
  let anonymous: Context

  beforeAll(async () => {
    nameRequests()
    const opened = await openTestDesk(engine, { env: { METRICS_TOKEN: TOKEN } })
    desk = { ...opened, log, as: (actor) => ({ ...opened.as(actor), log }) }
    anonymous = desk.as({ kind: 'anonymous' })
    callbacks = await startCallbackServer()
    callbacks.serve(desk)
  })
  afterAll(async () => {
    await callbacks.close()
    await desk.close()
  })

  /** The events that `work` left in the log, without what every line has. */
  async function eventsOf(work: () => Promise<unknown>) {
    const before = lines().length
    await work()
    return lines()
      .slice(before)
      .filter(({ security }) => security !== undefined)
      .map(({ time, msg, level, requestId, ...facts }) => facts)
  }

  it('a verb that the roles do not allow is told with who asked and what for, by action, route and page', async () => {
    const support = desk.as(desk.staff.support)
    const reason = `${desk.staff.support.id} lacks staff.manage`
    const refused = () => listStaff(support, {})
    expect(await eventsOf(() => refused().catch(toResponse))).toEqual([
      { security: 'access.refused', reason },
    ])
    expect(await eventsOf(() => orPageError(refused()).catch(() => {}))).toEqual([
      { security: 'access.refused', reason },
    ])
    expect(await eventsOf(() => listStaff(anonymous, {}).catch(toResponse))).toEqual([
      { security: 'access.signed_out', reason: 'staff.manage needs a signed-in person' },
    ])
  })

  it('a file of another group is told apart from one that does not exist, in the log and nowhere else', async () => {
    const { id: enrollmentId } = await addEnrollment(desk)
    const { enrollment } = desk.store.tables
    await desk.store.tx((tx) =>
      tx
        .update(enrollment)
        .set({ groupId: desk.otherGroupId })
        .where(eq(enrollment.id, enrollmentId))
        .returning({ id: enrollment.id }),
    )
    const elsewhere = desk.as({ ...desk.staff.support, groupIds: [desk.groupId] })
    const answers: unknown[] = []
    const ask = (id: string) => () =>
      getEnrollment(elsewhere, { enrollmentId: id }).catch(async (error: unknown) => {
        answers.push(await toResponse(error).json())
      })
    expect(await eventsOf(ask(enrollmentId))).toEqual([
      { security: 'access.other_group', staffId: desk.staff.support.id, enrollmentId },
    ])
    expect(await eventsOf(ask(uuidv7()))).toEqual([])
    expect(answers[0]).toEqual(answers[1])
  })

  it('input that no form sends is told by the names of its fields, without what came', async () => {
    const hostile = { search: { $ne: 'Robertine' } } as never
    const [event] = await eventsOf(() => listStaff(desk.as(desk.staff.admin), hostile).catch(toResponse))
    expect(event).toEqual({ security: 'input.refused', fields: ['search: invalid_type'] })
    expect(text()).not.toContain('Robertine')
    // A form with a mistake is a daily matter, not an alarm.
    const mistaken = () =>
      createEnrollment(desk.as(desk.staff.support), {
        submissionKey: uuidv7(),
        processId: desk.processId,
        groupId: desk.groupId,
        language: 'fr',
        email: 'not an address',
      })
    expect(await eventsOf(() => mistaken().catch(toResponse))).toEqual([])
  })

  it('a throttled sign-in, a wrong present password and a link that is none are told, and name nobody', async () => {
    const email = 'support@desk.example'
    const guess = () => signIn(anonymous, { email, password: 'a-guess-of-somebody' }).catch(() => {})
    const guessing = await eventsOf(async () => {
      for (let tries = 0; tries < 7; tries += 1) await guess()
    })
    expect(guessing.filter(({ security }) => security === 'sign_in.blocked').at(-1)).toMatchObject({
      account: expect.stringMatching(/^[\w-]{12}$/),
      minutes: 1,
    })
    const wrong = { current: 'not-my-password', password: PASSWORD }
    const changing = () => changePassword(desk.as(desk.staff.admin), wrong)
    expect(await eventsOf(() => changing().catch(() => {}))).toEqual([
      { security: 'password.refused', staffId: desk.staff.admin.id },
    ])
    const accepting = () =>
      acceptInvite(anonymous, { secret: 'made-up-secret', name: 'X', password: PASSWORD })
    expect(await eventsOf(() => accepting().catch(() => {}))).toEqual([{ security: 'invite.refused' }])
    for (const word of [email, 'a-guess-of-somebody', 'not-my-password', PASSWORD, 'made-up-secret']) {
      expect(text()).not.toContain(word)
    }
  })

  it('a callback with a wrong secret and a reader of metrics without the token are told', async () => {
    const { inboxId } = await addEnrollment(desk)
    const body = JSON.stringify(finalBody('OK'))
    const sending = () =>
      fetch(`${callbacks.url}/api/callbacks/id360/${inboxId}`, { method: 'POST', body }).then((answer) =>
        expect(answer.status).toBe(404),
      )
    expect(await eventsOf(sending)).toEqual([{ security: 'callback.refused', bytes: body.length }])
    const reading = (token: string) => () =>
      readMetrics(new Request('http://desk.example', { headers: { authorization: `Bearer ${token}` } }))
    expect(await eventsOf(reading('a-guessed-token'))).toEqual([{ security: 'metrics.refused' }])
    expect(await eventsOf(reading(TOKEN))).toEqual([])
    expect(text()).not.toContain('guessed')
  })
})

describe('the log', () => {
  it('says in each line who sent the request, once that is known, and mixes nobody up', async () => {
    nameRequests()
    const { log, lines } = capturedLog()
    const server: Server = createServer(async (request, response) => {
      const who = (request.url ?? '').slice(1)
      log.info({ who }, 'before')
      noteRequestStaff(who)
      await new Promise(setImmediate)
      log.info({ who }, 'after')
      outsideRequests(() => {
        noteRequestStaff('nobody')
        log.info({ who }, 'elsewhere')
      })
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await Promise.all(Array.from({ length: 20 }, (_, index) => fetch(`http://127.0.0.1:${port}/s${index}`)))
    await new Promise((resolve) => server.close(resolve))
    expect(lines()).toHaveLength(60)
    for (const { msg, who, staffId } of lines()) expect(staffId).toBe(msg === 'after' ? who : undefined)
  })

  it('takes no line from what somebody sent: line breaks and control characters stay inside their value', () => {
    const { log, lines, text } = capturedLog()
    const sent = 'x\n{"level":30,"msg":"staff.signed_in"}\r\n\u001b[2K\u2028\u0000'
    log.warn({ reason: sent, [sent]: 1 }, sent)
    expect(text().trimEnd()).not.toMatch(/[\p{Cc}]/u)
    expect(lines()).toHaveLength(1)
    expect(lines()[0]).toMatchObject({ reason: sent, msg: sent })
  })

  it('tells an error by its facts: a message that quotes what was typed is left out', () => {
    const { log, lines, text } = capturedLog()
    const cause = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })
    log.error(
      { err: new Error('Failed query: select ?\nparams: robertine@example.org', { cause }) },
      'failed',
    )
    expect(text()).not.toContain('robertine')
    expect(lines()[0]).toMatchObject({ err: { reason: 'database is locked', systemCode: 'SQLITE_BUSY' } })
  })

  it('has its times in UTC', () => {
    const { log, lines } = capturedLog()
    log.info('now')
    expect(lines()[0]?.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  it('warns of each call that ID360 or the way there failed, a certificate nobody vouches for among them', async () => {
    const { log, lines } = capturedLog()
    const directory = mkdtempSync(path.join(os.tmpdir(), 'desk-tls-'))
    const fileOf = (name: string) => path.join(directory, name)
    const made = await runTool(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
        ...['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'],
        ...['-keyout', fileOf('key.pem'), '-out', fileOf('cert.pem')],
      ],
      directory,
    )
    expect(made.ok, made.output).toBe(true)
    let asked = 0
    const credentials = {
      key: readFileSync(fileOf('key.pem')),
      cert: readFileSync(fileOf('cert.pem')),
    }
    const stranger = createTlsServer(credentials, (_, response) => {
      asked += 1
      response.end('{"token":"x"}')
    })
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
    const { port } = stranger.address() as AddressInfo
    const desk = await openTestDesk('sqlite', { id360BaseUrl: `https://127.0.0.1:${port}` })
    const { id360 } = id360Clients(desk.settings, (event) => logCall(log, event))
    await expect(id360.whoami()).rejects.toThrow()
    id360.close()
    await desk.close()
    await new Promise((resolve) => stranger.close(resolve))
    rmSync(directory, { recursive: true, force: true })
    // Neither name nor password left: the certificate comes first.
    expect(asked).toBe(0)
    const warned = lines().filter(({ level }) => level === 40)
    expect(warned.length).toBeGreaterThan(0)
    expect(warned[0]).toMatchObject({ id360: { kind: 'login', errorKind: 'unreachable' } })
  })

  it('and every event it knows is explained in docs/security.md, and no other', () => {
    const explained = [...readFileSync('docs/security.md', 'utf8').matchAll(/^\| `([a-z_]+\.[a-z_]+)` \|/gm)]
    expect(explained.map(([, event]) => event).sort()).toEqual([...SECURITY_EVENTS].sort())
  })
})
