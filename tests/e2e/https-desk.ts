import type { Context } from '@/lib/context'
import { newId } from '@/lib/new-id'
import { fictionalEnrollments } from '../bench/fictional-enrollments'
import { storeEnrollments } from '../fixtures/store-enrollments'
import { startOwnDesk } from './own-desk'

/** Where the desk believes it is: TLS ends at a proxy that these tests leave out. */
export const PUBLIC_URL = 'https://desk.example.org'

export type HttpsDesk = Awaited<ReturnType<typeof startHttpsDesk>>

/** A built desk of its own with the demo's staff and one enrollment, whose address is an https one. */
export async function startHttpsDesk() {
  const { prepared: enrollmentId, ...here } = await startOwnDesk({
    name: 'https',
    settings: { PUBLIC_URL, WORKER: 'off' },
    prepare: addEnrollment,
  })
  return { ...here, enrollmentId }
}

/** An enrollment of a fictional person, straight into the database. */
export async function addEnrollment(system: Context): Promise<string> {
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
