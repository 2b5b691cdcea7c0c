// After a change of package-lock.json. A registry mirror may lack the binaries of platforms it does not serve; npm then
// leaves them out of the lock file, and `npm ci` refuses a lock file that names them without describing them. This
// adds the description (name, version, platform): nobody downloads them but the platform they are for.
import { readFileSync, writeFileSync } from 'node:fs'

const file = process.argv[2] ?? 'package-lock.json'
const lock = JSON.parse(readFileSync(file, 'utf8'))
const packages = lock.packages
const OS = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'sunos', 'aix', 'win32']
const CPU = ['arm', 'arm64', 'x64', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32']

function isDescribed(dependent, name) {
  for (let at = dependent; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true
    if (at === '') return false
    if (!at.includes('/node_modules/')) at = '/node_modules/'
  }
}

function platformEntry(name, version, dev) {
  const words = name.split(/[-/]/)
  const cpu = CPU.filter((word) => words.includes(word))
  const os = OS.filter((word) => words.includes(word))
  const musl = words.some((word) => word.endsWith('musl'))
  return {
    version,
    ...(cpu.length > 0 && { cpu }),
    ...(dev && { dev }),
    ...(musl && { libc: ['musl'] }),
    optional: true,
    ...(os.length > 0 && { os }),
  }
}

let added = 0
for (const [dependent, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (isDescribed(dependent, name)) continue
    packages[`node_modules/${name}`] = platformEntry(name, version, dev)
    added++
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)))
if (added > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added} platform packages described`)
