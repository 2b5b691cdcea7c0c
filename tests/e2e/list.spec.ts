import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, expect, type Page } from '@playwright/test'
import { demoEnrollment } from './demo-enrollment'
import { test } from './desk-test'
import { uniqueReference } from './enrollment-form'
import { deskUrl, staffPage } from './staff-page'

// One agent makes 27 enrollments, once for the whole file: more than one page of 25.
test.describe.configure({ mode: 'default' })

const COUNT = 27
const SURNAME = 'Quatremer'
let mark = ''
let agent: { page: Page; context: BrowserContext }

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000)
  agent = await staffPage(browser, 'support')
  mark = uniqueReference('L')
  for (let number = 1; number <= COUNT; number++) {
    const firstName = number === 1 ? 'Anaïs' : 'Yann'
    await demoEnrollment(`${mark}-${number}`, { lastName: SURNAME, firstName })
  }
})

test.afterAll(() => agent.context.close())

const rows = (page: Page) => page.locator('tr[data-row-id]')
const references = (page: Page) => page.locator('td[data-column=reference]').allTextContents()
const openList = async (page: Page, query = '') => {
  await page.goto(deskUrl(`/enrollments?q=${mark}${query}`))
  await expect(rows(page).first()).toBeVisible()
}

/** `k` from anywhere above is the first row, and stays there: pressed until the page has come alive. */
const goToFirstRow = (page: Page) =>
  expect(async () => {
    await page.keyboard.press('k')
    await expect(rows(page).first().locator('a[data-row-link]')).toBeFocused({ timeout: 200 })
  }).toPass()

test('search, filters and tabs are in the address: they can be kept, sent, and gone back from', async () => {
  const { page } = agent
  await page.goto(deskUrl('/enrollments'))
  await page.getByRole('searchbox', { name: 'Chercher dans les dossiers' }).fill(mark.toLowerCase())
  await expect(page).toHaveURL(new RegExp(`q=${mark.toLowerCase()}`))
  await expect(rows(page)).toHaveCount(COUNT)
  await expect(page.getByText(`${COUNT} dossiers correspondent.`)).toBeVisible()

  await page.getByLabel('Création', { exact: true }).selectOption({ label: 'Aujourd’hui' })
  await expect(page).toHaveURL(/period=today/)
  await page.getByLabel('Groupe', { exact: true }).selectOption({ label: 'Agence de Lyon' })
  const chips = page.getByRole('list', { name: 'Filtres actifs' })
  await expect(chips.getByRole('link')).toHaveText([
    'Groupe : Agence de Lyon',
    'Création : Aujourd’hui',
    `Recherche : ${mark.toLowerCase()}`,
    'Tout effacer',
  ])
  await page.getByRole('link', { name: /^Nouveau \d+$/ }).click()
  await expect(page).toHaveURL(/status=NEW/)
  await expect(rows(page)).toHaveCount(COUNT)

  const other = await agent.context.newPage()
  await other.goto(page.url())
  await expect(rows(other)).toHaveCount(COUNT)
  await other.close()

  await page.getByRole('link', { name: /^KO/ }).click()
  await expect(page.getByText('Aucun dossier « KO » créé aujourd’hui')).toBeVisible()
  await page.goBack()
  await expect(rows(page)).toHaveCount(COUNT)
  await chips.getByRole('link', { name: /Retirer le filtre « Groupe/ }).click()
  await expect(page).not.toHaveURL(/group=/)
  await expect(page.getByLabel('Groupe', { exact: true })).toHaveValue('')
  await chips.getByRole('link', { name: 'Tout effacer' }).click()
  await expect(page).toHaveURL(/\/enrollments$/)
  await expect(page.getByRole('searchbox', { name: 'Chercher dans les dossiers' })).toHaveValue('')
})

test('an empty list says why, and leads out', async () => {
  const { page } = agent
  await page.goto(deskUrl(`/enrollments?q=${mark}&status=KO&from=2026-01-01&to=2026-01-02`))
  await expect(page.getByText('Aucun dossier « KO » dans cette période')).toBeVisible()
  await page.getByRole('link', { name: 'Effacer les filtres' }).click()
  await expect(rows(page).first()).toBeVisible()
})

test('pages follow each other without a gap, in both orders', async () => {
  const { page } = agent
  await openList(page, '&size=25')
  await expect(rows(page)).toHaveCount(25)
  const first = await references(page)
  expect(first[0]).toBe(`${mark}-${COUNT}`)
  await page.getByRole('link', { name: 'Suivants' }).click()
  await expect(rows(page)).toHaveCount(2)
  expect(new Set([...first, ...(await references(page))]).size).toBe(COUNT)
  await page.getByRole('link', { name: 'Précédents' }).click()
  await expect(rows(page)).toHaveCount(25)
  expect(await references(page)).toEqual(first)

  await page.getByRole('columnheader', { name: 'Créé' }).getByRole('link').click()
  await expect(page.getByRole('columnheader', { name: 'Créé' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(rows(page).first()).toContainText(`${mark}-1`)
  await page.getByRole('link', { name: '50 lignes par page' }).click()
  await expect(rows(page)).toHaveCount(COUNT)
})

test('the keyboard alone moves, selects and opens', async () => {
  const { page, context } = agent
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openList(page)
  const link = (at: number) => rows(page).nth(at).locator('a[data-row-link]')
  await goToFirstRow(page)
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(page.getByText('2 dossiers sélectionnés').last()).toBeVisible()
  await page.getByRole('button', { name: 'Copier 2 références' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `${mark}-${COUNT}\n${mark}-${COUNT - 2}`,
  )

  await link(2).focus()
  await page.keyboard.press('k')
  await expect(link(1)).toBeFocused()
  const id = await rows(page).nth(1).getAttribute('data-row-id')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(deskUrl(`/enrollments/${id}`))

  // While somebody types, the keys are letters.
  await page.goBack()
  const search = page.getByRole('searchbox', { name: 'Chercher dans les dossiers' })
  await search.focus()
  await search.press('End')
  await search.press('x')
  await expect(search).toHaveValue(`${mark}x`)
})

test('a row opens wherever it is clicked, in a tab of its own with the middle button', async () => {
  const { page, context } = agent
  await openList(page)
  const id = await rows(page).nth(3).getAttribute('data-row-id')
  const opening = context.waitForEvent('page')
  // Forced: what lies over the cell is the row's own link.
  await rows(page).nth(3).locator('td[data-column=group]').click({ button: 'middle', force: true })
  const tab = await opening
  await expect(tab).toHaveURL(deskUrl(`/enrollments/${id}`))
  await tab.close()
  // Above the link, because it says the exact instant on hover; it opens all the same.
  const created = rows(page).nth(3).locator('td[data-column=created] time')
  await expect(created).toHaveAttribute('title', /\d{2}:\d{2}:\d{2}/)
  await created.click()
  await expect(page).toHaveURL(deskUrl(`/enrollments/${id}`))
})

test('the visible columns are chosen, and stay in the address', async () => {
  const { page } = agent
  await openList(page)
  await page.getByRole('button', { name: 'Colonnes' }).click()
  await page.getByRole('link', { name: 'Masquer : Groupe' }).click()
  await expect(page.getByRole('columnheader', { name: 'Groupe' })).toBeHidden()
  await page.getByRole('link', { name: 'Montrer : E-mail' }).click()
  await expect(page.getByRole('columnheader', { name: 'E-mail' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'E-mail' })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'Groupe' })).toBeHidden()
})

test('a manager gets no name, neither to see nor to search by', async ({ browser }) => {
  const { page } = await staffPage(browser, 'manager')
  const response = await page.goto(deskUrl(`/enrollments?q=${mark}&cols=person,email,reference`))
  await expect(rows(page)).toHaveCount(COUNT)
  expect(await response?.text()).not.toContain(SURNAME)
  await expect(page.getByRole('columnheader', { name: 'Person' })).toBeHidden()
  await page.goto(deskUrl(`/enrollments?q=${mark}%20${SURNAME}`))
  await expect(page.getByText('No enrollment matches', { exact: true })).toBeVisible()
})

for (const [theme, width] of [
  ['light', 1440],
  ['dark', 390],
] as const) {
  test(`axe finds nothing serious on the list (${theme}, ${width} px)`, async ({ browser }) => {
    const { page, context } = await staffPage(browser, 'support', {
      colorScheme: theme,
      viewport: { width, height: 900 },
    })
    await openList(page, '&period=today')
    await goToFirstRow(page)
    await page.keyboard.press('x')
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0)
    await context.close()
  })
}
