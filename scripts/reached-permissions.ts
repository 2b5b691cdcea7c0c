import { readFileSync } from 'node:fs'
import path from 'node:path'
import { resolveFile } from './check-client-imports'

export type Reached = {
  /** What the verbs that are called authorize. */
  permissions: Set<string>
  /** Whether the way there asks who is signed in. */
  asksWho: boolean
}

const ASKS_WHO = /\b(?:pageContext|staffContext|staffAction)\b/
/** A verb's first line, and a page that sends people away before it sends anything else. */
const AUTHORIZES =
  /\bauthorize\(\s*\w+,([^;]*?)\)|\bif \(!may\(ctx\.actor\.roles, ('[^']+')\)\) forbidden\(\)/g
const PERMISSION = /'([a-z]+\.[a-z]+)'/g
/** A page is made of parts, a verb calls another: further away than this, nothing is a door any more. */
const DEPTH = 6

/** Comments say nothing that counts. */
export const readCode = (root: string, file: string) =>
  readFileSync(path.join(root, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1')

/**
 * What the export `name` of a file authorizes: by itself (`authorize(ctx, '…')`), or else through the functions and
 * components that it names, there and in the files it imports them from. Read from the text, not from types: a call
 * made some other way is not seen, and then the check says that nothing is authorized.
 */
export function reachedPermissions(root: string, file: string, name: string): Reached {
  const reached: Reached = { permissions: new Set(), asksWho: false }
  const seen = new Set<string>()
  visit(file, name, 0)
  return reached

  function visit(at: string, wanted: string, depth: number) {
    const key = `${at}#${wanted}`
    if (seen.has(key) || depth > DEPTH || at.includes('lib/staff/authorize.')) return
    seen.add(key)
    const code = readCode(root, at)
    if (/^\s*['"]use client['"]/.test(code)) return
    const body = bodyOf(code, wanted)
    if (ASKS_WHO.test(body)) reached.asksWho = true
    const own = [...body.matchAll(AUTHORIZES)].flatMap(([, inVerb, inPage]) =>
      [...(inVerb ?? inPage ?? '').matchAll(PERMISSION)].flatMap(([, permission]) => permission ?? []),
    )
    for (const permission of own) reached.permissions.add(permission)
    // Behind its first line a verb does what it is for; what else it calls is no door of its own.
    if (own.length > 0) return
    for (const local of declaredIn(code)) {
      if (local !== wanted && names(body, local)) visit(at, local, depth)
    }
    for (const { local, imported, specifier } of importsOf(code)) {
      const next = names(body, local) ? resolveFile(root, at, specifier) : null
      if (next && /^(?:app|lib)\//.test(next)) visit(next, imported, depth + 1)
    }
  }
}

/** Whether a function is named in this text; `'GET'` between quotes is a word, no function. */
const names = (body: string, name: string) =>
  new RegExp(`(?<![.\\w])${name}\\b`).test(body.replace(/'[^'\n]*'/g, "''"))

/** The text of one function or constant of the top level: to the line that closes it. */
function bodyOf(code: string, name: string): string {
  const declared =
    name === 'default'
      ? /^export default\b/m
      : new RegExp(`^(?:export )?(?:async )?(?:function\\*? |const )${name}\\b`, 'm')
  const start = code.search(declared)
  if (start < 0) return ''
  const rest = code.slice(start)
  // The house's format: what begins at the margin is the next thing, unless it only closes this one.
  const end = rest.slice(1).search(/^(?:export|async|function|const|let|type|interface|class)\b/m)
  return end < 0 ? rest : rest.slice(0, end + 1)
}

const declaredIn = (code: string) =>
  [...code.matchAll(/^(?:export )?(?:default )?(?:async )?(?:function\*? |const )(\w+)/gm)].flatMap(
    ([, name]) => name ?? [],
  )

function importsOf(code: string) {
  return [...code.matchAll(/^import\s+(?!type\b)\{([^}]*)\}\s+from\s+['"]([^'"]+)['"]/gm)].flatMap(
    ([, list = '', specifier = '']) =>
      list
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '' && !one.startsWith('type '))
        .map((one) => {
          const [imported = '', local = imported] = one.split(/\s+as\s+/)
          return { imported, local, specifier }
        }),
  )
}
