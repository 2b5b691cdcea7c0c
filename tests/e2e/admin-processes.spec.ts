import { randomUUID } from 'node:crypto'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, type Page } from '@playwright/test'
import { addStaff } from './add-staff'
import { test } from './desk-test'
import { openForm, uniqueReference } from './enrollment-form'
import { deskUrl, staffPage, throughSignInPage } from './staff-page'

// The demo's administrator reads English, its support agent French.

async function serious(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes[0]?.html])
}

/** What a support agent can choose in the form of new enrollments. */
async function choicesOf(page: Page, label: 'Parcours' | 'Groupe') {
  await openForm(page)
  return page.getByLabel(label, { exact: true }).locator('option').allTextContents()
}

/** A page of an administrator of their own who reads French: the demo's is used by other tests meanwhile. */
async function frenchAdmin(browser: Browser): Promise<Page> {
  const email = `${randomUUID()}@desk.example`
  const password = randomUUID()
  await addStaff({ email, name: 'Adèle Francœur', password, roles: ['admin'], language: 'fr' })
  const page = await (await browser.newContext()).newPage()
  await throughSignInPage(page, { email, password })
  return page
}

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

test('an administrator adds, changes and retires a process; agents are offered what is in use', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const { page } = await staffPage(browser, 'admin')
  const support = await staffPage(browser, 'support')
  const name = `Prêt ${uniqueReference('P')}`
  const uuid = randomUUID()

  await page.goto(deskUrl('/admin/processes'))
  await expect(page.getByRole('heading', { name: 'Processes', exact: true })).toBeVisible()
  expect(await serious(page)).toEqual([])
  await page.getByRole('link', { name: 'Add a process' }).click()

  // Wrong things are said beside their fields, the first one has the focus, and nothing typed is lost.
  const add = page.getByRole('button', { name: 'Add the process' })
  await page.getByLabel('UUID at ID360').fill('3f1c9a52')
  await page.getByLabel('Landing address').fill('example.org')
  await page.getByLabel('Some endings only').check()
  await add.click()
  await expect(page.getByText('Please tick at least one callback')).toBeVisible()
  await expect(page.getByRole('checkbox', { name: 'Verdict (OK or KO)' })).toBeFocused()
  await page.getByRole('checkbox', { name: 'Verdict (OK or KO)' }).check()
  await add.click()
  await expect(page.getByText('3 fields need correcting.')).toBeVisible()
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await expect(page.getByLabel('UUID at ID360')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('Landing address')).toHaveValue('example.org')
  expect(await serious(page)).toEqual([])

  await page.getByLabel('Name', { exact: true }).fill('Vérification simple')
  await page.getByLabel('UUID at ID360').fill(uuid.toUpperCase())
  await page.getByLabel('Landing address').fill('https://www.example.org/thanks')
  await add.click()
  await expect(page.getByText('This name is taken.')).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill(name)
  // By keyboard alone.
  await page.getByLabel('Name', { exact: true }).press('Enter')
  await page.waitForURL('**/admin/processes')
  await expect(rowOf(page, name)).toContainText(uuid)
  await expect(rowOf(page, name)).toContainText('Verdict')
  expect(await choicesOf(support.page, 'Parcours')).toContain(name)

  await page.getByRole('link', { name }).click()
  await page.getByLabel('How people do it').selectOption('By link')
  await page.getByLabel('Everything, steps included').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL('**/admin/processes')
  await expect(rowOf(page, name)).toContainText('By link')
  await expect(rowOf(page, name)).toContainText('All')

  await page.getByRole('link', { name }).click()
  await page.getByRole('button', { name: 'Retire', exact: true }).click()
  await expect(page.getByText('Retired: it is not offered any more')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Reactivate' })).toBeVisible()
  expect(await serious(page)).toEqual([])
  expect(await choicesOf(support.page, 'Parcours')).not.toContain(name)
})

test('an administrator adds, renames and retires a group in its line, with the keyboard', async ({
  browser,
}) => {
  const { page } = await staffPage(browser, 'admin')
  const support = await staffPage(browser, 'support')
  const first = `Guichet ${uniqueReference('G')}`
  const second = `${first} bis`

  await page.goto(deskUrl('/admin/groups'))
  const field = page.getByLabel('Name of the group')
  await expect(page.getByRole('button', { name: 'Add' })).toBeEnabled()
  await field.fill('Agence de Lyon')
  await field.press('Enter')
  await expect(page.getByText('This name is taken.')).toBeVisible()
  await expect(field).toBeFocused()
  await field.fill(first)
  await field.press('Enter')
  await expect(rowOf(page, first)).toContainText('Active')
  await expect(field).toHaveValue('')
  await expect(field).toBeFocused()
  expect(await choicesOf(support.page, 'Groupe')).toContain(first)

  const rename = page.getByRole('button', { name: `Rename “${first}”` })
  await rename.press('Enter')
  await expect(page.getByLabel(`New name of “${first}”`)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(rename).toBeFocused()
  await rename.press('Enter')
  await page.getByLabel(`New name of “${first}”`).fill(second)
  await page.keyboard.press('Enter')
  const retire = page.getByRole('button', { name: `Retire “${second}”` })
  await expect(page.getByRole('button', { name: `Rename “${second}”` })).toBeFocused()
  expect(await serious(page)).toEqual([])
  await retire.press('Enter')
  await expect(rowOf(page, second)).toContainText('Retired')
  await expect(page.getByRole('button', { name: `Reactivate “${second}”` })).toBeFocused()
  expect(await choicesOf(support.page, 'Groupe')).not.toContain(second)
})

test('the connection is tried with a button, and the answer is said in words', async ({ browser }) => {
  const { page } = await staffPage(browser, 'admin')
  await page.goto(deskUrl('/admin/processes'))
  await expect(page.getByText('ID360 has no known call for that')).toBeVisible()
  await page.getByRole('button', { name: 'Try the connection' }).click()
  await expect(page.getByText('knows the account sandbox-app')).toBeVisible()
  expect(await serious(page)).toEqual([])
})

test('the pages speak French, fit a phone in both themes, and are closed to everyone else', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const page = await frenchAdmin(browser)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      for (const [path, title] of [
        ['/admin/processes', 'Parcours'],
        ['/admin/processes/new', 'Nouveau parcours'],
        ['/admin/groups', 'Groupes'],
      ] as const) {
        await page.goto(deskUrl(path))
        await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(over).toBeLessThanOrEqual(0)
        expect(await serious(page)).toEqual([])
      }
    }
  }

  for (const role of ['support', 'compliance', 'manager'] as const) {
    const other = await staffPage(browser, role)
    const entries = other.page.locator('a[href="/admin/processes"], a[href="/admin/groups"]')
    await expect(entries).toHaveCount(0)
    for (const path of ['/admin/processes', '/admin/processes/new', '/admin/processes/x', '/admin/groups']) {
      expect((await other.page.goto(deskUrl(path)))?.status()).toBe(403)
    }
    await other.context.close()
  }
})
