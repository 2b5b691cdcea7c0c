import { expect, test } from '@playwright/test'
import type { Role } from '@/db/schema/staff'
import { DEMO_STAFF } from '@/lib/demo'
import { ACTIONS, PAGES, ROUTES } from '@/lib/staff/access-registry'
import { createStaff } from '@/lib/staff/create-staff'
import { builtActions, doorAddress, FORM, PAGE_VARIANTS } from './access-doors'
import { actionProblems, type Caller, leaks, pageProblems, routeProblems } from './access-outcome'
import { cookiesOf, startDeskWithoutProxy } from './desk-without-proxy'
import { guardedEnrollment } from './guarded-enrollment'
import { type Answer, send } from './send-request'

const ROLES: Role[] = ['support', 'compliance', 'manager', 'admin']
const PASSWORD = 'a-long-password-of-the-matrix'

// One desk for all three.
test.describe.configure({ mode: 'default' })

const TEXT = { 'content-type': 'text/plain;charset=UTF-8' }

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

/** The address of a page or route, its parameters filled with what was prepared. */
function addressOf(file: string): string {
  const { enrollmentId, journeyId, agentId, pieces } = guarded
  const pieceOf = (kind: string) => pieces.find((piece) => piece.kind === kind)?.id ?? ''
  return doorAddress(file, {
    enrollmentId,
    processId: journeyId,
    staffId: agentId,
    evidenceId: pieceOf('proof_slip'),
    idclaimId: pieceOf('idclaim'),
  })
}
