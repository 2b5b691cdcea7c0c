import { expect, type Page, test } from '@playwright/test'
import { preferenceCookieNames } from '@/lib/i18n/preference-cookie-names'
import { demoEnrollment } from './demo-enrollment'
import { uniqueReference } from './enrollment-form'
import { expectAccessible } from './evidence-steps'
import { walk } from './sandbox-control'
import { deskUrl, staffPage } from './staff-page'

const PHONE_SCREEN = { width: 390, height: 844 }

/** The cookie, not the preference: other tests meet the same person. */
async function speak(page: Page, value: 'fr' | 'en') {
  const { language } = preferenceCookieNames(deskUrl('/'))
  await page.context().addCookies([{ name: language, value, url: deskUrl('/') }])
}

/** The page in the other language, on a telephone, in the dark: nothing runs out of it, and nothing is hard to read. */
async function expectFineInOtherLanguage(page: Page, heading: string) {
  await page.setViewportSize(PHONE_SCREEN)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await expectAccessible(page)
}

test('an administrator gives periods, is told what is wrong with them, and confirms what erases earlier', async ({
  browser,
}) => {
  const { page } = await staffPage(browser, 'admin')
  await page.goto(deskUrl('/admin/retention'))
  await expect(page.getByRole('heading', { level: 1, name: 'Retention' })).toBeVisible()
  await expect(page.getByText('Off until you decide')).toBeVisible()
  await expectAccessible(page)

  // By keyboard: the law's floor is not gone below.
  const [person, evidence, law] = ['Who the person is', 'Evidence', 'Evidence the law makes you keep'].map(
    (name) => page.getByRole('textbox', { name: new RegExp(`^${name}( optional)?$`, 'i') }),
  )
  if (!person || !evidence || !law) throw new Error('no fields')
  await person.fill('many')
  await person.press('Enter')
  await expect(page.getByText('Please write a whole number of days')).toBeVisible()
  await expect(person).toBeFocused()
  await person.fill('3650')
  await evidence.fill('1000')
  await law.fill('1826')
  await law.press('Enter')
  await expect(page.getByText('The law makes the desk keep evidence longer')).toBeVisible()
  await expect(evidence).toBeFocused()
  await evidence.fill('3650')
  await evidence.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Erase earlier than before?' })
  await expect(dialog).toContainText('of no file')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByText('Off until you decide')).toBeVisible()
  await evidence.press('Enter')
  await dialog.getByRole('button', { name: 'Save and erase earlier' }).press('Enter')
  await expect(page.getByText('Every day the desk erases what is past its period.')).toBeVisible()
  await expect(page.getByText('Decided by Adel Clairevue')).toBeVisible()

  // Longer, and the law's period away: that one erases earlier on request, and is asked for too.
  await person.fill('')
  await evidence.fill('')
  await law.fill('')
  await law.press('Enter')
  await dialog.getByRole('button', { name: 'Save and erase earlier' }).click()
  await expect(page.getByText('Off until you decide')).toBeVisible()

  await speak(page, 'fr')
  await expectFineInOtherLanguage(page, 'Conservation')
})

test('compliance finds a person exactly, erases them after typing how many files, and nothing of them is in an address', async ({
  browser,
}) => {
  const reference = uniqueReference('ERASE')
  const email = `${reference.toLowerCase()}@example.org`
  const made = await demoEnrollment(reference, { lastName: 'Passereau', firstName: 'Ludivine', email })
  const running = await demoEnrollment(`${reference}-B`, {
    lastName: 'Passereau',
    firstName: 'Ludivine',
    email,
  })
  await walk(made, { outcome: 'OK' })

  const { page } = await staffPage(browser, 'compliance')
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  await page.goto(deskUrl(made.address))
  await expect(page.getByText('OK', { exact: true }).first()).toBeVisible({ timeout: 30_000 })

  await page.goto(deskUrl('/erasure'))
  await expect(page.getByRole('heading', { level: 1, name: 'Effacer une personne' })).toBeVisible()
  await expectAccessible(page)
  const text = page.getByLabel('Valeur exacte')
  await text.press('Enter')
  await expect(text).toBeFocused()
  await expect(text).toHaveAttribute('aria-invalid', 'true')
  await text.fill(email.slice(0, -1))
  await text.press('Enter')
  await expect(page.getByText('Aucun dossier ne correspond exactement')).toBeVisible()
  await text.fill(email)
  await text.press('Enter')
  await expect(page.getByText('2 dossiers trouvés.')).toBeVisible()
  const ended = page
    .getByRole('row')
    .filter({ hasText: reference })
    .filter({ hasText: 'Tout, preuves comprises' })
  const other = page.getByRole('row').filter({ hasText: `${reference}-B` })
  await expect(other).toContainText('Pas terminé')
  await expect(other.getByRole('checkbox')).toBeDisabled()
  await ended.getByRole('checkbox').focus()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Effacer un dossier…' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Effacer un dossier ?' })
  await expect(dialog.getByLabel('Motif')).toBeFocused()
  const count = dialog.getByLabel('Pour confirmer, tapez le nombre de dossiers choisis : 1')
  await count.fill('2')
  await count.press('Enter')
  await expect(dialog.getByText('Ce n’est pas le nombre de dossiers choisis.')).toBeVisible()
  await expect(count).toBeFocused()
  await expectAccessible(page)
  await count.fill('1')
  await count.press('Enter')
  await expect(page.getByText('Un dossier est effacé')).toBeVisible()
  await expect(page.getByText('ID360 a encore ses propres copies')).toBeVisible()
  await expect(
    page.getByRole('table', { name: 'Effacés sur demande' }).getByRole('row').nth(1),
  ).toContainText('La personne le demande')
  expect(addresses.filter((address) => decodeURIComponent(address).includes(email))).toEqual([])

  await text.fill(email)
  await text.press('Enter')
  await expect(page.getByText('Un dossier trouvé.')).toBeVisible()
  const erased = 'Les preuves sont effacées et plus rien n’est récupéré'
  for (const [tab, words] of [
    ['', 'La personne a été effacée de ce dossier'],
    ['/report', erased],
    ['/proof-slip', erased],
    ['/documents', erased],
  ]) {
    await page.goto(deskUrl(`${made.address}${tab}`))
    await expect(page.getByText(words ?? '').first()).toBeVisible()
    const html = await page.content()
    for (const trace of [email, 'Ludivine']) expect(html).not.toContain(trace)
  }
  await walk(running, { outcome: 'OK' })

  await page.goto(deskUrl('/erasure'))
  await speak(page, 'en')
  await expectFineInOtherLanguage(page, 'Erase a person')
})
