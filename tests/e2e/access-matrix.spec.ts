import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import type { Role } from '@/db/schema/staff'
import { DEMO_STAFF } from '@/lib/demo'
import { ACTIONS, PAGES, ROUTES } from '@/lib/staff/access-registry'
import { createStaff } from '@/lib/staff/create-staff'
import { actionProblems, type Caller, leaks, pageProblems, routeProblems } from './access-outcome'
import { cookiesOf, startDeskWithoutProxy } from './desk-without-proxy'
import { guardedEnrollment } from './guarded-enrollment'
import { type Answer, send } from './send-request'

const ROLES: Role[] = ['support', 'compliance', 'manager', 'admin']
const PASSWORD = 'a-long-password-of-the-matrix'
/** How a browser asks for a page: whole, as the router walks on to it, and ahead of that. */
const PAGE_VARIANTS: Record<string, Record<string, string>> = {
  html: {},
  rsc: { rsc: '1' },
  prefetch: { rsc: '1', 'next-router-prefetch': '1' },
  'prefetch of the tree': { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
}

// One desk for all three.
test.describe.configure({ mode: 'default' })

const TEXT = { 'content-type': 'text/plain;charset=UTF-8' }
/** What a form sends: React writes its fields as those of the first argument. */
const FORM = {
  headers: { 'content-type': 'multipart/form-data; boundary=cut' },
  body: ['1_language"\r\n\r\nfr', '0"\r\n\r\n["$K1"]']
    .map((field) => `--cut\r\nContent-Disposition: form-data; name="${field}\r\n`)
    .concat('--cut--\r\n')
    .join(''),
}

let server: Awaited<ReturnType<typeof startDeskWithoutProxy>>
let guarded: Awaited<ReturnType<typeof guardedEnrollment>>
let callers: Caller[]

test.beforeAll(async () => {
  test.setTimeout(180_000)
  server = await startDeskWithoutProxy()
  guarded = await guardedEnrollment(server.system)
  callers = [{ name: 'nobody', role: null, elsewhere: false, cookie: '' }]
  for (const role of ROLES) {
    const person = DEMO_STAFF.find(({ roles }) => roles.includes(role))
    if (!person) throw new Error(`no demo person is ${role}`)
    const elsewhere = { email: `${role}.nantes@desk.example`, password: PASSWORD }
    await createStaff(server.system, {
      ...elsewhere,
      name: 'Odon Ailleurs',
      roles: [role],
      language: 'en',
      groupIds: [guarded.otherGroupId],
    })
    callers.push({ name: role, role, elsewhere: false, cookie: await cookiesOf(server.url, person) })
    callers.push({
      name: `${role} elsewhere`,
      role,
      elsewhere: true,
      cookie: await cookiesOf(server.url, elsewhere),
    })
  }
})
test.afterAll(() => server?.stop())

test('without the proxy every page refuses who may not see it, however it is asked for', async () => {
  test.setTimeout(240_000)
  const problems: string[] = []
  let calls = 0
  for (const caller of callers) {
    for (const [file, access] of Object.entries(PAGES)) {
      for (const [variant, headers] of Object.entries(PAGE_VARIANTS)) {
        const answer = await followed(addressOf(file), { ...headers, cookie: caller.cookie })
        calls += 1
        expect(String(answer.headers['content-security-policy'])).not.toContain('nonce-')
        const call = { door: file, variant, access, ofEnrollment: isOfEnrollment(file), answer }
        problems.push(...pageProblems(caller, call), ...leaks(caller, call, guarded))
      }
    }
  }
  // The search finds what is there: who may see the person does.
  const shown = await send(server.url + addressOf('app/(desk)/enrollments/[id]/page.tsx'), {
    headers: { cookie: callers.find(({ name }) => name === 'support')?.cookie ?? '' },
  })
  for (const word of [guarded.clientReference, ...guarded.personal]) expect(shown.text).toContain(word)
  report('pages', Object.keys(PAGES).length, Object.keys(PAGE_VARIANTS).length, calls, problems)
})

test('every method of every route refuses who may not use it', async () => {
  test.setTimeout(240_000)
  const problems: string[] = []
  let calls = 0
  for (const caller of callers) {
    for (const [door, access] of Object.entries(ROUTES)) {
      const [method = '', file = ''] = door.split(' ')
      const form = method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }
      const answer = await send(server.url + addressOf(file), {
        method,
        headers: { cookie: caller.cookie, origin: server.url, 'sec-fetch-site': 'same-origin', ...form },
        ...(form && { body: 'confirmed=original' }),
        untilMs: 1_000,
      })
      calls += 1
      const call = { door, variant: method, access, ofEnrollment: isOfEnrollment(file), answer }
      problems.push(...routeProblems(caller, call), ...leaks(caller, call, guarded))
    }
  }
  report('route methods', Object.keys(ROUTES).length, 1, calls, problems)
})

test('every server action refuses who may not do it', async () => {
  test.setTimeout(240_000)
  const problems: string[] = []
  let calls = 0
  const built = builtActions()
  // Enough to be found, nothing that would be done: there are no sessions and jobs of this name.
  const { enrollmentId } = guarded
  const argument = { enrollmentId, language: 'fr', kind: 'report', sessionId: 'none', jobId: 'none' }
  for (const caller of callers) {
    for (const [door, access] of Object.entries(ACTIONS)) {
      const action = built.get(door)
      if (!action) throw new Error(`${door} is not in the build`)
      const { headers, body } = door.includes('sign-in')
        ? FORM
        : { headers: TEXT, body: JSON.stringify([argument]) }
      const answer = await send(server.url + addressOf(action.page), {
        method: 'POST',
        headers: {
          ...headers,
          cookie: caller.cookie,
          origin: server.url,
          accept: 'text/x-component',
          'next-action': action.id,
        },
        body,
      })
      calls += 1
      const call = { door, variant: 'post', access, ofEnrollment: takesEnrollment(door), answer }
      problems.push(...actionProblems(caller, call), ...leaks(caller, call, guarded))
    }
  }
  report('actions', Object.keys(ACTIONS).length, 1, calls, problems)
})

function report(what: string, doors: number, variants: number, calls: number, problems: string[]) {
  const leaked = problems.filter((problem) => problem.includes(' leaks ')).length
  console.log(
    `${doors} ${what} × ${callers.length} callers × ${variants} variants = ${calls} calls, ${leaked} leaks, ${problems.length - leaked} wrong answers`,
  )
  expect(calls).toBe(doors * callers.length * variants)
  expect(problems).toEqual([])
}

/** Next sends those who ask for data without its checksum to the address that has it. */
async function followed(address: string, headers: Record<string, string>): Promise<Answer> {
  const answer = await send(server.url + address, { headers })
  const { location } = answer.headers
  return location?.includes('_rsc') ? send(new URL(location, server.url).href, { headers }) : answer
}

const isOfEnrollment = (file: string) =>
  /\/enrollments\/(?:\(assist\)\/)?\[id\]|\/evidence\/(?:pack\/)?\[/.test(file)

const takesEnrollment = (door: string) => /\/enrollments\/.*\[id\]\/|#showLink/.test(door)

/** The address of a page or route: its groups left out, its parameters filled with what was prepared. */
function addressOf(file: string): string {
  const [piece] = guarded.pieces.filter(
    ({ kind }) => kind === (file.includes('entry') ? 'idclaim' : 'proof_slip'),
  )
  const id = file.includes('/enrollments/')
    ? guarded.enrollmentId
    : file.includes('/processes/')
      ? guarded.journeyId
      : file.includes('/staff/')
        ? guarded.agentId
        : file.includes('/evidence/')
          ? (piece?.id ?? '')
          : 'none'
  const filled = file
    .replace(/^app/, '')
    .replace(/\/(?:page\.tsx|route\.ts)$/, '')
    .replace(/\/\([^)]*\)/g, '')
    .replace('[id]', id)
    .replace('[enrollmentId]', guarded.enrollmentId)
    .replace('[...nextauth]', 'session')
    .replace('[page]', '0')
    .replace('[index]', '0')
    .replace(/\[\w+\]/g, 'none')
  if (file.includes('/assist/[document]'))
    return `${filled.replace('/none/', '/selfie_image_upload/')}?total=1`
  if (file.includes('api/audit/export')) return `${filled}?format=jsonl`
  return filled || '/'
}

/** Under which id, and from which page, the build answers each action. */
function builtActions(): Map<string, { id: string; page: string }> {
  const manifest = path.join(process.env.NEXT_DIST_DIR ?? '.next', 'server/server-reference-manifest.json')
  const { node } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>
  }
  return new Map(
    Object.entries(node).map(([id, { filename, exportedName, workers }]) => {
      const page = Object.keys(workers).map((worker) => `${worker}.tsx`)
      return [`${filename}#${exportedName}`, { id, page: page.find((file) => file in PAGES) ?? '' }]
    }),
  )
}
