import { type Browser, expect, type Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { preferenceCookieNames } from '@/lib/i18n/preference-cookie-names'
import { demoEnrollment } from './demo-enrollment'
import { test } from './desk-test'
import { uniqueReference } from './enrollment-form'
import { expectAccessible } from './evidence-steps'
import { demoPerson, deskUrl, staffPage, throughSignInPage } from './staff-page'

const EMAIL = 'philomene.carrousel@example.org'
const PHONE = '+33639981278'
const STREET = '7 impasse des Tamaris'
const PLAIN = [EMAIL, PHONE, STREET]
/** How the router asks for a page it walks on to. */
const ROUTER_DATA = { RSC: '1' }

/** An enrollment of a person with an address, open before the agent who made it. */
async function newPerson(browser: Browser) {
  const { reference, address: path } = await demoEnrollment(uniqueReference('MASK'), {
    lastName: 'Carrousel',
    firstName: 'Philomène',
    email: EMAIL,
    phone: PHONE,
    addressLine1: STREET,
  })
  const { page } = await staffPage(browser, 'support')
  await page.goto(deskUrl(path))
  return { page, reference, path }
}

/** All that the desk sends of an address, as a page and as data for the router. */
async function payloads(page: Page, path: string): Promise<string> {
  const { request } = page.context()
  const html = await request.get(deskUrl(path))
  const data = await request.get(deskUrl(path), { headers: ROUTER_DATA })
  expect([html.status(), data.status()]).toEqual([200, 200])
  expect(data.headers()['content-type']).toContain('text/x-component')
  return (await html.text()) + (await data.text())
}

async function expectMasked(page: Page, ...paths: string[]) {
  for (const path of paths) {
    const told = await payloads(page, path)
    for (const value of PLAIN) expect(told).not.toContain(value)
  }
}

const known = (page: Page, term: string) =>
  page.getByRole('term').filter({ hasText: term }).locator('xpath=following-sibling::dd[1]')
const controls = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('what is masked is shown to who says why, leaves the document by itself, and never lies in a page', async ({
  browser,
}) => {
  const { page, reference, path } = await newPerson(browser)
  const list = `/enrollments?q=${encodeURIComponent(EMAIL)}&cols=person,email,reference`
  // The search is the reader's own words: only what the list answers counts.
  await page.goto(deskUrl(list))
  const row = page.getByRole('row').filter({ hasText: reference })
  await expect(row).toContainText('p…@example.org')
  await expect(row).not.toContainText(EMAIL)
  const masked = [path, `/enrollments?q=${reference}&cols=person,email,reference`]
  await expectMasked(page, ...masked)

  await page.clock.install()
  await page.goto(deskUrl(path))
  await expect(known(page, 'E-mail')).toContainText('p…@example.org')
  await expect(known(page, 'Téléphone')).toContainText('… 78')
  await expect(known(page, 'Adresse')).toHaveText('Enregistrée, non affichée')

  // By keyboard: the reason is asked for, and nothing happens without one.
  const reveal = controls(page, 'Dévoiler')
  await reveal.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Dévoiler les coordonnées' })
  const first = dialog.getByRole('radio', { name: 'Contacter la personne' })
  await expect(first).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('Veuillez choisir un motif.')).toBeVisible()
  await expect(first).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(reveal).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(first).toBeFocused()
  await expect(first).not.toBeChecked()
  await page.keyboard.press('ArrowDown')
  await expect(dialog.getByRole('radio', { name: 'Vérifier une information' })).toBeChecked()
  await expect(dialog.getByText('Veuillez choisir un motif.')).toBeHidden()
  await page.keyboard.press('Enter')

  await expect(known(page, 'E-mail')).toHaveText(EMAIL)
  await expect(known(page, 'Téléphone')).toHaveText(PHONE)
  await expect(known(page, 'Adresse')).toHaveText(STREET)
  await expect(page.getByText(/^Masquées à nouveau à \d\d:\d\d\.$/)).toBeVisible()
  await expect(controls(page, 'Masquer maintenant')).toBeFocused()
  const lines = page.getByRole('region', { name: 'Chronologie' }).getByRole('listitem')
  const told = lines.filter({ hasText: 'Coordonnées dévoilées : pour vérifier une information' })
  await expect(told).toContainText('par Salomé Brindille')
  // The page holds none of it even now: it asked for it.
  await expectMasked(page, ...masked)
  await page.reload()
  await expect(known(page, 'E-mail')).toHaveText(EMAIL)

  // Just before its time it is there, and after it the document has forgotten it, scripts and all.
  await page.clock.fastForward('09:30')
  await expect(known(page, 'E-mail')).toHaveText(EMAIL)
  await page.clock.fastForward('00:45')
  await expect(page.getByText('Les coordonnées sont de nouveau masquées.')).toBeVisible()
  await expect(known(page, 'E-mail')).toContainText('p…@example.org')
  const left = await page.content()
  for (const value of PLAIN) expect(left).not.toContain(value)
})

test('it is masked again at once, in the other tab when the reader comes back, and for nobody else ever plain', async ({
  browser,
}) => {
  const { page, path } = await newPerson(browser)
  const { page: officer } = await staffPage(browser, 'compliance')
  await controls(page, 'Dévoiler').click()
  await page.getByRole('radio', { name: 'Contacter la personne' }).check()
  await page.getByRole('dialog').getByRole('button', { name: 'Dévoiler', exact: true }).click()
  await expect(known(page, 'E-mail')).toHaveText(EMAIL)
  const other = await page.context().newPage()
  await other.goto(deskUrl(path))
  await expect(known(other, 'E-mail')).toHaveText(EMAIL)

  await officer.goto(deskUrl(path))
  await expect(known(officer, 'E-mail')).toContainText('p…@example.org')
  await expectMasked(officer, path)

  await controls(page, 'Masquer maintenant').click()
  await expect(known(page, 'E-mail')).toContainText('p…@example.org')
  await expect(controls(page, 'Dévoiler')).toBeFocused()
  await other.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(known(other, 'E-mail')).toContainText('p…@example.org')
  await page.reload()
  await expect(known(page, 'E-mail')).toContainText('p…@example.org')
  await expect(controls(page, 'Dévoiler')).toBeVisible()

  // Said in two tabs for two reasons: two lines. Said three times for one: one line.
  for (const reason of ['Traiter un incident', 'Traiter un incident']) {
    await controls(page, 'Dévoiler').click()
    await page.getByRole('radio', { name: reason }).check()
    await page.getByRole('dialog').getByRole('button', { name: 'Dévoiler', exact: true }).click()
    await expect(known(page, 'E-mail')).toHaveText(EMAIL)
    await controls(page, 'Masquer maintenant').click()
    await expect(known(page, 'E-mail')).toContainText('p…@example.org')
  }
  const lines = page.getByRole('region', { name: 'Chronologie' }).getByRole('listitem')
  await expect(lines.filter({ hasText: 'Coordonnées dévoilées : pour contacter' })).toHaveCount(1)
  await expect(lines.filter({ hasText: 'Coordonnées dévoilées : pour traiter un incident' })).toHaveCount(1)
  await expect(lines.filter({ hasText: 'Coordonnées dévoilées : pour traiter un incident' })).toContainText(
    '×2',
  )
})

test('it is for the sessions that were open when the reason was given', async ({ browser }) => {
  const { page, path } = await newPerson(browser)
  await controls(page, 'Dévoiler').click()
  await page.getByRole('radio', { name: 'Contacter la personne' }).check()
  await page.getByRole('dialog').getByRole('button', { name: 'Dévoiler', exact: true }).click()
  await expect(known(page, 'E-mail')).toHaveText(EMAIL)

  // The same person, signed in afterwards somewhere else.
  const again = await (await browser.newContext()).newPage()
  await throughSignInPage(again, demoPerson('support'))
  await again.goto(deskUrl(path))
  await expect(controls(again, 'Dévoiler')).toBeVisible()
  await expect(known(again, 'E-mail')).toContainText('p…@example.org')
})

test('of an erased person the page says what is gone, what was kept and until when, in both languages', async ({
  browser,
}) => {
  const { page, path } = await newPerson(browser)
  const desk = openDesk(parseSettings({ DATA_DIR: process.env.DESK_DATA_DIR, LOG_LEVEL: 'silent' }))
  const { enrollment } = desk.store.tables
  const erased = {
    erasedAt: Date.UTC(2026, 10, 2),
    evidenceKeptUntil: Date.UTC(2031, 4, 6),
    lastName: null,
    firstName: null,
    email: null,
    phone: null,
    sealedDetails: null,
    clientReference: null,
  }
  await desk.store.tx((tx) =>
    tx
      .update(enrollment)
      .set(erased)
      .where(eq(enrollment.id, path.split('/').at(-1) ?? ''))
      .returning({ id: enrollment.id }),
  )
  await desk.close()
  await page.goto(deskUrl(path))
  await expect(page.getByText('La personne a été effacée de ce dossier')).toBeVisible()
  await expect(page.getByText(/^La loi oblige à garder les preuves jusqu’au 6 mai 2031/)).toBeVisible()
  await expect(known(page, 'Données personnelles')).toHaveText('Effacées le 2 nov. 2026')
  await expect(page.getByRole('term').filter({ hasText: 'E-mail' })).toHaveCount(0)
  await expect(controls(page, 'Dévoiler')).toHaveCount(0)
  await expectAccessible(page)
  const { page: manager } = await staffPage(browser, 'manager')
  await manager.goto(deskUrl(path))
  await expect(manager.getByText('The person has been erased from this enrollment')).toBeVisible()
  await expect(manager.getByText(/^The law requires the evidence to be kept until/)).toBeVisible()
  await expectAccessible(manager)
})

for (const [where, options] of [
  ['English, dark, 390 px', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
  ['English, light, 1440 px', { viewport: { width: 1440, height: 900 }, colorScheme: 'light' }],
] as const) {
  test(`axe finds nothing serious where it is asked why and where it is shown (${where})`, async ({
    browser,
  }) => {
    const { path } = await newPerson(browser)
    // What has just come in fades in: colours are judged without that.
    const { page, context } = await staffPage(browser, 'compliance', { ...options, reducedMotion: 'reduce' })
    // The cookie, not the preference: other tests meet the same person.
    const { language } = preferenceCookieNames(deskUrl('/'))
    await context.addCookies([{ name: language, value: 'en', url: deskUrl('/') }])
    await page.goto(deskUrl(path))
    await controls(page, 'Reveal').focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Reveal contact details' })
    await expect(dialog.getByRole('radio', { name: 'To contact the person' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(dialog.getByText('Please choose a reason.')).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect(dialog.getByRole('radio', { name: 'To answer a request of the person' })).toBeChecked()
    await page.keyboard.press('Tab')
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(known(page, 'E-mail')).toHaveText(EMAIL)
    await expect(page.getByText(/^Masked again at \d\d?:\d\d(\s[AP]M)?\.$/)).toBeVisible()
    await expect(
      page.getByText('Contact details revealed: to answer a request of the person', { exact: true }),
    ).toBeVisible()
    await expectAccessible(page)
    await context.close()
  })
}
