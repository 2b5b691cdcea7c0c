// npm run bench [-- name …]: each bench builds what it needs and ends in one JSON line.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { ensureInstalled, root, run } from './ensure-installed.mjs'

ensureInstalled()
const folder = path.join(root, 'tests', 'bench')
const all = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''))
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))
const unknown = asked.filter((name) => !all.includes(name))
if (unknown.length > 0) {
  console.error(`No bench named ${unknown.join(', ')}. There are: ${all.join(', ')}`)
  process.exit(2)
}
let worst = 0
for (const name of asked.length > 0 ? asked : all) {
  worst = Math.max(worst, run('tsx', [path.join('tests', 'bench', `${name}.bench.ts`)]))
}
process.exit(worst)
