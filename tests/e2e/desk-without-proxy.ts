import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startOwnDesk } from './own-desk'

const BUILT = process.env.NEXT_DIST_DIR ?? '.next'
const MANIFEST = 'server/functions-config-manifest.json'
const NOT_SERVED = /^(?:cache|types|diagnostics|dev|trace|lock|turbopack|build$|server\/middleware(?:$|\.js))/

/**
 * A desk of its own with an empty database (and the demo's staff), in front of the run's sandbox. It is the build that
 * the other tests use, with what `proxy.ts` was compiled to taken out (the file, and its line in the manifest by which
 * the server finds it): a build of its own from sources without the file would be the same for minutes more.
 */
export async function startDeskWithoutProxy({
  settings = {},
  demo = true,
}: {
  settings?: Record<string, string>
  demo?: boolean
} = {}) {
  const distDir = `.next-without-proxy-${process.pid}`
  copyBuild(distDir)
  const own = await startOwnDesk({
    name: 'matrix',
    settings: { METRICS_TOKEN: 'a-token-that-only-this-test-knows-of', ...settings },
    demo,
    distDir,
  })
  return {
    url: own.url,
    desk: own.desk,
    system: own.system,
    async stop() {
      await own.stop()
      rmSync(distDir, { recursive: true, force: true })
    },
  }
}

/** The build once more under another name, without its proxy. Links to packages stay links: they stand as good there. */
function copyBuild(distDir: string) {
  cpSync(BUILT, distDir, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (from) => !NOT_SERVED.test(path.relative(BUILT, from)),
  })
  const manifest = JSON.parse(readFileSync(path.join(BUILT, MANIFEST), 'utf8'))
  const { '/_middleware': proxy, ...functions } = manifest.functions
  // Somebody may have taken it out of the sources already.
  if (!proxy && existsSync('proxy.ts')) {
    throw new Error('the build has no proxy to take out, or keeps it elsewhere')
  }
  writeFileSync(path.join(distDir, MANIFEST), JSON.stringify({ ...manifest, functions }))
}

/** Signs in as a browser does, and gives the cookies it would send from then on. @throws Error when refused */
export async function cookiesOf(url: string, person: { email: string; password: string }): Promise<string> {
  const asked = await fetch(`${url}/api/auth/csrf`)
  const { csrfToken } = (await asked.json()) as { csrfToken: string }
  const before = pairs(asked)
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: url, Cookie: before },
    body: new URLSearchParams({ ...person, csrfToken, callbackUrl: '/', json: 'true' }),
  })
  const cookies = pairs(answer)
  if (!cookies.includes('desk.session=')) throw new Error(`${person.email} was not let in`)
  return `${before}; ${cookies}`
}

const pairs = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
