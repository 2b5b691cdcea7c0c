// Runs on whatever Node the machine has: it installs what the lock file says, the pinned Node 24 included.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const bin = path.join(root, 'node_modules', '.bin')
const marker = path.join(root, 'node_modules', '.desk-installed')

/** Scripts find the pinned Node and the project's own tools first. */
export const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` }

/** `npm ci`, unless what is installed already is what the lock file says. */
export function ensureInstalled() {
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted && existsSync(path.join(bin, 'node')))
    return
  console.error('Installing the packages of package-lock.json …')
  const install = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    // The development packages are needed too: they build and test.
    env: { ...process.env, NODE_ENV: undefined },
    // Standard output belongs to who runs the command: what npm says goes to the other one.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (install.status !== 0) {
    console.error('npm ci failed: the desk needs the npm registry once, to install.')
    process.exit(install.status ?? 1)
  }
  writeFileSync(marker, wanted)
}

/** Runs one command in the project, on the pinned Node. Returns its exit code. */
export function run(command, args, extraEnv = {}) {
  const result = spawnSync(command, args, { cwd: root, env: { ...env, ...extraEnv }, stdio: 'inherit' })
  if (result.error) console.error(`${command}: ${result.error.message}`)
  return result.status ?? 1
}
