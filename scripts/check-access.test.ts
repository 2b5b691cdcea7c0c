import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { accessGaps, type Registry } from './check-access'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'access-'))
  write('lib/see-papers.ts', "export function seePapers(ctx) {\n  authorize(ctx, 'evidence.view')\n}\n")
  write('lib/see-self.ts', 'export function seeSelf(ctx) {\n  return ctx.actor\n}\n')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(file: string, source: string) {
  const target = path.join(root, file)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, source)
}

const gaps = (registry: Partial<Registry>) =>
  accessGaps(root, { pages: {}, actions: {}, routes: {}, ...registry })

const PAGE =
  "import { seePapers } from '@/lib/see-papers'\nexport default async function Page() {\n  await seePapers(await pageContext())\n}\n"
const ACTION =
  "'use server'\nimport { seePapers } from '@/lib/see-papers'\nexport const seeAction = staffAction.action(({ ctx }) => seePapers(ctx.desk))\n"
const ROUTE =
  "import { seePapers } from '@/lib/see-papers'\nexport async function GET() {\n  return seePapers(await staffContext())\n}\nexport function HEAD() {\n  return new Response(null, { headers: { Allow: 'GET' } })\n}\n"

test('a new page, action or method without an entry is named', () => {
  write('app/(desk)/papers/page.tsx', PAGE)
  write('app/see-action.ts', ACTION)
  write('app/api/papers/route.ts', ROUTE)
  expect(gaps({})).toEqual([
    'app/(desk)/papers/page.tsx: this page has no entry in lib/staff/access-registry.ts.',
    'app/see-action.ts#seeAction: this action has no entry in lib/staff/access-registry.ts.',
    'GET app/api/papers/route.ts: this route has no entry in lib/staff/access-registry.ts.',
    'HEAD app/api/papers/route.ts: this route has no entry in lib/staff/access-registry.ts.',
  ])
})

test('what asks for what is registered is in order, an entry for nothing is not', () => {
  write('app/(desk)/papers/page.tsx', PAGE)
  write('app/see-action.ts', ACTION)
  write('app/api/papers/route.ts', ROUTE)
  expect(
    gaps({
      pages: { 'app/(desk)/papers/page.tsx': 'evidence.view', 'app/gone/page.tsx': 'evidence.view' },
      actions: { 'app/see-action.ts#seeAction': 'evidence.view' },
      routes: {
        'GET app/api/papers/route.ts': 'evidence.view',
        'HEAD app/api/papers/route.ts': { public: 'answers that there is no such method' },
      },
    }),
  ).toEqual(['app/gone/page.tsx: the registry names a page that is not there.'])
})

test('a verb that authorizes something else than the registry says is found, however it is reached', () => {
  write('app/(desk)/papers/page.tsx', PAGE)
  write('app/see-action.ts', ACTION)
  write(
    'lib/see-papers.ts',
    "import { gate } from './gate'\nexport function seePapers(ctx) {\n  gate(ctx)\n}\n",
  )
  write('lib/gate.ts', "export function gate(ctx) {\n  authorize(ctx, 'audit.read')\n}\n")
  expect(
    gaps({
      pages: { 'app/(desk)/papers/page.tsx': 'evidence.view' },
      actions: { 'app/see-action.ts#seeAction': 'signedIn' },
    }),
  ).toEqual([
    'app/(desk)/papers/page.tsx: registered for evidence.view, but what it calls authorizes audit.read.',
    'app/see-action.ts#seeAction: registered for any signed-in person, but what it calls authorizes audit.read.',
  ])
})

test('an action that calls no verb with a permission, or never asks who comes, does not pass for guarded', () => {
  write('app/see-action.ts', ACTION.replaceAll('seePapers', 'seeSelf').replace('see-papers', 'see-self'))
  write('app/api/papers/route.ts', 'export function GET() {\n  return new Response()\n}\n')
  expect(
    gaps({
      actions: { 'app/see-action.ts#seeAction': 'evidence.view' },
      routes: { 'GET app/api/papers/route.ts': 'signedIn' },
    }),
  ).toEqual([
    'app/see-action.ts#seeAction: registered for evidence.view, but what it calls authorizes nothing.',
    'GET app/api/papers/route.ts: needs a signed-in person, but never asks who is.',
  ])
})

test('a page that sends people away by their roles counts; a part of it that is only hidden does not', () => {
  const page = (line: string) =>
    `export default async function Page() {\n  const ctx = await pageContext()\n  ${line}\n}\n`
  write('app/a/page.tsx', page("if (!may(ctx.actor.roles, 'usage.view')) forbidden()"))
  write('app/b/page.tsx', page("const shown = may(ctx.actor.roles, 'usage.view')"))
  write('app/c/page.tsx', page("if (!may(ctx.actor.roles, 'usage.view')) return null"))
  expect(
    gaps({
      pages: {
        'app/a/page.tsx': 'usage.view',
        'app/b/page.tsx': 'usage.view',
        'app/c/page.tsx': 'usage.view',
      },
    }),
  ).toEqual([
    'app/b/page.tsx: registered for usage.view, but what it calls authorizes nothing.',
    'app/c/page.tsx: registered for usage.view, but what it calls authorizes nothing.',
  ])
})

test('"public" needs a reason, and is not said of what signs people in', () => {
  write('app/see-action.ts', ACTION)
  write('app/api/open/route.ts', 'export function GET() {\n  return new Response()\n}\n')
  expect(
    gaps({
      actions: { 'app/see-action.ts#seeAction': { public: 'it was quicker' } },
      routes: { 'GET app/api/open/route.ts': { public: ' ' } },
    }),
  ).toEqual([
    'app/see-action.ts#seeAction: registered as public, but it authorizes evidence.view.',
    'GET app/api/open/route.ts: public, and no reason is given.',
  ])
})

test('a door that cannot be named is refused as such', () => {
  write('app/inline.tsx', "export function Part() {\n  async function act() {\n    'use server'\n  }\n}\n")
  write('app/api/odd/route.ts', "export { GET, POST } from './elsewhere'\n")
  expect(gaps({})).toEqual([
    'app/inline.tsx: an action inside another file cannot be named; give it a "use server" file.',
    'app/api/odd/route.ts: exports in a way that this check does not read; name each export where it is declared.',
  ])
})
