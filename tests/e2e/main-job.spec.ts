import { type Browser, expect, type Page } from '@playwright/test'
import { attend } from './attend'
import { test } from './desk-test'
import { createThroughForm, uniqueReference } from './enrollment-form'
import { type DemoRole, demoPerson, deskUrl, throughSignInPage } from './staff-page'

/** A browser of its own in which the demo person came in by the sign-in page. */
async function signedIn(browser: Browser, role: DemoRole) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await throughSignInPage(page, demoPerson(role))
  return { page, context }
}

/** The person's own browser: opens the link that the agent read out, and walks the journey to the chosen end. */
async function walkJourney(
  person: Page,
  link: string,
  end: { outcome: 'OK' } | { outcome: 'KO'; cause: string },
) {
  await person.goto(link)
  await person.getByTestId('start').click()
  await person.getByTestId('consent-cgu').check()
  await person.getByTestId('consent-biometry').check()
  const chosen = person.getByTestId(end.outcome === 'OK' ? 'outcome-ok' : 'outcome-ko')
  const next = person.getByTestId('next')
  const heading = person.getByRole('heading', { level: 1 })
  while (!(await chosen.isVisible())) {
    const before = await heading.textContent()
    await next.click()
    await expect(heading).not.toHaveText(before ?? '')
  }
  await chosen.check()
  if (end.outcome === 'KO') await person.getByTestId('ko-cause').selectOption(end.cause)
  await person.getByTestId('finish').click()
}

const cases = [
  { outcome: 'OK', code: null },
  { outcome: 'KO', code: 'VLD_DOCUMENT_INVALID', cause: 'document-invalid' },
] as const

for (const one of cases) {
  test(`the main job ends in ${one.outcome}: link, journey, callbacks, report`, async ({ browser }) => {
    // The agent creates the enrollment and copies its link.
    const { page: agent, context: agentContext } = await signedIn(browser, 'support')
    await agentContext.grantPermissions(['clipboard-read', 'clipboard-write'])
    await expect(agent.getByText('SANDBOX', { exact: true }).first()).toBeVisible()
    const reference = uniqueReference(`MAIN${one.outcome}`)
    await createThroughForm(agent, {
      Parcours: 'Ouverture de compte',
      'Référence client': reference,
      Nom: 'Banquise',
      Prénom: 'Oriane',
      'Adresse e-mail': 'oriane.banquise@example.org',
    })
    // All tests of one browser share a clipboard: what an earlier one left there must not be taken for this link.
    await agent.evaluate(() => navigator.clipboard.writeText(''))
    await agent.getByRole('button', { name: 'Copier le lien' }).click()
    await expect
      .poll(() => agent.evaluate(() => navigator.clipboard.readText()))
      .toMatch(/\/static\/process_ui\/index\.html#\/enrollment\/[^/?]{31,}\?lang=fr$/)
    const link = await agent.evaluate(() => navigator.clipboard.readText())
    await agent.getByRole('link', { name: 'Ouvrir le dossier' }).click()
    await expect(agent.getByText('En direct', { exact: true })).toBeVisible()

    // The person walks the journey in a browser of their own, and ends on the page that thanks and tells nothing.
    const personContext = await browser.newContext({ locale: 'fr-FR' })
    const person = await personContext.newPage()
    await walkJourney(person, link, one.outcome === 'KO' ? one : { outcome: 'OK' })
    await person.waitForURL((url) => url.pathname === '/thanks')
    await expect(person.getByRole('heading', { level: 1 })).toContainText('Merci')
    const thanks = await person.content()
    for (const secret of ['Banquise', 'Oriane', reference]) expect(thanks).not.toContain(secret)
    expect(await personContext.cookies(deskUrl('/'))).toEqual([])

    // The agent's page has followed by itself: every step, then the verdict.
    const lines = agent.getByRole('region', { name: 'Chronologie' }).getByRole('listitem')
    const line = (sentence: string) => lines.filter({ hasText: sentence })
    await expect(line(`Verdict : ${one.outcome}`)).toBeVisible()
    await expect(line('Lien affiché').first()).toBeVisible()
    for (const step of ['Pièce d’identité lue', 'Preuve de vie']) {
      await expect(line(step).first()).toBeVisible()
    }
    await expect(line('Le rapport confirme le verdict')).toBeVisible()
    // Evidence is not the agent's to read.
    await expect(agent.getByRole('link', { name: 'Rapport', exact: true })).toHaveCount(0)

    // The compliance officer finds the file by its reference and reads the report.
    const { page: officer } = await signedIn(browser, 'compliance')
    await officer.getByRole('searchbox', { name: 'Chercher un dossier' }).fill(reference)
    await officer.keyboard.press('Enter')
    await officer.waitForURL((url) => url.searchParams.get('q') === reference)
    const rows = officer.getByRole('row').filter({ hasText: reference })
    await expect(rows).toHaveCount(1)
    await rows.getByRole('link').first().click()
    await expect(officer.getByRole('heading', { level: 1 })).toContainText('Banquise')
    await officer.getByRole('link', { name: 'Rapport', exact: true }).click()
    await expect(officer.getByRole('heading', { name: 'Verdict' })).toBeVisible()
    const said = (term: string) =>
      officer.getByRole('term').filter({ hasText: term }).locator('xpath=following-sibling::dd[1]')
    await expect(said('Le rapport dit')).toHaveText(one.outcome)
    await expect(said('La notification disait')).toHaveText(one.outcome)
    await attend(officer)
    await expect(officer.getByRole('tree')).toContainText('status')
    if (one.code) await expect(officer.getByText(one.code).first()).toBeVisible()

    const download = officer.waitForEvent('download')
    await officer.getByRole('link', { name: 'Télécharger le rapport' }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(
      new RegExp(`^report_${reference}_${one.outcome}_\\d{4}-\\d\\d-\\d\\d\\.json$`),
    )
    const chunks: Buffer[] = []
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer)
    const report = JSON.parse(Buffer.concat(chunks).toString())
    expect(report).toMatchObject({ status: one.outcome, client_reference: reference })
    expect(JSON.stringify(report.enrollment.callback_headers ?? [])).not.toMatch(/[A-Za-z0-9_-]{43}/)
  })
}
