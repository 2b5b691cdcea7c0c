import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { test } from './desk-test'
import {
  createdHeading,
  createThroughForm,
  fillForm,
  openForm,
  submitButton,
  uniqueReference,
} from './enrollment-form'
import { deskUrl, staffPage } from './staff-page'

type SandboxEnrollment = { id: string; clientReference: string | null; personPage: string }

const control = (path: string) => `${process.env.SANDBOX_URL}/sandbox/control${path}`

/** The files that ID360 has under this reference. */
async function filesAtId360(clientReference: string): Promise<SandboxEnrollment[]> {
  const response = await fetch(control('/enrollments?limit=1000'))
  const { enrollments } = (await response.json()) as { enrollments: SandboxEnrollment[] }
  return enrollments.filter((enrollment) => enrollment.clientReference === clientReference)
}

/** Only creations of this process go wrong, once: other tests use the same ID360. */
async function failNextCreation(processUuid: string, rule: Record<string, unknown>) {
  const rules = [{ pathPattern: `${processUuid}/enrollment`, method: 'POST', times: 1, ...rule }]
  await fetch(control('/faults'), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rules }),
  })
}

const TWO_ROUTES = { name: 'Deux routes', uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e104' }

const alert = (page: Page) => page.getByRole('alert').filter({ hasText: /\S/ })

test('the link reaches the browser when the agent asks for it, and not before', async ({ browser }) => {
  const { page, context } = await staffPage(browser, 'support')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const bodies: string[] = []
  page.on('response', async (response) => {
    if (!response.url().startsWith(deskUrl(''))) return
    bodies.push(await response.text().catch(() => ''))
  })
  const reference = uniqueReference('LINK')
  await createThroughForm(page, { 'Référence client': reference, Nom: 'Brindille', Prénom: 'Élise' })
  await expect(createdHeading(page)).toBeFocused()
  await expect(page.getByText('Le lien est pour Élise Brindille.')).toBeVisible()

  const [file] = await filesAtId360(reference)
  const key = /enrollment\/([^?]+)/.exec(file?.personPage ?? '')?.[1] ?? ''
  expect(key.length).toBeGreaterThan(30)
  await page.waitForLoadState('networkidle')
  expect(bodies.length).toBeGreaterThan(2)
  expect(bodies.filter((body) => body.includes(key))).toEqual([])
  await expect(page.getByTestId('link-in-part')).toContainText('••••')

  await page.getByRole('button', { name: 'Copier le lien' }).click()
  await expect(page.getByRole('button', { name: 'Lien copié' })).toBeVisible()
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  expect(await copied()).toMatch(new RegExp(`#/enrollment/${key}\\?lang=fr$`))
  await expect(page.getByTestId('link-in-part')).not.toContainText(key)

  await page.getByText('English', { exact: true }).click()
  await page.getByRole('button', { name: 'Copier le lien' }).click()
  await expect(page.getByRole('button', { name: 'Lien copié' })).toBeVisible()
  expect(await copied()).toMatch(new RegExp(`#/enrollment/${key}\\?lang=en$`))

  await page.getByRole('button', { name: 'QR code' }).click()
  const code = page.getByRole('dialog').getByRole('img', { name: /QR code/ })
  await expect(code).toBeVisible()
  expect((await code.boundingBox())?.width).toBeGreaterThan(300)
  await page.keyboard.press('Escape')
  await expect(code).toBeHidden()

  const opening = context.waitForEvent('page')
  await page.getByRole('button', { name: 'Ouvrir le lien' }).click()
  const journey = await opening
  await journey.waitForURL(new RegExp(`#/enrollment/${key}\\?lang=en$`))
  expect(await journey.evaluate(() => [window.opener, document.referrer])).toEqual([null, ''])
})

test('what is wrong is said beside the field, and nothing typed is lost', async ({ browser }) => {
  const { page } = await staffPage(browser, 'support')
  await openForm(page)
  await fillForm(page, { Prénom: 'Noé', 'Adresse e-mail': 'noe@', Téléphone: '12' })
  await submitButton(page).click()

  const summary = alert(page)
  await expect(summary).toContainText('3 champs sont à corriger')
  await expect(summary.locator('..')).toBeFocused()
  await expect(page.getByLabel('Adresse e-mail')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('Prénom')).toHaveValue('Noé')
  await expect(page.getByLabel('Téléphone')).toHaveValue('12')

  await summary.getByRole('link', { name: /^Parcours/ }).click()
  await expect(page.getByLabel('Parcours', { exact: true })).toBeFocused()

  const reference = uniqueReference('FIX')
  await fillForm(page, {
    Parcours: 'Vérification simple',
    'Référence client': reference,
    'Adresse e-mail': 'noe@example.org',
    Téléphone: '06 39 98 12 34',
  })
  await submitButton(page).click()
  await expect(createdHeading(page)).toBeVisible()
  expect(await filesAtId360(reference)).toHaveLength(1)
})

test('a field is checked when it is left, and a phone number becomes international', async ({ browser }) => {
  const { page } = await staffPage(browser, 'support')
  await openForm(page)
  const email = page.getByLabel('Adresse e-mail')
  await email.fill('camille')
  await email.press('Tab')
  await expect(email).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText('Ce n’est pas une adresse e-mail complète')).toBeVisible()
  await email.fill('camille@example.org')
  await expect(email).not.toHaveAttribute('aria-invalid')

  const phone = page.getByLabel('Téléphone')
  await phone.fill('06 39 98 12 34')
  await phone.press('Tab')
  await expect(phone).toHaveValue('+33639981234')
})

test('a double click makes one enrollment', async ({ browser }) => {
  const { page } = await staffPage(browser, 'support')
  const reference = uniqueReference('ONCE')
  await openForm(page)
  await fillForm(page, { Parcours: 'Vérification simple', 'Référence client': reference })
  await submitButton(page).dblclick()
  await expect(createdHeading(page)).toBeVisible()
  expect(await filesAtId360(reference)).toHaveLength(1)
})

test('ID360 refuses: one clear sentence, the form as it was, and the next try succeeds', async ({
  browser,
}) => {
  const { page } = await staffPage(browser, 'support')
  const reference = uniqueReference('BUSY')
  await openForm(page)
  await fillForm(page, { Parcours: TWO_ROUTES.name, 'Référence client': reference, Nom: 'Lavoine' })
  await failNextCreation(TWO_ROUTES.uuid, { action: 'status', status: 429 })
  await submitButton(page).click()
  await expect(alert(page)).toContainText('ID360 reçoit trop de demandes')
  await expect(alert(page)).toContainText('Votre saisie est conservée')
  await expect(page.getByLabel('Nom', { exact: true })).toHaveValue('Lavoine')
  expect(await filesAtId360(reference)).toHaveLength(0)

  await submitButton(page).click()
  await expect(createdHeading(page)).toBeVisible()
  expect(await filesAtId360(reference)).toHaveLength(1)

  // ID360 did it, and its answer got lost: the desk says that it does not know, and leads to the file.
  const lost = uniqueReference('LOST')
  await page.getByRole('button', { name: 'Nouveau dossier, même groupe' }).click()
  await fillForm(page, { 'Référence client': lost })
  await failNextCreation(TWO_ROUTES.uuid, { action: 'status', status: 502, when: 'after' })
  await submitButton(page).click()
  await expect(page.getByRole('heading', { name: 'ID360 n’a pas confirmé la création' })).toBeFocused()
  await expect(submitButton(page)).toBeHidden()
  await page.getByRole('link', { name: 'Ouvrir le dossier non confirmé' }).click()
  await expect(page).toHaveURL(/\/enrollments\/[0-9a-f-]{36}$/)
})

test('the next form keeps process, group and language; the browser remembers the group', async ({
  browser,
}) => {
  const { page } = await staffPage(browser, 'support')
  const reference = uniqueReference('NEXT')
  await openForm(page)
  await fillForm(page, {
    Parcours: 'Vérification simple',
    Groupe: 'Agence de Nantes',
    'Référence client': reference,
  })
  await page.getByText('English', { exact: true }).click()
  await submitButton(page).click()
  await page.getByRole('button', { name: 'Nouveau dossier, même groupe' }).click()
  await expect(page.getByLabel('Parcours', { exact: true })).toBeFocused()
  const chosen = (label: string) => page.getByLabel(label, { exact: true }).locator('option:checked')
  await expect(chosen('Parcours')).toHaveText('Vérification simple')
  await expect(chosen('Groupe')).toHaveText('Agence de Nantes')
  await expect(page.getByRole('radio', { name: 'English' })).toBeChecked()
  await expect(page.getByLabel('Référence client')).toHaveValue('')

  // The reference has served: a warning with a way to that enrollment, not an error.
  await fillForm(page, { 'Référence client': reference })
  await page.getByLabel('Référence client').press('Tab')
  await expect(page.getByText('Cette référence a déjà servi')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Voir ce dossier' })).toHaveAttribute(
    'href',
    /\/enrollments\/[0-9a-f-]{36}/,
  )

  await openForm(page)
  await expect(chosen('Groupe')).toHaveText('Agence de Nantes')
})

test('a process that makes an idclaim asks for the mobile that signs', async ({ browser }) => {
  const { page } = await staffPage(browser, 'support')
  await openForm(page)
  await expect(page.getByLabel('Mobile pour la signature')).toBeHidden()
  await fillForm(page, { Parcours: 'Signature avancée', 'Référence client': uniqueReference('SIGN') })
  await submitButton(page).click()
  await expect(alert(page)).toContainText('Mobile pour la signature')
  await page.getByLabel('Mobile pour la signature').fill('+33 6 39 98 12 34')
  await submitButton(page).click()
  await expect(createdHeading(page)).toBeVisible()
})

test('who may not create is told so', async ({ browser }) => {
  const { page } = await staffPage(browser, 'compliance')
  const response = await page.goto(deskUrl('/enrollments/new'))
  expect(response?.status()).toBe(403)
  await expect(submitButton(page)).toBeHidden()
})

for (const [theme, width] of [
  ['light', 1440],
  ['dark', 390],
] as const) {
  test(`axe finds nothing serious on the form, its errors and the link (${theme}, ${width} px)`, async ({
    browser,
  }) => {
    const { page } = await staffPage(browser, 'support', {
      colorScheme: theme,
      viewport: { width, height: 900 },
    })
    const serious = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    }
    await openForm(page)
    await page.locator('summary').click()
    expect(await serious()).toEqual([])
    await submitButton(page).click()
    await expect(alert(page)).toBeVisible()
    expect(await serious()).toEqual([])
    await createThroughForm(page, { 'Référence client': uniqueReference('AXE') })
    expect(await serious()).toEqual([])
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0)
  })
}
