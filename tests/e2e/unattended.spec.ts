import { expect, type Page, test } from '@playwright/test'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { createStaff } from '@/lib/staff/create-staff'
import { endSessionsOf } from '@/lib/staff/end-sessions-of'
import { deskUrl } from './staff-page'

const PERSON = {
  email: `absente-${Date.now().toString(36)}@desk.example`,
  name: 'Armelle Absente',
  password: 'six-tortues-sous-un-saule',
  roles: ['compliance'] as ['compliance'],
}

type Clock = { laterMs?: number }

/** The browser's clock can be put forward; its timers go on as they are. */
const withClock = (page: Page) =>
  page.addInitScript(() => {
    const real = Date.now.bind(Date)
    Date.now = () => real() + ((globalThis as Clock).laterMs ?? 0)
  })

/** A lid that was closed for so long opens again: the page looks at the clock at once. */
const sleepFor = (page: Page, minutes: number) =>
  page.evaluate((ms) => {
    const clock = globalThis as Clock
    clock.laterMs = (clock.laterMs ?? 0) + ms
    document.dispatchEvent(new Event('visibilitychange'))
  }, minutes * 60_000)

const aSession = (page: Page, timeout: number) =>
  page.waitForResponse((response) => response.url().endsWith('/api/session'), { timeout })

// The profile asks for nothing by itself: what takes it away is what is looked at here.
test('a page that nobody touches leaves the screen when its session is over, and stays while it is not', async ({
  browser,
}) => {
  const desk = openDesk(parseSettings({ DATA_DIR: process.env.DESK_DATA_DIR, LOG_LEVEL: 'silent' }))
  const system = contextFor({ kind: 'system', name: 'test' }, desk)
  const staffId = await createStaff(system, PERSON)
  const context = await browser.newContext()
  const page = await context.newPage()
  await withClock(page)
  await page.goto(deskUrl('/sign-in?from=%2Fprofile'))
  await page.locator('input[name=email]').fill(PERSON.email)
  await page.locator('input[name=password]').fill(PERSON.password)
  await page.locator('input[name=password]').press('Enter')
  await page.waitForURL(deskUrl('/profile'))
  const name = page.getByText(PERSON.name).first()
  await expect(name).toBeVisible()

  // The session goes on: an hour without a touch takes nothing away. (Before the page is alive, an hour passes unseen.)
  await expect(async () => {
    const [answer] = await Promise.all([aSession(page, 2_000), sleepFor(page, 61)])
    expect(answer.status()).toBe(204)
  }).toPass()
  await expect(name).toBeVisible()

  // It is ended elsewhere; nothing is taken from whoever was at it a moment ago: the page does not even ask.
  await desk.store.tx((tx) => endSessionsOf(system, tx, { staffId }))
  let asked = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/api/session')) asked += 1
  })
  await page.mouse.move(200, 200)
  await page.mouse.move(210, 210)
  await sleepFor(page, 10)
  await expect(name).toBeVisible()
  expect(asked).toBe(0)

  await sleepFor(page, 60)
  await page.waitForURL(deskUrl('/sign-in?from=%2Fprofile'))
  await expect(page.locator('input[name=password]')).toBeVisible()
  await expect(name).toBeHidden()
  await context.close()
  await desk.close()
})
