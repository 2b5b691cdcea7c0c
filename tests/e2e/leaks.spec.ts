import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js'
import type { Role } from '@/db/schema/staff'
import { FIND_BY } from '@/lib/retention/find-to-erase'
import { ACTIONS, type Access, PAGES, ROUTES } from '@/lib/staff/access-registry'
import { may, PERMISSIONS } from '@/lib/staff/permissions'
import { LINE_COLUMNS } from '@/lib/usage/exports/export-columns'
import { mayExportPersonal } from '@/lib/usage/exports/may-export-personal'
import { builtActions, doorAddress, FORM, PAGE_VARIANTS } from './access-doors'
import { cookiesOf } from './desk-without-proxy'
import { type LeakDesk, PASSWORD, startLeakDesk } from './leak-desk'
import { LEAK_EXCEPTIONS, type Told } from './leak-exceptions'
import { GROUP_KEYS, type GroupKey, type Knower, type KnownMark, personalMarks, personOf } from './leak-marks'
import { queriesOf } from './leak-queries'
import { createLeakSearch, ENCODINGS, type LeakSearch } from './leak-search'
import { type Answer, send } from './send-request'

type Caller = Knower & { name: string; cookie: string }

const ROLES: Role[] = ['support', 'compliance', 'manager', 'admin']
const LIMITS: Record<string, GroupKey[] | null> = {
  '': null,
  ' of Lyon': ['lyon'],
  ' of Nantes': ['nantes'],
  ' of no group': [],
}
const SEVERAL: [roles: Role[], limit: keyof typeof LIMITS][] = [
  [ROLES, ' of Lyon'],
  [['compliance', 'manager'], ' of Nantes'],
]
const AT_ONCE = 6

// One desk for all, and the last test asks what the others saw.
test.describe.configure({ mode: 'serial' })

let desk: LeakDesk
let callers: Caller[]
let marks: Map<string, KnownMark>
let search: LeakSearch
let payloads = 0
/** Who saw which mark, and which exceptions were made use of. */
const seen = new Map<string, Set<string>>()
const used = new Set<string>()

test.beforeAll(async () => {
  test.setTimeout(180_000)
  desk = await startLeakDesk()
  const wanted: [Role[], keyof typeof LIMITS][] = [
    ...ROLES.flatMap((role) => Object.keys(LIMITS).map((limit): [Role[], string] => [[role], limit])),
    ...SEVERAL,
  ]
  const nobody: Caller = { name: 'nobody', roles: [], sees: [], cookie: '' }
  callers = [nobody, ...(await Promise.all(wanted.map(([roles, limit]) => signedIn(roles, limit))))]
  const all = [...personalMarks(), ...(await desk.secrets(callers.map(({ cookie }) => cookie)))]
  marks = new Map(all.map((mark) => [mark.id, mark]))
  search = createLeakSearch(all)
})
test.afterAll(() => desk?.stop())

async function signedIn(roles: Role[], limit: keyof typeof LIMITS): Promise<Caller> {
  const groups = LIMITS[limit] ?? null
  const name = `${roles.join(' and ')}${limit}`
  const email = `${name.replaceAll(' ', '.').toLowerCase()}@desk.example`
  const groupIds = groups?.map((group) => desk.groupIds[group]) ?? null
  await desk.addStaff({ email, name: `Personne ${callers?.length ?? ''}`, roles, groupIds })
  return {
    name,
    roles,
    sees: groups ?? GROUP_KEYS,
    cookie: await cookiesOf(desk.url, { email, password: PASSWORD }),
  }
}

test('a mark is found in whatever encoding it stands, in archives too, and nothing where there is none', async () => {
  const { lastName, document } = personOf('lyon')
  const id = 'last name of lyon'
  const clean = Buffer.from(`<p>Quétzal zarvô, ${'lorem ipsum '.repeat(2_000)}</p>`)
  expect(await search.find(clean)).toEqual(new Set())
  for (const [how, encode] of Object.entries(ENCODINGS)) {
    for (const planted of encode(lastName)) {
      const body = Buffer.concat([clean, Buffer.from(planted as string), clean])
      expect({ how, found: [...(await search.find(body))] }).toEqual({ how, found: [id] })
    }
  }
  const zip = new ZipWriter(new BlobWriter())
  await zip.add('report.json', new TextReader(JSON.stringify(document)))
  const packed = Buffer.from(await (await zip.close()).arrayBuffer())
  expect(await search.find(packed)).toEqual(new Set(['names on the document of lyon']))
  for (const { id: mark, forms } of marks.values()) {
    for (const form of forms) expect(await search.find(Buffer.from(`{"v":"${form}"}`)), mark).toContain(mark)
  }
})

test('no answer of an action tells what its caller may not know', async () => {
  test.setTimeout(240_000)
  const built = builtActions()
  const calls = callers.flatMap((caller) =>
    GROUP_KEYS.map((group) => async () => {
      const problems: string[] = []
      for (const door of DOORS) {
        if (!groupsOf(caller, ACTIONS[door]).includes(group)) continue
        const action = built.get(door)
        if (!action) throw new Error(`${door} is not in the build`)
        for (const argument of argumentsOf(door, caller, group)) {
          const page = doorAddress(action.page, idsOf(group))
          const answer = await callAction(caller, action.id, page, argument)
          problems.push(...(await judged(caller, { door, variant: `on ${group}` }, answer)))
          const href = /"href":"(\/api\/usage\/exports\/[\w-]+)"/.exec(answer.text)?.[1]
          if (!href) continue
          for (const taker of [
            callers[0],
            callers.find(({ name }) => name === 'manager of no group'),
            caller,
          ]) {
            if (!taker) continue
            const file = await send(desk.url + href, { headers: { cookie: taker.cookie } })
            const told = {
              door: 'GET app/api/usage/exports/[id]/route.ts',
              variant: `export of ${caller.name}`,
            }
            problems.push(...(await judged(taker, told, file)))
          }
        }
      }
      return problems
    }),
  )
  await report('actions', calls)
})

/** Whatever is masked is revealed first, to whoever may: then answers hold the most they can. */
const turnOf = (door: string) =>
  door.endsWith('#endRevealAction') ? -2 : door.endsWith('#revealPersonalAction') ? -1 : 0
const DOORS = Object.keys(ACTIONS).sort((a, b) => turnOf(a) - turnOf(b))

/** Whose files a door is tried with: whoever has not the role is refused before it is asked whose they are. */
function groupsOf({ roles }: Caller, access: Access | undefined): readonly GroupKey[] {
  if (access === undefined) throw new Error('the door is not in the registry')
  const asked =
    access === 'signedIn' || (typeof access === 'object' && 'public' in access) ? [] : [access].flat()
  const refused = asked.length > 0 && !asked.some((permission) => may(roles, permission))
  return refused ? GROUP_KEYS.slice(0, 1) : GROUP_KEYS
}

/** What an action is asked: enough to find everything of this group, nothing by which anything would be taken away. */
function* argumentsOf(door: string, { roles }: Caller, group: GroupKey): Generator<unknown> {
  const { enrollmentId, assistedId, callbackId, groupId, person } = desk.marked[group]
  if (door.endsWith('#askExportAction')) {
    const columns = mayExportPersonal(roles) ? [...LINE_COLUMNS] : null
    const query = { period: 'month', groupId: null }
    const wanted = { kind: 'lines', query, columns, separator: null, sheets: 'one', language: 'fr' }
    for (const format of ['csv', 'xlsx', 'jsonl']) yield { ...wanted, format }
    yield { ...wanted, columns: [...LINE_COLUMNS], query: { ...query, groupId }, format: 'csv' }
    return
  }
  const common = {
    language: 'fr',
    kind: 'report',
    sessionId: 'none',
    jobId: 'none',
    secret: 'none',
    tabId: 'tab',
  }
  const asked = { ...common, callbackId, reason: 'check', exportId: 'none', field: 'clientReference' }
  yield { ...asked, enrollmentId, search: enrollmentId, value: person.clientReference.slice(0, -2) }
  if (/show-link|presence|_route|reveal/.test(door)) yield { ...asked, enrollmentId: assistedId }
  if (door.endsWith('#findToEraseAction')) {
    const typed = {
      reference: person.clientReference,
      email: person.email,
      phone: person.phone,
      name: `${person.firstName} ${person.lastName}`,
    }
    for (const by of FIND_BY) yield { by, text: typed[by as keyof typeof typed] ?? enrollmentId }
  }
  if (door.includes('search')) for (const word of person.searches) yield { search: word }
}

function callAction({ cookie }: Caller, id: string, page: string, argument: unknown) {
  const form = page.startsWith('/sign-in')
  const { headers, body } = form
    ? FORM
    : { headers: { 'content-type': 'text/plain;charset=UTF-8' }, body: JSON.stringify([argument]) }
  return send(desk.url + page, {
    method: 'POST',
    headers: { ...headers, cookie, origin: desk.url, accept: 'text/x-component', 'next-action': id },
    body,
  })
}

test('no route gives what its caller may not know', async () => {
  test.setTimeout(240_000)
  const calls = callers.flatMap((caller) =>
    GROUP_KEYS.map((group) => async () => {
      const problems: string[] = []
      for (const door of Object.keys(ROUTES)) {
        const [method = '', file = ''] = door.split(' ')
        if (!groupsOf(caller, ROUTES[door]).includes(group)) continue
        if (method !== 'GET' && !file.includes('/pack/')) continue
        for (const address of routeAddresses(file, group)) {
          const answer = await send(desk.url + address, {
            method,
            headers: {
              cookie: caller.cookie,
              ...(method === 'POST' && {
                origin: desk.url,
                'content-type': 'application/x-www-form-urlencoded',
              }),
            },
            ...(method === 'POST' && { body: 'confirmed=original' }),
            firstEvent: true,
          })
          const variant = caller.sees.includes(group) ? 'own group' : 'other group'
          problems.push(...(await judged(caller, { door, variant }, answer, address)))
        }
      }
      return problems
    }),
  )
  await report('routes', calls)
})

/** Each piece of evidence where a route gives one. */
function routeAddresses(file: string, group: GroupKey): string[] {
  const ids = idsOf(group)
  if (!file.includes('/evidence/[id]')) return [doorAddress(file, ids)]
  return desk.marked[group].pieces.map(({ id }) => doorAddress(file, { ...ids, evidenceId: id }))
}

test('no page tells what its caller may not know, however it is asked for', async () => {
  test.setTimeout(360_000)
  const calls = callers.map((caller) => async () => {
    const problems: string[] = []
    for (const file of Object.keys(PAGES)) {
      const groups = /\[id\]/.test(file) ? groupsOf(caller, PAGES[file]) : GROUP_KEYS.slice(0, 1)
      let open = false
      for (const [at, group] of groups.entries()) {
        for (const [variant, headers] of Object.entries(PAGE_VARIANTS)) {
          // What is fetched ahead is the frame at most: of one group is enough.
          if (at > 0 && variant.startsWith('prefetch')) continue
          const address = doorAddress(file, idsOf(group, file))
          const { answer, leaked } = await asked(caller, file, address, variant, headers)
          problems.push(...leaked)
          open ||= variant === 'html' && answer.status === 200
        }
      }
      for (const query of open ? queriesOf(file, desk) : []) {
        const address = doorAddress(file, idsOf('lyon', file)) + query
        problems.push(...(await asked(caller, file, address, 'rsc', PAGE_VARIANTS.rsc ?? {})).leaked)
      }
    }
    return problems
  })
  await report('pages', calls)
})

async function asked(
  caller: Caller,
  door: string,
  address: string,
  variant: string,
  headers: Record<string, string>,
) {
  const given = await send(desk.url + address, { headers: { ...headers, cookie: caller.cookie } })
  const { location } = given.headers
  const answer = location?.includes('_rsc')
    ? await send(new URL(location, desk.url).href, { headers: { ...headers, cookie: caller.cookie } })
    : given
  return { answer, leaked: await judged(caller, { door, variant }, answer, address) }
}

const NEVER_SHOWN = /^(?:body in quarantine|compared birth date) of /

test('whoever may know something found it somewhere: it is really there to be found', () => {
  const unseen: string[] = []
  for (const { id, mayKnow, secret } of marks.values()) {
    if (secret || NEVER_SHOWN.test(id)) continue
    if (!callers.some((caller) => mayKnow(caller))) unseen.push(`nobody may know ${id}`)
    if (!seen.has(id)) unseen.push(`nobody saw ${id}`)
  }
  for (const role of ROLES) {
    for (const group of GROUP_KEYS) {
      const [limit] =
        group === 'none'
          ? ['']
          : Object.entries(LIMITS).flatMap(([name, groups]) => (groups?.includes(group) ? [name] : []))
      const sight = seen.get(`reference of ${group}`)
      if (!sight?.has(`${role}${limit}`)) unseen.push(`${role}${limit} did not see the reference of ${group}`)
    }
  }
  expect(unseen).toEqual([])
  // An exception that nothing makes use of is a hole that nobody needs.
  expect([...used].sort()).toEqual(LEAK_EXCEPTIONS.map(({ name }) => name).sort())
  const bytes = `${Math.round(search.searched() / 2 ** 20)} MiB`
  console.log(
    `${payloads} payloads × ${callers.length} callers' rights, ${bytes} searched for ${marks.size} marks in ${search.needles} forms, 0 leaks`,
  )
})

test('what browsers are given of the desk holds no source, no map, no setting and no secret', () => {
  const built = process.env.NEXT_DIST_DIR ?? '.next'
  const files = globSync('**/*.*', { cwd: path.join(built, 'static') })
  expect(files.length).toBeGreaterThan(20)
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([])
  /** Words of the server's own: settings, queries, seals, its packages; and the demo's passwords. */
  const foreign = [
    ...['AUTH_SECRET', 'DATA_KEYS', 'METRICS_TOKEN', 'ID360_PASSWORD', 'OIDC_CLIENT_SECRET', 'DATABASE_URL'],
    ...['demo-auth-secret', 'sandbox-app-password', 'demo-compliance', 'demo-admin'],
    ...['sealed_api_key', 'callback_secret_sha256', 'password_hash', 'sealed_totp', 'aes-256-gcm', 'argon2'],
    ...[
      'better-sqlite3',
      'drizzle',
      'insert into',
      'node:fs',
      'node:crypto',
      'sourceMappingURL=',
      'x-desk-callback',
    ],
    ...Object.keys(PERMISSIONS).filter((permission) => permission === 'callbacks.replay'),
  ]
  const found = files.flatMap((file) => {
    const text = readFileSync(path.join(built, 'static', file), 'latin1')
    return foreign.filter((word) => text.includes(word)).map((word) => `${file}: ${word}`)
  })
  expect(found).toEqual([])
  // The search finds what is there: a message of the sign-in form.
  expect(
    files.some((file) => readFileSync(path.join(built, 'static', file), 'latin1').includes('next-action')),
  ).toBe(true)
})

/** Searches an answer, headers included, and says what is in it that is not for this caller. */
async function judged(caller: Caller, told: Told, answer: Answer, address = ''): Promise<string[]> {
  payloads += 1
  const found = await search.find(answer.bytes)
  for (const id of await search.find(Buffer.from(JSON.stringify(answer.headers)))) found.add(id)
  const problems: string[] = []
  if (answer.status >= 500)
    problems.push(`${caller.name}, ${told.variant} of ${told.door} ${address}: ${answer.status}`)
  for (const id of found) {
    const mark = marks.get(id)
    if (mark?.mayKnow(caller)) {
      seen.set(id, (seen.get(id) ?? new Set()).add(caller.name))
      continue
    }
    const exception = LEAK_EXCEPTIONS.find(({ allows }) => allows(caller, told, id))
    if (exception) used.add(exception.name)
    else problems.push(`${caller.name}, ${told.variant} of ${told.door} ${address} leaks ${id}`)
  }
  return problems
}

/** Runs the calls, some at once, and fails with all that they found. */
async function report(what: string, calls: (() => Promise<string[]>)[]) {
  const before = { payloads, searched: search.searched() }
  const problems: string[] = []
  const rest = [...calls]
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let call = rest.shift(); call; call = rest.shift()) problems.push(...(await call()))
    }),
  )
  const leaked = problems.filter((problem) => problem.includes(' leaks ')).length
  console.log(
    `${what}: ${payloads - before.payloads} payloads of ${callers.length} callers, ${Math.round((search.searched() - before.searched) / 2 ** 20)} MiB, ${leaked} leaks`,
  )
  expect([...new Set(problems)].slice(0, 200)).toEqual([])
}

function idsOf(group: GroupKey, file = '') {
  const { enrollmentId, assistedId, pieces, staffId } = desk.marked[group]
  const pieceOf = (kind: string) => pieces.find((piece) => piece.kind === kind)?.id ?? ''
  return {
    enrollmentId: file.includes('(assist)') ? assistedId : enrollmentId,
    processId: desk.processId,
    staffId,
    evidenceId: pieceOf('proof_slip'),
    idclaimId: pieceOf('idclaim'),
  }
}
