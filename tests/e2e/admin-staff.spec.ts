import { type Browser, expect, type Page, test } from '@playwright/test'
import { expectNothingSerious } from './expect-accessible'
import { deskUrl, staffPage } from './staff-page'

const PASSWORD = 'trois loutres sous la pluie'
const PHONE = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const

/** Invites a fictional person with the demo's administrator; gives their address and the one-time link. */
async function invite(page: Page, name: string, email: string): Promise<string> {
  await page.goto(deskUrl('/admin/staff'))
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('E-mail address').fill(email)
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByLabel('Language').selectOption('fr')
  await dialog.getByRole('checkbox', { name: /^Support/ }).check()
  await dialog.getByRole('radio', { name: 'Only these groups' }).check()
  await dialog.getByRole('checkbox', { name: 'Agence de Lyon' }).check()
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const link = await page.getByLabel('One-time link').inputValue()
  await page.getByRole('button', { name: 'I have handed it over' }).click()
  await expect(page.getByRole('cell', { name: email })).toBeVisible()
  return link
}

const unique = () => Date.now().toString(36) + Math.random().toString(36).slice(2, 6)

async function signIn(page: Page, email: string) {
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=password]').fill(PASSWORD)
  await page.locator('input[name=password]').press('Enter')
  await page.waitForURL((url) => url.pathname === '/')
}

async function choosePassword(page: Page) {
  await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD)
  await page.getByLabel('Mot de passe, encore une fois').fill(PASSWORD)
  await page.getByRole('button', { name: 'Enregistrer le mot de passe' }).click()
  await expect(page.getByText('Votre mot de passe est enregistré')).toBeVisible()
}

const french = (browser: Browser) => browser.newContext({ ...PHONE, locale: 'fr-FR' })

test('someone invited sets a password by the link, signs in, is disabled, and is out at the next click', async ({
  browser,
}) => {
  const { page: admin, context: adminContext } = await staffPage(browser, 'admin')
  const id = unique()
  const name = `Ondine Falaise ${id}`
  const email = `ondine-${id}@desk.example`
  const link = await invite(admin, name, email)
  const secret = new URL(link).hash.slice(1)
  expect(secret).toMatch(/^[\w-]{43}$/)

  const context = await french(browser)
  const page = await context.newPage()
  const sent: string[] = []
  page.on('request', (request) => {
    sent.push(request.url().split('#')[0] ?? '', request.headers().referer ?? '')
  })
  // What the server makes of the page is the same for everyone: it knows no link.
  const bare = await context.request.get(link)
  expect(await bare.text()).not.toContain(name)
  await page.goto(link)
  await expect(page.getByLabel('Adresse e-mail')).toHaveValue(email)
  await expect(page.getByLabel('Nom affiché')).toHaveValue(name)
  await expectNothingSerious(page)

  await page.getByLabel('Mot de passe', { exact: true }).fill('court')
  await page.getByLabel('Mot de passe, encore une fois').fill('court')
  await page.getByRole('button', { name: 'Enregistrer le mot de passe' }).click()
  await expect(page.getByText(/trop court/)).toBeVisible()
  await choosePassword(page)
  await page.getByRole('link', { name: 'Se connecter' }).click()
  await page.waitForURL(/\/sign-in$/)
  await signIn(page, email)
  expect(sent.filter((text) => text.includes(secret))).toEqual([])

  // The link has served: whoever finds it later learns nothing.
  const later = await (await french(browser)).newPage()
  await later.goto(link)
  await expect(later.getByRole('alert').filter({ hasText: 'Ce lien n’est plus valable' })).toBeVisible()
  await expect(later.locator('input[name=password]')).toHaveCount(0)
  await later.context().close()

  await admin.goto(deskUrl(`/admin/staff?q=${id}`))
  await admin.getByRole('link', { name }).click()
  await expect(admin.getByText('Chrome, ')).toBeVisible()
  await admin.getByRole('button', { name: 'Disable' }).click()
  await admin.getByRole('dialog').getByRole('button', { name: 'Disable' }).click()
  await expect(admin.getByRole('button', { name: 'Enable' })).toBeVisible()

  await page.getByRole('button', { name: 'Ouvrir la navigation' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'Dossiers', exact: true }).click()
  await page.waitForURL(/\/sign-in/)
  await context.close()
  await adminContext.close()
})

test('one changes the password and ends the sessions that one left open', async ({ browser }) => {
  const { page: admin, context: adminContext } = await staffPage(browser, 'admin')
  const id = unique()
  const email = `mael-${id}@desk.example`
  const link = await invite(admin, `Maël Rivage ${id}`, email)
  await adminContext.close()
  const context = await french(browser)
  const page = await context.newPage()
  await page.goto(link)
  await choosePassword(page)
  await page.goto(deskUrl('/sign-in'))
  await signIn(page, email)

  const elsewhere = await french(browser)
  const other = await elsewhere.newPage()
  await other.goto(deskUrl('/sign-in'))
  await signIn(other, email)

  await page.goto(deskUrl('/profile'))
  await expectNothingSerious(page)
  await page.getByLabel('Mot de passe actuel').fill('pas le bon')
  await page.getByLabel('Nouveau mot de passe', { exact: true }).fill('quatre hiboux sur un fil')
  await page.getByLabel('Nouveau mot de passe, encore une fois').fill('quatre hiboux sur un fil')
  await page.getByRole('button', { name: 'Changer le mot de passe' }).click()
  await expect(page.getByText('Ce n’est pas votre mot de passe actuel.')).toBeVisible()
  await page.getByRole('button', { name: /^Mettre fin à la session/ }).click()
  await expect(page.getByText('Aucune autre session n’est ouverte.')).toBeVisible()
  await other.goto(deskUrl('/enrollments'))
  await expect(other).toHaveURL(/\/sign-in/)
  await page.getByLabel('Mot de passe actuel').fill(PASSWORD)
  await page.getByRole('button', { name: 'Changer le mot de passe' }).click()
  await expect(page.getByText('Mot de passe changé.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Votre profil' })).toBeVisible()
  await context.close()
  await elsewhere.close()
})

for (const [where, options] of [
  ['1440 px, light', { viewport: { width: 1440, height: 900 }, colorScheme: 'light' }],
  ['390 px, dark', PHONE],
] as const) {
  test(`axe finds nothing serious on the pages of staff (${where})`, async ({ browser }) => {
    const { page, context } = await staffPage(browser, 'admin', options)
    await page.goto(deskUrl('/admin/staff'))
    await expectNothingSerious(page)
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    const submit = page.getByRole('button', { name: 'Make the link' })
    await submit.click()
    await expect(page.getByText('Choose at least one role.')).toBeVisible()
    // While it is sent the button is pale; axe would measure that moment.
    await expect(submit).toHaveCSS('opacity', '1')
    await expectNothingSerious(page)
    await page.goto(deskUrl('/admin/staff?q=salome'))
    await page.getByRole('link', { name: 'Salomé Brindille' }).click()
    await expect(page.getByRole('heading', { name: 'Salomé Brindille' })).toBeVisible()
    await expectNothingSerious(page)
    // Whoever reads the list reads their own entry, and changes nothing there.
    await page.goto(deskUrl('/admin/staff?q=admin@'))
    await page.getByRole('cell').getByRole('link', { name: 'Adel Clairevue' }).click()
    await expect(page.getByText(/^This is you\./)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Disable' })).toHaveCount(0)
    await context.close()
  })
}

test('nobody but administrators opens the pages of staff', async ({ browser }) => {
  const { page, context } = await staffPage(browser, 'compliance')
  expect((await page.goto(deskUrl('/admin/staff')))?.status()).toBe(403)
  await expect(page.locator('body')).not.toContainText('support@desk.example')
  await context.close()
})
