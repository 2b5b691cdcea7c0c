import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ACTIONS, type Access, PAGES, ROUTES } from '@/lib/staff/access-registry'
import { reachedPermissions, readCode } from './reached-permissions'

/**
 * Holds lib/staff/access-registry.ts against the sources: every page, server action and route handler has an entry,
 * every entry has what it names, and what is called there authorizes what the entry says.
 */

export type Registry = Record<'pages' | 'actions' | 'routes', Readonly<Record<string, Access>>>

type Door = { key: string; file: string; name: string }

/** One sentence for each door without an entry, entry without a door, and door that asks for something else. */
export function accessGaps(root: string, { pages, actions, routes }: Registry): string[] {
  const found = { pages: pagesOf(root), actions: actionsOf(root), routes: routesOf(root) }
  return [
    ...found.actions.unread,
    ...found.routes.unread,
    ...compare(root, 'page', found.pages, pages),
    ...compare(root, 'action', found.actions.doors, actions),
    ...compare(root, 'route', found.routes.doors, routes),
  ]
}

function compare(
  root: string,
  kind: 'page' | 'action' | 'route',
  doors: Door[],
  entries: Readonly<Record<string, Access>>,
): string[] {
  const keys = new Set(doors.map(({ key }) => key))
  return [
    ...doors
      .filter(({ key }) => entries[key] === undefined)
      .map(({ key }) => `${key}: this ${kind} has no entry in lib/staff/access-registry.ts.`),
    ...Object.keys(entries)
      .filter((key) => !keys.has(key))
      .map((key) => `${key}: the registry names a ${kind} that is not there.`),
    ...doors.flatMap((door) => {
      const access = entries[door.key]
      return access === undefined ? [] : disagreements(root, kind, door, access)
    }),
  ]
}

function disagreements(root: string, kind: string, { key, file, name }: Door, access: Access): string[] {
  const { permissions, asksWho } = reachedPermissions(root, file, name)
  const does = [...permissions].sort()
  const said = does.length === 0 ? 'nothing' : does.join(', ')
  if (typeof access === 'object' && 'public' in access) {
    if (access.public.trim() === '') return [`${key}: public, and no reason is given.`]
    return does.length > 0 && asksWho ? [`${key}: registered as public, but it authorizes ${said}.`] : []
  }
  const wrong = asksWho ? [] : [`${key}: needs a signed-in person, but never asks who is.`]
  const wanted = access === 'signedIn' ? [] : [access].flat()
  const lacking = wanted.filter((permission) => !does.includes(permission))
  // A page is made of parts that may ask for more; an action or a route does one thing.
  const beyond = kind === 'page' ? [] : does.filter((permission) => !wanted.some((one) => one === permission))
  if (lacking.length > 0 || beyond.length > 0) {
    const registered = wanted.length === 0 ? 'any signed-in person' : wanted.join(', ')
    wrong.push(`${key}: registered for ${registered}, but what it calls authorizes ${said}.`)
  }
  return wrong
}

const files = (root: string, pattern: string) =>
  globSync(pattern, { cwd: root })
    .map((file) => file.split(path.sep).join('/'))
    .sort()

const pagesOf = (root: string): Door[] =>
  files(root, 'app/**/page.{ts,tsx,js,jsx}').map((file) => ({ key: file, file, name: 'default' }))

const USE_SERVER = /^[ \t]*['"]use server['"]/gm
const EXPORTED = /^export (?:async )?(?:function|const) (\w+)/gm
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

function actionsOf(root: string): { doors: Door[]; unread: string[] } {
  const doors: Door[] = []
  const unread: string[] = []
  for (const file of files(root, '{app,lib}/**/*.{ts,tsx}')) {
    if (!readFileSync(path.join(root, file), 'utf8').includes('use server')) continue
    const code = readCode(root, file)
    if (!code.match(USE_SERVER)) continue
    if (!/^\s*['"]use server['"]/.test(code)) {
      unread.push(`${file}: an action inside another file cannot be named; give it a "use server" file.`)
      continue
    }
    unread.push(...unreadExports(file, code))
    for (const name of exportsOf(code)) doors.push({ key: `${file}#${name}`, file, name })
  }
  return { doors, unread }
}

function routesOf(root: string): { doors: Door[]; unread: string[] } {
  const doors: Door[] = []
  const unread: string[] = []
  for (const file of files(root, 'app/**/route.{ts,tsx,js}')) {
    const code = readCode(root, file)
    unread.push(...unreadExports(file, code))
    for (const name of exportsOf(code)) {
      if (METHODS.has(name)) doors.push({ key: `${name} ${file}`, file, name })
    }
  }
  return { doors, unread }
}

const exportsOf = (code: string) => [...code.matchAll(EXPORTED)].flatMap(([, name]) => name ?? [])

/** What would be a door under a name that this check cannot read. */
const unreadExports = (file: string, code: string) =>
  /^export (?:default|\{|\*|const [{[])/m.test(code)
    ? [`${file}: exports in a way that this check does not read; name each export where it is declared.`]
    : []

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const gaps = accessGaps(path.resolve(import.meta.dirname, '..'), {
    pages: PAGES,
    actions: ACTIONS,
    routes: ROUTES,
  })
  for (const sentence of gaps) console.error(sentence)
  if (gaps.length === 0) {
    const [pages, actions, routes] = [PAGES, ACTIONS, ROUTES].map((table) => Object.keys(table).length)
    console.log(
      `Each of ${pages} pages, ${actions} actions and ${routes} route methods asks for what is registered.`,
    )
  }
  process.exitCode = gaps.length === 0 ? 0 : 1
}
