import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { resolveFile, valueImports } from './check-client-imports'

/**
 * The arrows of the house for the .tsx files of `app/`: dependency-cruiser's parser (swc, since TypeScript 7 has none
 * to offer) reads no JSX. The rules are those of .dependency-cruiser.cjs: no store and no sandbox behind a page, not
 * even their types, and no circle.
 */
const FORBIDDEN =
  /^(@\/db\/|@\/lib\/id360-sandbox\/|drizzle-orm|better-sqlite3$|pg$)|\/db\/(schema|store|kit|open-)/

/** Everything a file imports, types too. */
function allImports(source: string): string[] {
  return [...source.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|^\s*import\s+)['"]([^'"]+)['"]/gm)].flatMap(
    ([, specifier]) => specifier ?? [],
  )
}

/** One sentence for each import of a page or component that goes the wrong way, and for each circle. */
export function wrongArrows(root: string): string[] {
  const files = globSync('app/**/*.{ts,tsx}', { cwd: root }).sort()
  const sources = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]))
  const forbidden = files
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) =>
      allImports(sources.get(file) ?? '')
        .filter((specifier) => FORBIDDEN.test(specifier))
        .map((specifier) => `${file} imports ${specifier}: pages call verbs, they know no store.`),
    )
  return [...forbidden, ...circles(root, sources)]
}

function circles(root: string, sources: Map<string, string>): string[] {
  const found: string[] = []
  const done = new Set<string>()
  for (const file of sources.keys()) visit(file, [])
  return found

  function visit(file: string, above: string[]) {
    const start = above.indexOf(file)
    if (start >= 0) found.push(`A circle: ${[...above.slice(start), file].join(' → ')}`)
    if (start >= 0 || done.has(file)) return
    for (const specifier of valueImports(sources.get(file) ?? '')) {
      const next = resolveFile(root, file, specifier)
      if (next && sources.has(next)) visit(next, [...above, file])
    }
    done.add(file)
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const wrong = wrongArrows(path.resolve(import.meta.dirname, '..'))
  for (const sentence of wrong) console.error(sentence)
  if (wrong.length === 0) console.log('Pages and components import what they may, without circles.')
  process.exitCode = wrong.length === 0 ? 0 : 1
}
