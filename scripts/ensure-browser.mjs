// A Chromium for the tests: the system's, else the one Playwright has or can fetch, else Debian's.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { run } from './ensure-installed.mjs'

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const works = (file) =>
  Boolean(file) && existsSync(file) && spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0

const playwrights = () => createRequire(import.meta.url)('playwright').chromium.executablePath()

/** The path of a Chromium that starts; installs one when there is none. */
export function ensureBrowser() {
  const known = [process.env.CHROMIUM_PATH, ...SYSTEM, playwrights()].find(works)
  if (known) return known
  console.error('No Chromium here: asking Playwright for one …')
  const fetched = spawnSync('npx', ['playwright', 'install', 'chromium'], {
    stdio: ['ignore', 2, 2],
    timeout: 180_000,
  })
  if (fetched.status === 0 && works(playwrights())) return playwrights()
  console.error('Playwright could not fetch one: asking apt …')
  run('sh', [
    '-c',
    'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null',
  ])
  const installed = SYSTEM.find(works)
  if (installed) return installed
  console.error('No Chromium could be had. Install one and name it in CHROMIUM_PATH.')
  process.exit(1)
}
