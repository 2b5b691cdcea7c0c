import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { attend } from './attend'
import { createThroughForm, uniqueReference } from './enrollment-form'
import { deskUrl, staffPage } from './staff-page'

async function tell(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) {
  const response = await fetch(`${process.env.SANDBOX_URL}/sandbox/control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response.json()
}

type Made = { path: string; id360Id: string }

/** A new enrollment, made by the support agent: where its page is, and its id at ID360. */
async function newEnrollment(page: Page): Promise<Made> {
  const reference = uniqueReference('REPORT')
  await createThroughForm(page, {
    Parcours: 'Ouverture de compte',
    'Référence client': reference,
    Nom: 'Lagarrigue',
    Prénom: 'Solène',
    'Adresse e-mail': 'solene@example.org',
  })
  await page.getByRole('link', { name: 'Ouvrir le dossier' }).click()
  await page.waitForURL(/\/enrollments\/[0-9a-f-]{36}$/)
  const { enrollments } = await tell('GET', '/enrollments?limit=1000')
  const made = enrollments.find((one: { clientReference: string }) => one.clientReference === reference)
  return { path: new URL(page.url()).pathname, id360Id: String(made.id) }
}

const walk = (id360Id: string, how: Record<string, unknown>) =>
  tell('POST', `/enrollments/${id360Id}/walk`, how)

/** The card of the page with this heading. */
const card = (page: Page, name: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) })

const reasons = (page: Page) => card(page, 'Pourquoi ce dossier est refusé').locator('ol > li')
const treePath = (page: Page) => page.locator('[data-json-path]')

async function openReport(page: Page, path: string) {
  await page.goto(deskUrl(`${path}/report`))
  await attend(page)
  await expect(page.getByRole('tree', { name: 'Rapport JSON' })).toBeVisible()
}

const causes = [
  {
    koCause: 'document-expired',
    sentence: 'La pièce d’identité est expirée.',
    code: 'IDENTITY_DOCUMENT.expired',
    path: /^\$\.finalizer_reports\.validator_report\.validations\[\d\]$/,
    shown: 'The identity document expired on 2021-03-31',
  },
  {
    koCause: 'liveness-failed',
    sentence: /preuve de vie/i,
    code: 'MDL_CHALLENGE_NOT_MET',
    path: "$.steps['liveness$1'].status_codes[0]",
    shown: 'MDL_CHALLENGE_NOT_MET',
  },
  {
    koCause: 'first-name-differs',
    sentence: /prénom/,
    code: 'IDENTITY.FIRST_NAME.first_name',
    path: /^\$\.finalizer_reports\.validator_report\.comparisons\[\d\]$/,
    shown: 'is_equivalent',
  },
]

for (const cause of causes) {
  test(`the officer reads why a file is KO and is led to the place that says so: ${cause.koCause}`, async ({
    browser,
  }) => {
    const support = await staffPage(browser, 'support')
    const { path, id360Id } = await newEnrollment(support.page)
    await walk(id360Id, { outcome: 'KO', koCause: cause.koCause })
    const { page } = await staffPage(browser, 'compliance')
    await openReport(page, path)

    const first = reasons(page).first()
    await expect(first).toContainText(cause.sentence)
    await expect(first).toContainText(cause.code)
    await expect(first).toContainText('À faire :')
    const show = first.getByRole('button', { name: /^Afficher dans le rapport/ })
    await show.focus()
    await page.keyboard.press('Enter')
    await expect(treePath(page)).toHaveText(cause.path)
    const tree = page.getByRole('tree', { name: 'Rapport JSON' })
    await expect(tree).toBeFocused()
    const current = tree.getByRole('treeitem', { selected: true })
    await expect(current).toBeInViewport()
    await expect(current).toHaveAttribute('aria-expanded', 'true')
    await expect(tree.getByRole('treeitem').filter({ hasText: cause.shown }).first()).toBeInViewport()

    await page.getByRole('button', { name: 'Revenir où j’étais' }).click()
    await expect(show).toBeFocused()
  })
}

test('a comparison stands in two columns, given and read', async ({ browser }) => {
  const support = await staffPage(browser, 'support')
  const { path, id360Id } = await newEnrollment(support.page)
  await walk(id360Id, { outcome: 'KO', koCause: 'name-differs' })
  const { page, context } = await staffPage(browser, 'compliance')
  await openReport(page, path)
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
  const support = await staffPage(browser, 'support')
  const { path, id360Id } = await newEnrollment(support.page)
  await walk(id360Id, { outcome: 'KO', koCause: 'unknown-everything' })
  const { page } = await staffPage(browser, 'compliance')
  await openReport(page, path)
  const unknown = reasons(page).filter({ hasText: 'XQZ.NOT_DOCUMENTED.field' })
  await expect(unknown).toContainText('inconnu')
  await expect(
    card(page, 'Déroulé des étapes').getByRole('listitem').filter({ hasText: 'xqz_step$0' }).first(),
  ).toContainText('inconnu')
  const keys = card(page, 'Clés inconnues')
  await keys.getByRole('button', { name: /^xqz_report/ }).click()
  await expect(treePath(page)).toHaveText('$.xqz_report')
})

test('an OK report shows what was checked, and where the identity comes from', async ({ browser }) => {
  const support = await staffPage(browser, 'support')
  const { path, id360Id } = await newEnrollment(support.page)
  await walk(id360Id, { outcome: 'OK' })
  const { page } = await staffPage(browser, 'compliance')
  await openReport(page, path)
  await expect(reasons(page)).toHaveCount(0)
  const checked = card(page, 'Ce qui a été contrôlé')
  await expect(checked).toContainText('Tout ce que le rapport liste a réussi.')
  await expect(checked).toContainText(/Contrôles\s*\d réussis/)
  await expect(card(page, 'Contrôles').getByText('en échec')).toHaveCount(0)
  const identity = card(page, 'Identité')
  await expect(identity).toContainText(/Lagarrigue/i)
  await identity
    .getByRole('button', { name: /^Pièce d’identité/ })
    .first()
    .click()
  await expect(treePath(page)).toHaveText(/^\$\.(extracted_data|steps)\b/)
  // Drafts are for pre-production where the settings say so; this desk talks to the sandbox.
  await expect(page.getByRole('button', { name: /provisoire/ })).toHaveCount(0)
})

test('a report that changed later is kept twice, and the difference can be read', async ({ browser }) => {
  const support = await staffPage(browser, 'support')
  const { path, id360Id } = await newEnrollment(support.page)
  await walk(id360Id, { outcome: 'OK' })
  const { page } = await staffPage(browser, 'compliance')
  await openReport(page, path)
  await expect(card(page, 'Versions enregistrées')).toHaveCount(0)
  await tell('POST', `/enrollments/${id360Id}/report/revise`, {})
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
  const support = await staffPage(browser, 'support')
  const { path, id360Id } = await newEnrollment(support.page)
  await tell('PUT', `/enrollments/${id360Id}/report`, { reportSizeBytes: 5_000_000 })
  await walk(id360Id, { outcome: 'KO', koCause: 'document-expired' })
  const { page } = await staffPage(browser, 'compliance')
  await openReport(page, path)
  await reasons(page)
    .first()
    .getByRole('button', { name: /^Afficher dans le rapport/ })
    .click()
  await expect(treePath(page)).toHaveText(/^\$\.finalizer_reports\.validator_report\.validations/)
  expect(await page.getByRole('tree').getByRole('treeitem').count()).toBeLessThan(100)
  expect(await page.locator('main *').count()).toBeLessThan(5000)
})

test('a support agent gets none of the report', async ({ browser }) => {
  const { page } = await staffPage(browser, 'support')
  const { path, id360Id } = await newEnrollment(page)
  await walk(id360Id, { outcome: 'KO', koCause: 'document-expired' })
  const response = await page.goto(deskUrl(`${path}/report?compare=anything`))
  expect(response?.status()).toBe(403)
  const content = await page.content()
  // The reason in the header is the callback's own word, which the timeline tells support too.
  for (const told of ['IDENTITY_DOCUMENT.expired', '2021-03-31', 'validator_report'])
    expect(content).not.toContain(told)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on a KO report, wide and narrow, ${colorScheme}`, async ({ browser }) => {
    const support = await staffPage(browser, 'support')
    const { path, id360Id } = await newEnrollment(support.page)
    await walk(id360Id, { outcome: 'KO', koCause: 'unknown-everything' })
    const { page } = await staffPage(browser, 'compliance', { colorScheme })
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await openReport(page, path)
      await expect(reasons(page).first()).toBeVisible()
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
      if (process.env.SHOTS_DIR) {
        await page.screenshot({
          path: `${process.env.SHOTS_DIR}/ko-${colorScheme}-${width}.png`,
          fullPage: true,
        })
      }
    }
  })
}
