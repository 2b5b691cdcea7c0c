import { expect } from '@playwright/test'
import { test } from './desk-test'
import { card, expectAccessible, makeEnrollment, openReport, reasons, treePath } from './evidence-steps'
import { tellSandbox, walk } from './sandbox-control'
import { deskUrl, staffPage } from './staff-page'

const OPENING = { process: 'Ouverture de compte', prefix: 'REPORT', name: 'Lagarrigue' }

test('a step that is done twice is told apart: which of the two refused, and where the report says so', async ({
  browser,
}) => {
  const made = await makeEnrollment(OPENING)
  await walk(made, { outcome: 'KO', koCause: 'liveness-failed' })
  const { page } = await staffPage(browser, 'compliance')
  await openReport(page, made)
  const first = reasons(page).first()
  await expect(first).toContainText(
    'La preuve de vie n’a pas établi qu’une personne réelle était devant la caméra (Preuve de vie n° 2).',
  )
  await expect(first).toContainText('MDL_CHALLENGE_NOT_MET')
  await first.getByRole('button', { name: /^Afficher dans le rapport/ }).click()
  await expect(treePath(page)).toHaveText("$.steps['liveness$1'].status_codes[0]")
})

test('a comparison stands in two columns, given and read', async ({ browser }) => {
  const made = await makeEnrollment(OPENING)
  await walk(made, { outcome: 'KO', koCause: 'name-differs' })
  const { page, context } = await staffPage(browser, 'compliance')
  await openReport(page, made)
  const failed = card(page, 'Contrôles')
    .getByRole('listitem')
    .filter({ hasText: 'IDENTITY.NAME.name' })
    .first()
  await expect(failed).toContainText('en échec')
  const side = (title: string) =>
    failed.getByRole('term').filter({ hasText: title }).locator('xpath=following-sibling::dd[1]')
  await expect(side('Donné')).toContainText('Lagarrigue')
  await expect(side('Lu')).toContainText('AUTRENOM')
  // The general code repeats what the comparison tells: it comes last and says that it is general.
  await expect(reasons(page).last()).toContainText('VLD_VALIDATION_KO')
  await expect(reasons(page).last()).toContainText('général')

  await context.addCookies([{ name: 'desk_language', value: 'en', url: deskUrl('/') }])
  await page.reload()
  const inEnglish = card(page, 'Why this enrollment is refused').locator('ol > li')
  await expect(inEnglish.first()).toContainText('name does not match')
  await expect(inEnglish.last()).toContainText('general')
})

test('what nobody has documented is shown as it came, and flagged', async ({ browser }) => {
  const made = await makeEnrollment(OPENING)
  await walk(made, { outcome: 'KO', koCause: 'unknown-everything' })
  const { page } = await staffPage(browser, 'compliance')
  await openReport(page, made)
  const unknown = reasons(page).filter({ hasText: 'XQZ.NOT_DOCUMENTED.field' })
  await expect(unknown).toContainText('inconnu')
  await expect(
    card(page, 'Déroulé des étapes').getByRole('listitem').filter({ hasText: 'xqz_step$0' }).first(),
  ).toContainText('inconnu')
  const keys = card(page, 'Clés inconnues')
  await keys.getByRole('button', { name: /^xqz_report/ }).click()
  await expect(treePath(page)).toHaveText('$.xqz_report')
})

test('a report that changed later is kept twice, and the difference can be read', async ({ browser }) => {
  const made = await makeEnrollment(OPENING)
  await walk(made, { outcome: 'OK' })
  const { page } = await staffPage(browser, 'compliance')
  await openReport(page, made)
  await expect(card(page, 'Versions enregistrées')).toHaveCount(0)
  await tellSandbox('POST', `/enrollments/${made.id360Id}/report/revise`, {})
  await page.getByRole('button', { name: 'Redemander à ID360' }).click()
  const versions = card(page, 'Versions enregistrées')
  await versions.getByRole('link', { name: 'Comparer à la version affichée' }).click()
  const changes = page.getByRole('region', { name: 'Ce qui a changé' })
  const version = changes.getByRole('listitem').filter({ hasText: '$.version' })
  await expect(version).toContainText('modifié')
  await expect(version).toContainText('"2.1.1"')
  await expect(changes.getByRole('listitem').filter({ hasText: '$.revisions' })).toContainText('ajouté')
  await version.getByRole('button').click()
  await expect(treePath(page)).toHaveText('$.version')
  await versions.getByRole('link', { name: 'Fermer la comparaison' }).click()
  await expect(changes).toHaveCount(0)
})

test('a report of 5 MB is explained and stays smooth', async ({ browser }) => {
  const made = await makeEnrollment(OPENING)
  await tellSandbox('PUT', `/enrollments/${made.id360Id}/report`, { reportSizeBytes: 5_000_000 })
  await walk(made, { outcome: 'KO', koCause: 'document-expired' })
  const { page } = await staffPage(browser, 'compliance')
  await openReport(page, made)
  await reasons(page)
    .first()
    .getByRole('button', { name: /^Afficher dans le rapport/ })
    .click()
  await expect(treePath(page)).toHaveText(/^\$\.finalizer_reports\.validator_report\.validations/)
  expect(await page.getByRole('tree').getByRole('treeitem').count()).toBeLessThan(100)
  expect(await page.locator('main *').count()).toBeLessThan(5000)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on a KO report, wide and narrow, ${colorScheme}`, async ({ browser }) => {
    const made = await makeEnrollment(OPENING)
    await walk(made, { outcome: 'KO', koCause: 'unknown-everything' })
    const { page } = await staffPage(browser, 'compliance', { colorScheme })
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await openReport(page, made)
      await expect(reasons(page).first()).toBeVisible()
      await expectAccessible(page)
    }
  })
}
