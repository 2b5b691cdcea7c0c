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

for (const [locale, words] of [
  ['fr-FR', /Veuillez réessayer dans une minute/],
  ['en-GB', /try again in one minute/],
] as const) {
  test(`after too many failures the page says for how long to wait, account or not (${locale})`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ locale })
    const page = await context.newPage()
    await page.goto(deskUrl('/sign-in'))
    // Nobody has this address: the words must not tell.
    const email = `nobody-${locale}-${Date.now()}@example.org`.toLowerCase()
    await page.locator('input[name=email]').fill(email)
    await page.locator('input[name=password]').fill('not the password')
    const alert = page.getByRole('alert').filter({ hasText: /\S/ }).first()
    for (let failure = 0; failure < 6; failure += 1) {
      const answered = page.waitForResponse((response) => response.url().includes('/callback/credentials'))
      await page.locator('input[name=password]').press('Enter')
      await answered
      await expect(alert).toBeVisible()
    }
    await expect(alert).toHaveText(words)
    // What was typed stays, and the alert takes the page no wider than a telephone.
    await expect(page.locator('input[name=email]')).toHaveValue(email)
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await context.close()
  })
}

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
