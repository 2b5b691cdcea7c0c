import { expect, test } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { contextFor } from '@/lib/desk'
import { disableStaff } from '@/lib/staff/disable-staff'
import { actionIdOf } from './access-doors'
import { type HttpsDesk, PUBLIC_URL, pairs, signInOverHttp, startHttpsDesk } from './https-desk'
import { demoPerson } from './staff-page'

test.describe.configure({ mode: 'serial' })

let here: HttpsDesk
test.beforeAll(async () => {
  here = await startHttpsDesk()
})
test.afterAll(() => here.stop())

const signIn = (
  person: { email: string; password: string },
  options?: Parameters<typeof signInOverHttp>[2],
) => signInOverHttp(here.url, { email: person.email, password: person.password }, options)

test('over https every cookie of a sign-in is bound to this host, never in the clear, out of reach of scripts', async () => {
  const { status, said, cookies } = await signIn(demoPerson('manager'))
  expect([status, said]).toEqual([200, null])
  const named = Object.fromEntries(cookies.map((line) => [line.split('=')[0], line]))
  for (const name of ['desk.session', 'desk.csrf', 'desk.callback-url', 'desk.browser']) {
    expect(named[`__Host-${name}`], name).toBeTruthy()
  }
  for (const line of cookies) {
    expect(line).toMatch(/^__Host-/)
    expect(line).toMatch(/; HttpOnly/i)
    expect(line).toMatch(/; Secure/i)
    expect(line).toMatch(/; SameSite=Lax/i)
    expect(line).toMatch(/; Path=\/(;|$)/i)
    expect(line).not.toMatch(/; Domain=/i)
  }
})

test('each sign-in makes a session of its own, and ends the one that the browser had before', async () => {
  const first = pairs((await signIn(demoPerson('manager'))).cookies)
  const asked = (cookie: string) =>
    fetch(`${here.url}/api/session`, { headers: { Cookie: cookie } }).then(({ status }) => status)
  expect(await asked(first)).toBe(204)
  const elsewhere = pairs((await signIn(demoPerson('manager'))).cookies)
  const second = pairs((await signIn(demoPerson('manager'), { cookie: first })).cookies)
  expect(await asked(second)).toBe(204)
  expect(await asked(first)).toBe(401)
  expect(await asked(elsewhere)).toBe(204)
})

test('a thousand sign-ins on one account: ten are compared at most, and a second person is in within a second', async () => {
  const { email } = demoPerson('compliance')
  const answers: (string | null)[] = []
  let left = 1000
  const attacker = async () => {
    for (; left > 0; ) {
      left -= 1
      const headers = { 'X-Forwarded-For': `203.0.113.${left % 250}` }
      answers.push((await signIn({ email, password: `guess ${left}` }, { headers })).said)
    }
  }
  const start = performance.now()
  const flood = Array.from({ length: 10 }, attacker)
  while (answers.length < 200) await Promise.race([...flood, new Promise(setImmediate)])
  const before = performance.now()
  const second = await signIn(demoPerson('manager'))
  const secondTook = performance.now() - before
  await Promise.all(flood)
  const took = performance.now() - start
  const compared = answers.filter((said) => said === 'signIn.refused').length
  console.log(
    `1000 attempts in ${Math.round(took)} ms, ${compared} compared; the other ${Math.round(secondTook)} ms`,
  )
  expect(answers).toHaveLength(1000)
  expect(compared).toBeGreaterThan(0)
  expect(compared).toBeLessThanOrEqual(10 * Math.ceil(took / 60_000))
  for (const said of answers) expect(said).toMatch(/^signIn\.(refused|tooMany:[12])$/)
  expect(second.said).toBeNull()
  expect(secondTook).toBeLessThan(1000)
})

test('a thousand requests after a disable, to page, action, route and stream: none succeeds', async () => {
  const person = demoPerson('support')
  const { desk, enrollmentId, url } = here
  const { staff } = desk.store.tables
  const [row] = await desk.store.read.select().from(staff).where(eq(staff.email, person.email))
  const [boss] = await desk.store.read
    .select()
    .from(staff)
    .where(eq(staff.email, demoPerson('admin').email))
  if (!row || !boss) throw new Error('the demo has no staff')
  const cookie = pairs((await signIn(person)).cookies)
  const ask = (where: string, init: RequestInit = {}) =>
    fetch(url + where, { redirect: 'manual', ...init, headers: { Cookie: cookie, ...init.headers } })
  const themeOf = async () =>
    (await desk.store.read.select({ theme: staff.theme }).from(staff).where(eq(staff.id, row.id)))[0]?.theme
  const actionId = actionIdOf('changePreferencesAction')
  const stream = async () => {
    const end = new AbortController()
    const response = await ask(`/api/enrollments/${enrollmentId}/events`, { signal: end.signal })
    const opened = response.status
    end.abort()
    return opened === 200
  }
  const kinds: Record<string, () => Promise<boolean>> = {
    page: async () => {
      const response = await ask('/enrollments')
      return response.status === 200 || (await response.text()).includes(person.name)
    },
    action: async () => {
      const response = await ask('/profile', {
        method: 'POST',
        headers: {
          'Next-Action': actionId,
          'Content-Type': 'text/plain;charset=UTF-8',
          Origin: PUBLIC_URL,
          'X-Forwarded-Host': new URL(PUBLIC_URL).host,
        },
        body: JSON.stringify([{ theme: 'dark' }]),
      })
      await response.arrayBuffer()
      return (await themeOf()) === 'dark'
    },
    // Signed in, it says that there is no such file; signed out, nothing.
    route: async () => {
      const response = await ask(`/api/usage/exports/${enrollmentId}`)
      await response.arrayBuffer()
      return response.status !== 401
    },
    stream,
  }
  for (const [kind, succeeds] of Object.entries(kinds)) expect(await succeeds(), `${kind} before`).toBe(true)
  await desk.store.tx((tx) =>
    tx.update(staff).set({ theme: 'light' }).where(eq(staff.id, row.id)).returning({ id: staff.id }),
  )
  const open = await ask(`/api/enrollments/${enrollmentId}/events`)
  const reader = open.body?.getReader()
  expect((await reader?.read())?.done).toBe(false)

  const admin = contextFor({ ...boss, kind: 'staff', sessionId: 'the-test' }, desk)
  await disableStaff(admin, { staffId: row.id })

  const succeeded: Record<string, number> = {}
  for (const [kind, succeeds] of Object.entries(kinds)) {
    succeeded[kind] = 0
    for (let round = 0; round < 25; round += 1) {
      const results = await Promise.all(Array.from({ length: 10 }, succeeds))
      succeeded[kind] += results.filter(Boolean).length
    }
  }
  console.log('1000 requests after the disable, succeeded:', JSON.stringify(succeeded))
  expect(succeeded).toEqual({ page: 0, action: 0, route: 0, stream: 0 })
  // The stream that was open ends by itself.
  for (let read = await reader?.read(); read && !read.done; ) read = await reader?.read()
})

test('made-up X-Forwarded-For headers do not hide where fifty failures come from, and shut no known browser out', async () => {
  const known = pairs((await signIn(demoPerson('admin'))).cookies)
  const answers: (string | null)[] = []
  for (let count = 0; count < 56; count += 1) {
    const headers = {
      'X-Forwarded-For': `198.51.100.${count}`,
      'X-Desk-Remote-Address': `198.51.100.${count}`,
    }
    const guess = { email: `guess-${count}@example.org`, password: 'not the password' }
    answers.push((await signIn(guess, { headers })).said)
  }
  expect(answers.slice(0, 40)).toEqual(Array(40).fill('signIn.refused'))
  expect(answers.at(-1)).toBe('signIn.tooMany:1')
  expect((await signIn(demoPerson('admin'))).said).toBe('signIn.tooMany:1')
  expect((await signIn(demoPerson('admin'), { cookie: known })).said).toBeNull()
})
