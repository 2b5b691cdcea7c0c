import { type Browser, type BrowserContext, type Page, request } from '@playwright/test'
import { DEMO_STAFF } from '@/lib/demo'

export type DemoRole = 'support' | 'compliance' | 'manager' | 'admin'

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

/** The address of a page of the desk. */
export const deskUrl = (path: string) => `${process.env.DESK_URL}${path}`

/** One sign-in a person and process that runs tests: their tests share the session, so none of them ends it. */
const signedIn = new Map<DemoRole, Promise<StorageState>>()

/**
 * An empty page of a browser of its own in which the demo person of this role is signed in, in the language they have.
 * To test signing in itself: `throughSignInPage`.
 */
export async function staffPage(
  browser: Browser,
  role: DemoRole,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const known = signedIn.get(role) ?? signIn(role)
  signedIn.set(role, known)
  const context = await browser.newContext({ ...options, storageState: await known })
  return { page: await context.newPage(), context }
}

/** Fills the form of the sign-in page, and waits for where it leads. */
export async function throughSignInPage(
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  if (!page.url().startsWith(deskUrl('/sign-in'))) await page.goto(deskUrl('/sign-in'))
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=password]').fill(password)
  await page.locator('input[name=password]').press('Enter')
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

export function demoPerson(role: DemoRole) {
  const person = DEMO_STAFF.find(({ roles }) => roles.includes(role))
  if (!person) throw new Error(`no demo person is ${role}`)
  return person
}

/** As the form does it, without a page. */
async function signIn(role: DemoRole): Promise<StorageState> {
  const { email, password } = demoPerson(role)
  const client = await request.newContext({ extraHTTPHeaders: { Origin: deskUrl('') } })
  const { csrfToken } = await (await client.get(deskUrl('/api/auth/csrf'))).json()
  await client.post(deskUrl('/api/auth/callback/credentials'), {
    form: { email, password, csrfToken, callbackUrl: '/', json: 'true' },
    maxRedirects: 0,
  })
  const state = await client.storageState()
  await client.dispose()
  if (!state.cookies.some(({ name }) => name.endsWith('desk.session')))
    throw new Error(`${email} was not let in`)
  return state
}
