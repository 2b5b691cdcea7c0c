import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { and, eq, inArray } from 'drizzle-orm'
import { migrateStore } from '@/db/open-store'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { createStaff } from '@/lib/staff/create-staff'
import { freePort, runDesk, type Server } from '@/scripts/run-server'
import { cookiesOf } from './desk-without-proxy'
import { expectAllKept, makeEnrollment } from './evidence-steps'
import { walk } from './sandbox-control'
import { type Answer, cookieOf, send } from './send-request'
import { deskUrl, staffPage } from './staff-page'

/** What every answer carries, whoever asks for whatever. */
const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
}
const NONCE = /'nonce-([A-Za-z0-9+/]{22}==)'/
const PAGE = {
  ...EVERYWHERE,
  'content-security-policy': expect.stringMatching(NONCE),
  'cache-control': expect.stringContaining('no-store'),
}
const DATA = {
  ...EVERYWHERE,
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'cache-control': expect.stringContaining('no-store'),
}
const DOWNLOAD = { ...DATA, 'content-disposition': expect.stringMatching(/^attachment; filename=/) }

/** Every page, also the one that says there is none; as the browser first asks for it, and as it walks on to it. */
const PAGES: [path: string, role: 'support' | 'manager' | null, status: number][] = [
  ['/sign-in', null, 200],
  ['/thanks?lang=fr', null, 200],
  ['/nowhere.pdf', null, 404],
  ['/', 'support', 200],
  ['/enrollments', 'support', 200],
  ['/enrollments/new', 'support', 200],
  ['/profile', 'support', 200],
  ['/usage', 'support', 403],
  ['/nowhere', 'support', 404],
  ['/enrollments/00000000-0000-7000-8000-000000000000', 'support', 404],
  ['/usage', 'manager', 200],
  ['/usage/exports', 'manager', 200],
]

test('every page has its headers, a nonce that no other answer had, and no script without it', async ({
  browser,
}) => {
  const cookies = {
    support: await cookieOf((await staffPage(browser, 'support')).context),
    manager: await cookieOf((await staffPage(browser, 'manager')).context),
  }
  const nonces = new Set<string>()
  for (const [address, role, status] of PAGES) {
    const cookie = role ? { cookie: cookies[role] } : undefined
    for (const rsc of [false, true]) {
      const headers: Record<string, string> = { ...cookie, ...(rsc && { rsc: '1' }) }
      const answer = await followed(address, headers)
      const seen = { address, rsc, status: rsc ? 200 : answer.status, headers: answer.headers }
      expect(seen).toMatchObject({ address, rsc, status: rsc ? 200 : status, headers: PAGE })
      const nonce = NONCE.exec(String(answer.headers['content-security-policy']))?.[1] ?? ''
      expect(nonces.has(nonce)).toBe(false)
      nonces.add(nonce)
      if (rsc) continue
      const scripts = answer.text.match(/<script\b[^>]*>/g) ?? []
      expect(scripts.length).toBeGreaterThan(2)
      expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([])
    }
  }
})

/** Next sends those who ask for data without its checksum to the address that has it. */
async function followed(address: string, headers: Record<string, string>): Promise<Answer> {
  const answer = await send(deskUrl(address), { headers })
  const { location } = answer.headers
  return location && headers.rsc ? send(new URL(location, deskUrl(address)).href, { headers }) : answer
}

test('whoever is not signed in is sent away without leaving a trace in a cache', async () => {
  const answer = await send(deskUrl('/enrollments'))
  expect(answer).toMatchObject({ status: 307, headers: { ...EVERYWHERE, 'cache-control': 'no-store' } })
})

test('data and downloads run nowhere, are kept by no cache, and are files for whoever opens them', async ({
  browser,
}) => {
  const made = await makeEnrollment({ prefix: 'HEAD' })
  await walk(made, { outcome: 'OK' })
  const { page, context } = await staffPage(browser, 'compliance')
  await page.goto(deskUrl(`${made.address}/proof-slip`))
  await expectAllKept(page)
  const cookie = await cookieOf(context)
  const slip = await hrefOf(page, 'Télécharger')
  await page.goto(deskUrl(`${made.address}/idclaim`))
  await page.getByRole('link', { name: 'Télécharger attestation.pdf' }).waitFor({ timeout: 40_000 })
  const entry = await hrefOf(page, 'Télécharger attestation.pdf')
  const pack = `/api/evidence/pack/${made.address.split('/').at(-1)}`
  const table: [address: string, headers: object, status?: number][] = [
    [slip, DOWNLOAD],
    [entry, DOWNLOAD],
    [pack, DOWNLOAD],
    [`${slip}/view`, { ...DATA, 'content-disposition': expect.stringMatching(/^inline; filename=/) }],
    ['/api/health', DATA],
    ['/api/auth/session', DATA],
    ['/api/auth/csrf', DATA],
    ['/api/nowhere', DATA, 404],
    ['/api/metrics', DATA, 404],
    ['/api/evidence/nowhere', DATA, 404],
    ['/api/usage/exports/nowhere', DATA, 403],
  ]
  for (const [address, headers, status = 200] of table) {
    const answer = await send(deskUrl(address), { headers: { cookie } })
    expect({ address, status: answer.status, headers: answer.headers }).toMatchObject({
      address,
      status,
      headers,
    })
  }
  await test.step('a page of another site gets nothing, and leaves no trace, whatever it makes a browser do', async () => {
    const asked = [slip, `${slip}/view`, entry, `${entry}?preview`, pack, '/api/audit/export?format=csv']
    // Somebody of their own: others of the run read evidence meanwhile.
    const person = await newComplianceOfficer()
    const cookie = await cookiesOf(deskUrl(''), person)
    const auditRows = () => looksOf(person.email)
    expect(await auditRows()).toBe(0)
    for (const address of [...asked, '/api/usage/exports/nowhere']) {
      for (const from of READ_FROM_ELSEWHERE) {
        const answer = await send(deskUrl(address), { headers: { cookie, ...from } })
        expect({ address, from, status: answer.status, headers: answer.headers }).toMatchObject({
          address,
          from,
          status: 403,
          headers: { ...DATA, 'content-type': 'text/plain; charset=utf-8' },
        })
        expect(answer.text).toContain('ne s’ouvre que depuis une page d’ID360 Desk')
      }
    }
    expect(await auditRows()).toBe(0)
    // The address typed, or opened anew: it is the person's own wish, but for files that are made once.
    const typed = { cookie, 'sec-fetch-site': 'none' }
    expect((await send(deskUrl(slip), { headers: typed })).status).toBe(200)
    expect((await send(deskUrl('/api/audit/export?format=csv'), { headers: typed })).status).toBe(403)
    expect(await auditRows()).toBe(1)
  })
})

/** What a hostile page, or a mail read in a browser, can make a browser ask for. */
const READ_FROM_ELSEWHERE: Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
  { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
  { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
  { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
  { origin: 'https://evil.example' },
]

const openTheDesk = () =>
  openDesk(parseSettings({ DATA_DIR: process.env.DESK_DATA_DIR, LOG_LEVEL: 'silent' }))

async function newComplianceOfficer() {
  const desk = openTheDesk()
  const person = {
    email: `lecture-${Date.now().toString(36)}@desk.example`,
    password: 'sept-loutres-au-moulin',
  }
  await createStaff(contextFor({ kind: 'system', name: 'test' }, desk), {
    ...person,
    name: 'Lise Lecture',
    roles: ['compliance'],
  })
  await desk.close()
  return person
}

/** How often this person looked at evidence, or took the log along. */
async function looksOf(email: string): Promise<number> {
  const desk = openTheDesk()
  const { audit, staff } = desk.store.tables
  const rows = await desk.store.read
    .select({ id: audit.id })
    .from(audit)
    .innerJoin(staff, eq(staff.id, audit.actorId))
    .where(and(eq(staff.email, email), inArray(audit.action, LOOKS)))
  await desk.close()
  return rows.length
}

const LOOKS = ['evidence.downloaded', 'evidence.viewed', 'evidence.pack_downloaded', 'audit.exported']

/** Answers that no page and no route of ours gives: Next does, by itself. */
const BY_ITSELF: [method: string, path: string, status: number][] = [
  ['HEAD', '/sign-in', 200],
  ['OPTIONS', '/sign-in', 400],
  ['GET', '/sign-in/', 308],
  ['GET', '/enrollments/', 308],
  ['GET', '/%E0%A4%A.pdf', 404],
  ['GET', '/_next/nowhere', 404],
  ['GET', '/_next/image?url=%2Fsign-in&w=64&q=75', 404],
  ['GET', '/_next/data/build/sign-in.json', 404],
  ['GET', '/.well-known/security.txt', 404],
  ['GET', '/favicon.ico', 404],
]
const BY_ITSELF_IN_API: [method: string, path: string, status: number][] = [
  ['GET', '/api', 404],
  ['GET', '/api/', 404],
  ['POST', '/api/nowhere', 404],
  ['PUT', '/api/health', 405],
  ['OPTIONS', '/api/health', 204],
  ['DELETE', '/api/evidence/nowhere', 405],
  ['GET', '/api/evidence/nowhere', 401],
  ['GET', '/api/evidence/pack/nowhere', 401],
  ['HEAD', '/api/usage/exports/nowhere', 405],
  ['HEAD', '/api/audit/export', 405],
  ['GET', '/api/callbacks/id360/nowhere', 404],
  ['POST', '/api/callbacks/id360/nowhere', 404],
  ['GET', '/api/enrollments/nowhere/events', 401],
  ['POST', '/api/bench', 404],
  ['GET', '/api/pdfjs/1.0.0/cmaps/H.bcmap', 404],
  ['GET', '/api/auth/error', 302],
  ['GET', '/api/auth/nowhere', 400],
]

test('answers that Next gives by itself have the headers too: errors, redirects, other methods', async () => {
  const page = { ...PAGE, 'content-security-policy': expect.stringContaining("frame-ancestors 'none'") }
  const cases = [
    ...BY_ITSELF.map(([method, path, status]) => ({ method, path, status, headers: page })),
    ...BY_ITSELF_IN_API.map(([method, path, status]) => ({ method, path, status, headers: DATA })),
  ]
  const answers = []
  for (const { method, path } of cases) {
    const { status, headers } = await send(deskUrl(path), { method })
    answers.push({ method, path, status, headers })
  }
  const told = (list: { method: string; path: string; status: number }[]) =>
    list.map(({ method, path, status }) => `${method} ${path}: ${status}`)
  expect(told(answers)).toEqual(told(cases))
  expect(answers).toMatchObject(cases)
  const file = await send(deskUrl('/_next/static/chunks/nowhere.js'))
  expect(file.headers).toMatchObject({ 'x-content-type-options': 'nosniff' })
  expect(file.headers['content-security-policy']).toContain("frame-ancestors 'none'")
})

test('only the guided page may use the camera', async ({ browser }) => {
  const cookie = await cookieOf((await staffPage(browser, 'support')).context)
  const policyAt = async (path: string) =>
    (await send(deskUrl(path), { headers: { cookie } })).headers['permissions-policy']
  const id = '00000000-0000-7000-8000-000000000000'
  expect(await policyAt(`/enrollments/${id}/assist`)).toContain('camera=(self)')
  for (const path of [`/enrollments/${id}`, `/enrollments/${id}/assist/x`, '/', '/enrollments', '/profile']) {
    expect(await policyAt(path)).toContain('camera=()')
  }
})

const hrefOf = async (page: Page, name: string) =>
  (await page.getByRole('link', { name, exact: true }).getAttribute('href')) ?? ''

/** ID360 is another site and proves itself by its secret; the bare route of benches is closed. */
const NOT_FOR_BROWSERS = ['app/api/callbacks/id360/[inbox]/route.ts', 'app/api/bench/route.ts']
const FOREIGN: Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'cross-site', origin: 'ours' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'not an origin' },
]

test('no route and no page takes what another site sends, even with a session', async ({ browser }) => {
  const cookie = await cookieOf((await staffPage(browser, 'compliance')).context)
  const routes = globSync('app/api/**/route.ts')
    .filter((file) => !NOT_FOR_BROWSERS.includes(file))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\b(?:function|const|as) (POST|PUT|PATCH|DELETE)\b/g)].map(
        ([, method = '']) => ({ method, address: `/${path.dirname(file).slice('app/'.length)}` }),
      ),
    )
  expect(routes.length).toBeGreaterThanOrEqual(3)
  const pages = ['/', '/sign-in', '/enrollments/new', '/profile'].map((address) => ({
    method: 'POST',
    address,
  }))
  for (const { method, address } of [...routes, ...pages]) {
    for (const from of FOREIGN) {
      const headers = { cookie, ...from, ...(from.origin === 'ours' && { origin: deskUrl('') }) }
      const asked = address.replace('[...nextauth]', 'signout').replaceAll(/\[\w+\]/g, '1')
      const { status } = await send(deskUrl(asked), { method, headers, body: 'confirmed=original' })
      expect({ method, address, from, status }).toEqual({ method, address, from, status: 403 })
    }
  }
})

test('a callback and the health check are answered wherever they come from', async () => {
  const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://id360.example.org' }
  expect((await send(deskUrl('/api/health'), { headers })).status).toBe(200)
  const inbox = deskUrl('/api/callbacks/id360/nowhere')
  expect((await send(inbox, { method: 'POST', headers, body: '{}' })).status).toBe(404)
})

/** The one action that the desk takes from whoever is not signed in: the language of the sign-in page, as a form. */
async function chooseLanguage(desk: string, headers: Record<string, string>, filling = '') {
  const page = await send(`${desk}/sign-in`, { headers: hostOf(headers) })
  const id = /\$ACTION_ID_[0-9a-f]+/.exec(page.text)?.[0]
  if (!id) throw new Error('the sign-in page has no form of an action')
  const field = (name: string, value: string) =>
    `--edge\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const answer = await send(`${desk}/sign-in`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'multipart/form-data; boundary=edge' },
    body: `${field(id, '')}${field('language', 'en')}${field('filling', filling)}--edge--\r\n`,
  })
  return { status: answer.status, done: String(answer.headers['set-cookie']).includes('desk_language=en') }
}

const hostOf = ({ host, 'x-forwarded-host': forwarded }: Record<string, string>) => ({
  ...(host && { host }),
  ...(forwarded && { 'x-forwarded-host': forwarded }),
})

test('an action is done for a page of the desk, and not when it sends more than a form', async () => {
  const headers = { origin: deskUrl(''), 'sec-fetch-site': 'same-origin' }
  expect(await chooseLanguage(deskUrl(''), headers)).toMatchObject({ done: true })
  const large = await chooseLanguage(deskUrl(''), headers, 'x'.repeat(300 * 1024))
  expect(large.done).toBe(false)
  expect(large.status).toBeGreaterThanOrEqual(400)
})

test('a sign-in that sends more than a form is not read', async () => {
  const answer = await send(deskUrl('/api/auth/callback/credentials'), {
    method: 'POST',
    headers: { origin: deskUrl(''), 'content-type': 'application/x-www-form-urlencoded' },
    body: `password=${'x'.repeat(17 * 1024)}`,
  })
  expect(answer.status).toBe(413)
})

test.describe('behind a proxy that speaks TLS', () => {
  const PUBLIC = 'desk.example.org'
  let directory: string
  let desk: Server

  test.beforeAll(async () => {
    directory = mkdtempSync(path.join(os.tmpdir(), 'desk-tls-'))
    const port = await freePort()
    const env = {
      DATA_DIR: directory,
      PUBLIC_URL: `https://${PUBLIC}`,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      WORKER: 'off',
    }
    await migrateStore(parseSettings(env).DATABASE_URL)
    desk = await runDesk({ port, env })
  })
  test.afterAll(async () => {
    await desk.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  test('browsers come back by TLS only, and without it nothing promises that', async () => {
    const strict = { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }
    const page = await send(`${desk.url}/sign-in`)
    expect(page.headers).toMatchObject(strict)
    expect(page.headers['content-security-policy']).toContain('upgrade-insecure-requests')
    const byTls = { headers: { 'x-forwarded-proto': 'https' } }
    for (const address of [
      '/sign-in',
      '/sign-in/',
      '/enrollments',
      '/api/health',
      '/api/auth/session',
      '/api/nowhere',
      '/nowhere.pdf',
      '/_next/static/chunks/nowhere.js',
    ]) {
      expect((await send(desk.url + address, byTls)).headers).toMatchObject(strict)
    }
    for (const address of ['/sign-in', '/api/health']) {
      const { headers } = await send(deskUrl(address))
      expect(headers['strict-transport-security']).toBeUndefined()
      expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests')
    }
  })

  const own = { origin: `https://${PUBLIC}`, 'sec-fetch-site': 'same-origin' }
  const done: [string, Record<string, string>][] = [
    ['passes the host on', { ...own, host: PUBLIC }],
    ['says the host beside its own', { ...own, host: 'internal.example.org', 'x-forwarded-host': PUBLIC }],
    ['serves a browser that does not say its site', { origin: own.origin, host: PUBLIC }],
  ]
  for (const [what, headers] of done) {
    test(`actions are done when the proxy ${what}`, async () => {
      expect(await chooseLanguage(desk.url, headers)).toMatchObject({ done: true })
    })
  }

  const evil = 'https://evil.example'
  const refused: [string, Record<string, string>][] = [
    ['from another origin', { host: PUBLIC, origin: evil }],
    [
      'from another origin, the host beside',
      { host: 'internal.example.org', 'x-forwarded-host': PUBLIC, origin: evil },
    ],
    ['that names its own host beside', { host: PUBLIC, 'x-forwarded-host': 'evil.example', origin: evil }],
    ['from a sandboxed frame', { host: PUBLIC, origin: 'null' }],
    ['by plain HTTP of the same name', { host: 'internal.example.org', origin: `http://${PUBLIC}` }],
  ]
  for (const [what, headers] of refused) {
    test(`an action ${what} is not done`, async () => {
      expect(await chooseLanguage(desk.url, headers)).toEqual({ status: 403, done: false })
    })
  }
})
