import { createHmac } from 'node:crypto'
import net from 'node:net'
import { type Browser, expect, test } from '@playwright/test'
import { decode, encode } from 'next-auth/jwt'
import { DEMO } from '@/lib/env'
import { cookieOf, send } from './send-request'
import { deskUrl, staffPage } from './staff-page'

const EVIL = 'https://evil.example'

async function sessionOf(browser: Browser) {
  const { context } = await staffPage(browser, 'admin')
  const cookies = await context.cookies()
  const token = cookies.find(({ name }) => name === 'desk.session')?.value ?? ''
  const cookie = await cookieOf(context)
  await context.close()
  return { token, cookie }
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The token with one character of one of its parts changed for another. */
function flipped(token: string, part: number): string {
  const parts = token.split('.')
  const text = parts[part] ?? ''
  const at = Math.max(0, Math.floor(text.length / 2) - 1)
  parts[part] = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
  return parts.join('.')
}

test('a session cookie that was made up, tampered with, made by another key or for too long opens nothing', async ({
  browser,
}) => {
  const { token } = await sessionOf(browser)
  const secret = DEMO.authSecret
  const claims = await decode({ token, secret })
  expect(claims).toMatchObject({ sub: expect.any(String), sid: expect.any(String) })
  const { sub, sid } = claims ?? {}
  const exp = Math.floor(Date.now() / 1000) + 3600
  const header = base64url({ alg: 'HS256', typ: 'JWT' })
  const body = base64url({ sub, sid, exp })
  const signature = createHmac('sha256', secret).update(`${header}.${body}`).digest('base64url')
  const forged: Record<string, string> = {
    'the id of the session alone': String(sid),
    'not encrypted, algorithm none': `${base64url({ alg: 'none' })}.${body}.`,
    'not encrypted, signed with the right secret': `${header}.${body}.${signature}`,
    'encrypted with another secret': await encode({
      token: { sub, sid },
      secret: `${secret}!`,
      maxAge: 3600,
    }),
    'the key of another algorithm': token.replace(/^[^.]+/, base64url({ alg: 'none', enc: 'A256GCM' })),
    'its header changed': flipped(token, 0),
    'its nonce changed': flipped(token, 2),
    'its content changed': flipped(token, 3),
    'its tag changed': flipped(token, 4),
    'too old': await encode({ token: { sub, sid }, secret, maxAge: -3600 }),
    'of another person': await encode({ token: { sub: 'somebody', sid }, secret, maxAge: 3600 }),
    'of no session': await encode({ token: { sub, sid: 'none' }, secret, maxAge: 3600 }),
    'without a session': await encode({ token: { sub }, secret, maxAge: 3600 }),
    empty: '',
  }
  const ask = (value: string) =>
    send(deskUrl('/api/session'), { headers: { cookie: `desk.session=${value}` } })
  expect((await ask(token)).status).toBe(204)
  for (const [what, value] of Object.entries(forged)) {
    expect({ what, status: (await ask(value)).status }).toEqual({ what, status: 401 })
    const page = await send(deskUrl('/admin/staff'), { headers: { cookie: `desk.session=${value}` } })
    expect({ what, status: page.status }).toEqual({ what, status: 307 })
  }
})

test('nothing of the project, its folders or its sources is served, and TRACE gives nothing back', async ({
  browser,
}) => {
  const { cookie } = await sessionOf(browser)
  for (const address of [
    '/.git/HEAD',
    '/.git/config',
    '/.env',
    '/package.json',
    '/package-lock.json',
    '/next.config.mjs',
    '/lib/env.ts',
    '/.data/desk.sqlite',
    '/.next/BUILD_ID',
    '/_next/',
    '/_next/static/',
    '/_next/static/chunks/',
    '/docs/',
    '/api/',
    '/..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/_next/static/..%2f..%2fBUILD_ID',
    '/api/bench',
  ]) {
    const answer = await send(deskUrl(address), { headers: { cookie } })
    expect({ address, refused: [308, 400, 404, 405].includes(answer.status) }).toEqual({
      address,
      refused: true,
    })
    expect(answer.text).not.toMatch(
      /id360-desk|repositoryformatversion|refs\/heads|parseSettings|SQLite format/,
    )
  }
  for (const address of ['/', '/enrollments', '/api/session', '/api/health']) {
    const answer = await send(deskUrl(address), {
      method: 'TRACE',
      headers: { cookie, 'x-told': 'told-by-me' },
    })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.text).not.toContain('told-by-me')
  }
})

test('scripts say what they are, are framed by nobody, and come without their sources', async () => {
  const page = await send(deskUrl('/sign-in'))
  const files = [...page.text.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+\.(js|css))[^"]*"/g)]
  expect(new Set(files.map(([, , kind]) => kind))).toEqual(new Set(['js', 'css']))
  for (const [, file = '', kind] of files) {
    const { status, headers } = await send(deskUrl(file))
    expect({ file, status, headers }).toMatchObject({
      file,
      status: 200,
      headers: {
        'x-content-type-options': 'nosniff',
        'content-security-policy': "frame-ancestors 'none'",
        'content-type': expect.stringMatching(
          kind === 'js' ? /^(application|text)\/javascript; charset=utf-8$/i : /^text\/css; charset=utf-8$/i,
        ),
      },
    })
    expect((await send(deskUrl(`${file}.map`))).status).toBe(404)
  }
})

/** Sends these very bytes; gives the whole answer, until the server hangs up or says nothing for a while. */
function sendRaw(text: string): Promise<string> {
  const { hostname, port } = new URL(deskUrl('/'))
  return new Promise((resolve, reject) => {
    let told = ''
    const socket = net.connect(Number(port), hostname, () => socket.write(text))
    socket.setTimeout(3_000, () => socket.destroy())
    socket.on('data', (piece) => {
      told += piece
    })
    socket.on('close', () => resolve(told))
    socket.on('error', (error) => (told === '' ? reject(error) : resolve(told)))
  })
}

test('a request whose end can be read in two ways is refused, and nothing behind it is answered', async () => {
  const host = `Host: ${new URL(deskUrl('/')).host}`
  const hidden = `GET /api/health HTTP/1.1\r\n${host}\r\n\r\n`
  const post = (...lines: string[]) =>
    `POST /api/auth/signout HTTP/1.1\r\n${[host, ...lines].join('\r\n')}\r\n\r\n`
  const length = (text: string) => `Content-Length: ${text.length}`
  const doubtful = {
    'both a length and chunks': `${post(length(`0\r\n\r\n${hidden}`), 'Transfer-Encoding: chunked')}0\r\n\r\n${hidden}`,
    'two lengths': post('Content-Length: 0', length(hidden)) + hidden,
    'chunks under another name': post('Transfer-Encoding: xchunked', length(hidden)) + hidden,
    'a length with a sign': post(`Content-Length: +${hidden.length}`) + hidden,
    'a blank before the colon': post(`Content-Length : ${hidden.length}`) + hidden,
    'a line that goes on in the next': post('X-Told: a', ' Content-Length: 0', length(hidden)) + hidden,
  }
  for (const [what, text] of Object.entries(doubtful)) {
    const told = await sendRaw(text)
    expect({ what, told: told.split('\r\n')[0] }).toEqual({ what, told: 'HTTP/1.1 400 Bad Request' })
    expect({ what, answers: told.match(/HTTP\/1\.1 /g)?.length }).toEqual({ what, answers: 1 })
  }
})

test('no other origin is ever told that it may read an answer', async ({ browser }) => {
  const { cookie } = await sessionOf(browser)
  const preflight = {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'next-action',
  }
  for (const address of [
    '/',
    '/sign-in',
    '/api/session',
    '/api/health',
    '/api/auth/csrf',
    '/api/audit/export',
  ]) {
    for (const method of ['GET', 'OPTIONS']) {
      for (const origin of [EVIL, 'null']) {
        const { headers } = await send(deskUrl(address), {
          method,
          headers: { cookie, origin, ...(method === 'OPTIONS' && preflight) },
        })
        const allowed = Object.keys(headers).filter((name) => name.startsWith('access-control-'))
        expect({ method, address, origin, allowed }).toEqual({ method, address, origin, allowed: [] })
      }
    }
  }
})

test('no address leads a browser out of the desk', async ({ browser }) => {
  const { cookie } = await sessionOf(browser)
  const asked = encodeURIComponent(EVIL)
  for (const address of [
    `/sign-in?from=${asked}`,
    `/sign-in?from=%2F%2Fevil.example`,
    `/sign-in?from=/enrollments&from=${asked}`,
    `/api/auth/signin?callbackUrl=${asked}`,
    `/api/auth/signout?callbackUrl=${asked}`,
    `/api/auth/error?callbackUrl=${asked}`,
    `//evil.example/%2e%2e`,
    '//evil.example/',
    '///evil.example//',
    '/\\evil.example/',
    `/%5cevil.example`,
  ]) {
    for (const headers of [{}, { cookie }] as Record<string, string>[]) {
      const answer = await send(deskUrl('') + address, { headers })
      const { location = '' } = answer.headers
      const leads = new URL(location, deskUrl('/')).origin
      expect({ address, leads }).toEqual({ address, leads: new URL(deskUrl('/')).origin })
      expect(answer.text).not.toContain(`href="${EVIL}`)
    }
  }
  const { status, headers } = await send(deskUrl('/enrollments/'), { headers: { cookie } })
  const leads = new URL(headers.location ?? '', deskUrl('/')).pathname
  expect({ status, leads }).toEqual({ status: 308, leads: '/enrollments' })
})

test('a name that stands twice in an address is taken for neither trick nor failure', async ({ browser }) => {
  const { cookie } = await sessionOf(browser)
  for (const address of [
    '/enrollments?status=OK&status=KO&q=a&q=b&sort=x&sort=y&cursor=1&cursor=2',
    '/enrollments?q[$ne]=1&status[]=OK&__proto__[x]=1&constructor=1',
    '/admin/audit?action=a&action=b&from=2026-01-01&from=x&actor=1&actor=2',
    '/admin/staff?search=a&search=b&page=1&page=x&state=active&state=nonsense',
    '/admin/staff?page=-1',
    '/admin/staff?page=1e99',
  ]) {
    const answer = await send(deskUrl(address), { headers: { cookie } })
    expect({ address, status: answer.status }).toEqual({ address, status: 200 })
  }
})
