import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { deskUrl } from './staff-page'

test('a wrong password is told on the page, and a stranger is led to sign in', async ({ page }) => {
  await page.goto(deskUrl('/enrollments'))
  await page.waitForURL(/\/sign-in/)
  await page.locator('input[name=email]').fill('support@desk.example')
  await page.locator('input[name=password]').fill('not the password')
  await page.locator('input[name=password]').press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: /\S/ }).first()).toBeVisible()
  expect(new URL(page.url()).pathname).toBe('/sign-in')
})

for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 390],
] as const) {
  test(`axe finds nothing serious on sign-in (${colorScheme}, ${width} px)`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } })
    const page = await context.newPage()
    await page.goto(deskUrl('/sign-in'))
    await expect(page.locator('input[name=password]')).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(serious.map(({ id }) => id)).toEqual([])
    await context.close()
  })
}
