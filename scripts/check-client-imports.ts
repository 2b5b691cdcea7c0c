import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * A "use client" file imports no server code: walks what each of them imports by value and names the chain that leads
 * to the store, a verb, Node, or a library that has no business in a browser. Types may come from anywhere; a
 * "use server" file is a boundary, because only the address of its actions crosses.
 */

/** Packages that are the server's, or too heavy for the budget of a page (zod, libphonenumber: checks run there). */
const SERVER_PACKAGES =
  /^(node:|server-only$|next\/(headers|server)$|next-auth($|\/(?!react))|next-intl\/server$|next-safe-action$|drizzle-orm|better-sqlite3|pg$|pino|nodemailer|@node-rs\/|zod$|libphonenumber-js)/

const SERVER_FILES = /^(db\/|lib\/(desk|context|env|log|demo)\.ts$|instrumentation|proxy\.ts$)/

/** A verb's first parameter is the context. */
const VERB = /export\s+(?:async\s+)?function\s+\w+(?:<[^>]*>)?\(\s*_?ctx\s*[:,)]/

const directive = (source: string, name: string) =>
  new RegExp(`^(?:\\s|//[^\\n]*\\n|/\\*[\\s\\S]*?\\*/)*['"]use ${name}['"]`).test(source)

/** The modules that a file imports by value. `import { type A }` counts: the import itself stays. */
export function valueImports(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const statements = code.matchAll(
    /^\s*(?:import|export)\s+(?!type\b)(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]/gm,
  )
  const dynamic = code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)
  return [...statements, ...dynamic].flatMap(([, specifier]) => specifier ?? [])
}

/** The file behind a specifier of ours, from the root; null for a package. */
export function resolveFile(root: string, from: string, specifier: string): string | null {
  const base = specifier.startsWith('@/')
    ? path.join(root, specifier.slice(2))
    : specifier.startsWith('.')
      ? path.resolve(path.dirname(path.join(root, from)), specifier)
      : null
  if (base === null) return null
  const tried = ['', '.ts', '.tsx', '/index.ts', '/index.tsx'].map((ending) => base + ending)
  const found = tried.find((file) => existsSync(file) && statSync(file).isFile())
  return found ? path.relative(root, found) : null
}

/** Every chain from a "use client" file below `app/` to something of the server's. */
export function serverChains(root: string): string[][] {
  const chains: string[][] = []
  for (const entry of globSync('app/**/*.{ts,tsx}', { cwd: root }).sort()) {
    if (!directive(readFileSync(path.join(root, entry), 'utf8'), 'client')) continue
    const seen = new Set<string>()
    walk(entry, [entry], seen)
  }
  return chains

  function walk(file: string, chain: string[], seen: Set<string>) {
    if (seen.has(file) || !/\.tsx?$/.test(file)) return
    seen.add(file)
    const source = readFileSync(path.join(root, file), 'utf8')
    if (chain.length > 1 && directive(source, 'server')) return
    if (SERVER_FILES.test(file) || (file.startsWith('lib/') && VERB.test(source))) {
      chains.push(chain)
      return
    }
    for (const specifier of valueImports(source)) {
      if (SERVER_PACKAGES.test(specifier)) chains.push([...chain, specifier])
      const next = resolveFile(root, file, specifier)
      if (next) walk(next, [...chain, next], seen)
    }
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const chains = serverChains(path.resolve(import.meta.dirname, '..'))
  for (const chain of chains) console.error(`A client file reaches server code: ${chain.join(' → ')}`)
  if (chains.length === 0) console.log('No "use client" file imports server code.')
  process.exitCode = chains.length === 0 ? 0 : 1
}
