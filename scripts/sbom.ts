import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { licenceOf, nameOf, readLockFile } from './check-licences'

// The software bill of materials of what runs in production (CycloneDX, JSON), from the lock file: written to the file
// that is named, or to standard output. npm makes it of everything, and what is only for development is taken out here:
// `--omit dev` also leaves out what production shares with a tool. Licences that npm does not find are added.

type Component = { 'bom-ref': string; name: string; version: string; licenses?: unknown[] }
type Bill = {
  metadata: { component: Component }
  components: Component[]
  dependencies: { ref: string; dependsOn?: string[] }[]
}

const root = path.resolve(import.meta.dirname, '..')
const [file] = process.argv.slice(2)
const kind = ['--sbom-format', 'cyclonedx', '--sbom-type', 'application']
const made = execFileSync('npm', ['sbom', ...kind, '--package-lock-only'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  stdio: ['ignore', 'pipe', 'inherit'],
})
const bill: Bill = JSON.parse(made)
bill.metadata.component.name = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).name

const lock = readLockFile(root)
const places = new Map<string, string>()
for (const [place, { version, dev }] of Object.entries(lock.packages)) {
  if (place !== '' && !dev) places.set(`${nameOf(place)}@${version}`, place)
}
bill.components = bill.components.flatMap((component) => {
  const place = places.get(`${component.name}@${component.version}`)
  if (place === undefined) return []
  const licence = licenceOf(lock, place)
  return [{ ...component, ...(licence && { licenses: component.licenses ?? [{ expression: licence }] }) }]
})
const kept = new Set([bill.metadata.component, ...bill.components].map((component) => component['bom-ref']))
bill.dependencies = bill.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn?.filter((other) => kept.has(other)) ?? [] }))

const text = `${JSON.stringify(bill, null, 2)}\n`
if (file) writeFileSync(file, text)
else process.stdout.write(text)
