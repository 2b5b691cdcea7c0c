import type { Browser, BrowserContext, Page } from '@playwright/test'
import { DEMO_STAFF } from '@/lib/demo'

export type DemoRole = 'support' | 'compliance' | 'manager' | 'admin'

/** The address of a page of the desk. */
export const deskUrl = (path: string) => `${process.env.DESK_URL}${path}`

/** A page of a browser of its own in which the demo person of this role is signed in, in the language they have. */
export async function staffPage(
  browser: Browser,
  role: DemoRole,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const person = DEMO_STAFF.find(({ roles }) => roles.includes(role))
  if (!person) throw new Error(`no demo person is ${role}`)
  const context = await browser.newContext(options)
  const page = await context.newPage()
  await page.goto(deskUrl('/sign-in'))
  await page.locator('input[name=email]').fill(person.email)
  await page.locator('input[name=password]').fill(person.password)
  await page.locator('input[name=password]').press('Enter')
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  return { page, context }
}
