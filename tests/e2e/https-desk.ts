import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { migrateStore } from '@/db/open-store'
import { seedDemo } from '@/lib/demo'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { newId } from '@/lib/new-id'
import { freePort, runDesk } from '@/scripts/run-server'
import { fictionalEnrollments } from '../bench/fictional-enrollments'
import { storeEnrollments } from '../fixtures/store-enrollments'

/** Where the desk believes it is: TLS ends at a proxy that these tests leave out. */
export const PUBLIC_URL = 'https://desk.example.org'

export type HttpsDesk = Awaited<ReturnType<typeof startHttpsDesk>>

/** A built desk of its own with the demo's staff and one enrollment, whose address is an https one. */
export async function startHttpsDesk() {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'desk-https-'))
  const port = await freePort()
  const env = {
    DATA_DIR: directory,
    DATABASE_URL: `file:${path.join(directory, 'desk.sqlite')}`,
    ID360_BASE_URL: process.env.SANDBOX_URL ?? '',
    PUBLIC_URL,
    PORT: String(port),
    LOG_LEVEL: 'error',
    WORKER: 'off',
  }
  const settings = parseSettings(env)
  await migrateStore(settings.DATABASE_URL)
  const desk = openDesk(settings)
  const system = contextFor({ kind: 'system', name: 'test' }, desk)
  await seedDemo(system)
  const enrollmentId = await addEnrollment(system)
  const server = await runDesk({ port, env, output: 'inherit' })
  return {
    url: server.url,
    desk,
    enrollmentId,
    async stop() {
      await server.stop()
      await desk.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** An enrollment of a fictional person, straight into the database. */
export async function addEnrollment(system: ReturnType<typeof contextFor>): Promise<string> {
  const { staff, process: processTable, usageGroup } = system.store.tables
  const idsOf = async (table: typeof staff | typeof processTable | typeof usageGroup) =>
    (await system.store.read.select({ id: table.id }).from(table)).map(({ id }) => id)
  const [one] = fictionalEnrollments({
    count: 1,
    now: Date.now(),
    seed: 6,
    staffIds: await idsOf(staff),
    processIds: await idsOf(processTable),
    groupIds: await idsOf(usageGroup),
  })
  if (!one) throw new Error('no enrollment was made up')
  const id = newId()
  await storeEnrollments({ store: system.store, system }, [{ ...one, id, id360Id: null }])
  return id
}

export type Answer = { status: number; said: string | null; cookies: string[] }

/** One sign-in as a browser does it, csrf token and all. `said` is the code of what went wrong. */
export async function signInOverHttp(
  url: string,
  person: { email: string; password: string },
  { cookie = '', headers = {} }: { cookie?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const asked = await fetch(`${url}/api/auth/csrf`, { headers })
  const { csrfToken } = (await asked.json()) as { csrfToken: string }
  const response = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      ...headers,
      Origin: PUBLIC_URL,
      Cookie: [cookie, pairs(asked.headers.getSetCookie())].filter(Boolean).join('; '),
    },
    body: new URLSearchParams({ ...person, csrfToken, callbackUrl: '/', json: 'true' }),
  })
  const { url: target } = (await response.json()) as { url: string }
  return {
    status: response.status,
    said: new URL(target, PUBLIC_URL).searchParams.get('error'),
    cookies: [...asked.headers.getSetCookie(), ...response.headers.getSetCookie()],
  }
}

/** What a browser sends back for these Set-Cookie lines. */
export const pairs = (setCookies: string[]) => setCookies.map((line) => line.split(';')[0]).join('; ')
