import { expect, type Page, test } from '@playwright/test'
import { demoPerson, deskUrl, staffPage, throughSignInPage } from './staff-page'

const PASSWORD = 'huit chouettes au grenier'

/** Each field of the page that takes a password hides it, tells password managers which it is, and takes what is pasted. */
async function expectGoodFields(page: Page, expected: string[]) {
  const fields = page.locator('input[type=password]')
  await expect(fields).toHaveCount(expected.length)
  // A field for a password that does not hide it would have one of these names.
  await expect(
    page.locator('input[name*=password]:not([type=password]), input[name=current]:not([type=password])'),
  ).toHaveCount(0)
  const clipboard = page.locator('input[name=email]:visible, input[name=name]:visible').first()
  for (const [index, autoComplete] of expected.entries()) {
    const field = fields.nth(index)
    await expect(field).toHaveAttribute('autocomplete', autoComplete)
    await clipboard.fill(PASSWORD)
    await clipboard.press('ControlOrMeta+a')
    await clipboard.press('ControlOrMeta+c')
    await field.focus()
    await page.keyboard.press('ControlOrMeta+v')
    await expect(field).toHaveValue(PASSWORD)
  }
}

test('fields for passwords hide what is typed and take it from the clipboard and from password managers', async ({
  browser,
}) => {
  const stranger = await browser.newContext()
  const signIn = await stranger.newPage()
  await signIn.goto(deskUrl('/sign-in'))
  await expectGoodFields(signIn, ['current-password'])
  await stranger.close()

  const { page, context } = await staffPage(browser, 'manager')
  await page.goto(deskUrl('/profile'))
  await expect(page.locator('input[name=again]')).toBeVisible()
  await expectGoodFields(page, ['current-password', 'new-password', 'new-password'])
  await context.close()
})

test('the way out is on every page, at a desk and on a phone', async ({ browser }) => {
  // Not staffPage: other tests go on in the session that it shares.
  const context = await browser.newContext()
  const page = await context.newPage()
  await throughSignInPage(page, demoPerson('manager'))
  for (const address of ['/', '/enrollments', '/usage', '/profile', '/admin/staff']) {
    await page.goto(deskUrl(address))
    await expect(page.getByRole('button', { name: 'Sign out' }).first(), address).toBeVisible()
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(deskUrl('/usage'))
  await page.getByRole('button', { name: /menu|navigation/i }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(deskUrl('/sign-in'))
  await page.goto(deskUrl('/usage'))
  await page.waitForURL((url) => url.pathname === '/sign-in')
  await context.close()
})
