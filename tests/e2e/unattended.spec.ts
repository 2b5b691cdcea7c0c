import { expect, test } from '@playwright/test'
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

test('a page that nobody touches leaves the screen when its session is over, and stays while it is not', async ({
  browser,
}) => {
  const desk = openDesk(parseSettings({ DATA_DIR: process.env.DESK_DATA_DIR, LOG_LEVEL: 'silent' }))
  const system = contextFor({ kind: 'system', name: 'test' }, desk)
  const staffId = await createStaff(system, PERSON)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.clock.install()
  await page.goto(deskUrl('/sign-in?from=%2Fenrollments'))
  await page.locator('input[name=email]').fill(PERSON.email)
  await page.locator('input[name=password]').fill(PERSON.password)
  await page.locator('input[name=password]').press('Enter')
  await page.waitForURL(deskUrl('/enrollments'))
  const name = page.getByText(PERSON.name).first()
  await expect(name).toBeVisible()

  // The session goes on: an hour without a touch takes nothing away. (Before the page is alive, an hour passes unseen.)
  await expect(async () => {
    const asked = page.waitForResponse((response) => response.url().endsWith('/api/session'), {
      timeout: 3_000,
    })
    const [answer] = await Promise.all([asked, page.clock.runFor('01:01:30')])
    expect(answer.status()).toBe(204)
  }).toPass()
  await expect(name).toBeVisible()

  // It is ended elsewhere; nothing is taken from whoever is at it.
  await desk.store.tx((tx) => endSessionsOf(system, tx, { staffId }))
  await page.mouse.move(200, 200)
  await page.mouse.move(210, 210)
  await page.clock.runFor('10:00')
  await expect(name).toBeVisible()

  await page.clock.runFor('01:00:00')
  await page.waitForURL(deskUrl('/sign-in?from=%2Fenrollments'))
  await expect(page.locator('input[name=password]')).toBeVisible()
  await expect(name).toBeHidden()
  await context.close()
  await desk.close()
})
