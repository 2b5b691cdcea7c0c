import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type ClientRequest, request } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { migrateStore } from '@/db/open-store'
import { DEMO_STAFF, seedDemo } from '@/lib/demo'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { freePort, runDesk, type Server } from '@/scripts/run-server'
import { actionIdOf } from './access-doors'
import { cookiesOf } from './desk-without-proxy'

const SENT_BYTES = 20 * 2 ** 20
const PIECE = randomBytes(256 * 1024)
const AT_ONCE = 6
/** What one after the other may cost at most: what is held of six bodies at once would be 120 MiB. */
const MOST_GROWTH_BYTES = 64 * 2 ** 20

let directory: string
let desk: Server
let cookie: string

test.beforeAll(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'desk-limits-'))
  const port = await freePort()
  const env = { DATA_DIR: directory, PORT: String(port), LOG_LEVEL: 'silent', WORKER: 'off' }
  const settings = parseSettings({ ...env, PUBLIC_URL: `http://127.0.0.1:${port}` })
  await migrateStore(settings.DATABASE_URL)
  const opened = openDesk(settings)
  const system = contextFor({ kind: 'system', name: 'test' }, opened)
  await seedDemo(system)
  // One person of every role: whoever is refused by a limit is refused by nothing else.
  const [person] = DEMO_STAFF
  if (!person) throw new Error('the demo has nobody')
  const { staff } = opened.store.tables
  const roles = DEMO_STAFF.flatMap((one) => one.roles)
  await opened.store.tx((tx) => tx.update(staff).set({ roles }).where(eq(staff.email, person.email)))
  await opened.close()
  desk = await runDesk({ port, env: { ...env, PUBLIC_URL: settings.PUBLIC_URL }, output: 'inherit' })
  cookie = await cookiesOf(desk.url, person)
})
test.afterAll(async () => {
  await desk?.stop()
  rmSync(directory, { recursive: true, force: true })
})

type Kind = { path: string; method?: string; headers?: Record<string, string>; status: number[] }

const FORM = 'application/x-www-form-urlencoded'
const MULTIPART = 'multipart/form-data; boundary=edge'

/** Every kind of thing that reads a body, and those that read none. `status`: the answers that are a refusal. */
const kinds = (): Record<string, Kind> => ({
  'an action': {
    path: '/',
    headers: {
      'next-action': actionIdOf('searchEnrollmentsAction'),
      'content-type': 'text/plain;charset=UTF-8',
    },
    status: [413, 500],
  },
  'an action, as a form': {
    path: '/sign-in',
    headers: { 'next-action': actionIdOf('chooseLanguageAction'), 'content-type': MULTIPART },
    status: [413, 500],
  },
  'an action that does not exist': {
    path: '/',
    headers: { 'next-action': 'f'.repeat(42), 'content-type': 'text/plain;charset=UTF-8' },
    status: [404, 409, 413],
  },
  'a form without script': { path: '/sign-in', headers: { 'content-type': MULTIPART }, status: [413, 500] },
  'a page that takes nothing': {
    path: '/enrollments',
    headers: { 'content-type': FORM },
    status: [405, 413],
  },
  'the sign-in': { path: '/api/auth/callback/credentials', headers: { 'content-type': FORM }, status: [413] },
  'the sign-out': { path: '/api/auth/signout', headers: { 'content-type': FORM }, status: [413] },
  'the original of a pack': {
    path: '/api/evidence/pack/1',
    headers: { 'content-type': FORM },
    status: [413],
  },
  'a picture for ID360': {
    path: '/api/enrollments/1/assist/id_document_image/0?total=1',
    method: 'PUT',
    headers: { 'content-type': 'image/jpeg' },
    status: [404, 413, 415],
  },
  'a callback': { path: '/api/callbacks/id360/nowhere', status: [413] },
  'the route of benches': { path: '/api/bench', status: [404] },
  'a route that takes no body': { path: '/api/health', status: [405] },
  'a route that does not exist': { path: '/api/nowhere', status: [404] },
})

test('nothing takes 20 MB, and nothing holds them in memory', async () => {
  test.setTimeout(180_000)
  // Once each, so that what is loaded at first use is loaded.
  for (const kind of Object.values(kinds())) await pour(kind, { announced: true })
  const told: string[] = []
  for (const [name, kind] of Object.entries(kinds())) {
    for (const announced of [true, false]) {
      const before = startMeasuring()
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => pour(kind, { announced })))
      const growth = peak() - before
      told.push(
        `${name}${announced ? '' : ', in pieces'}: ${answers[0]?.status}, +${Math.round(growth / 2 ** 20)} MiB`,
      )
      for (const { status } of answers) {
        // 0: the line was cut before an answer could be read, which is a refusal too.
        expect({ name, announced, status, refused: [0, ...kind.status].includes(status) }).toMatchObject({
          refused: true,
        })
      }
      expect({ name, announced, growth, small: growth < MOST_GROWTH_BYTES }).toMatchObject({ small: true })
    }
  }
  expect((await fetch(`${desk.url}/api/health`)).status).toBe(200)
  console.log(`20 MB × ${AT_ONCE} at once:\n  ${told.join('\n  ')}`)
})

/** Resident memory now, from where its peak is counted. */
function startMeasuring(): number {
  writeFileSync(`/proc/${desk.process.pid}/clear_refs`, '5')
  return resident('VmRSS')
}

const peak = () => resident('VmHWM')

function resident(what: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${desk.process.pid}/status`, 'utf8')
  return Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024
}

/** Sends 20 MB as fast as they are taken, until they are refused. `announced`: with their length, or in pieces. */
function pour(kind: Kind, { announced }: { announced: boolean }): Promise<{ status: number }> {
  const { path: address, method = 'POST', headers = {} } = kind
  const origin = { origin: desk.url, 'sec-fetch-site': 'same-origin' }
  return new Promise((resolve) => {
    const length = announced ? { 'content-length': String(SENT_BYTES) } : { 'transfer-encoding': 'chunked' }
    const sent = request(
      desk.url + address,
      { method, headers: { cookie, ...origin, ...headers, ...length } },
      (answer) => {
        answer.resume()
        answer.on('close', () => {
          resolve({ status: answer.statusCode ?? 0 })
          sent.destroy()
        })
      },
    )
    sent.on('error', () => resolve({ status: 0 }))
    sent.on('close', () => resolve({ status: 0 }))
    write(sent, SENT_BYTES / PIECE.length)
  })
}

function write(sent: ClientRequest, pieces: number) {
  if (sent.destroyed) return
  if (pieces === 0) sent.end()
  else if (sent.write(PIECE)) setImmediate(() => write(sent, pieces - 1))
  else sent.once('drain', () => write(sent, pieces - 1))
}
