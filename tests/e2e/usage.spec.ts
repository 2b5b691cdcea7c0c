import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { addStaff } from './add-staff'
import { test } from './desk-test'
import { deskUrl, staffPage, throughSignInPage } from './staff-page'
import {
  addUsage,
  exportCount,
  HOSTILE_GROUP,
  MONTH,
  type StoredEnrollment,
  storedIn,
  USED_NOW,
} from './usage-data'

// One manager (who reads English), and figures that are written once for the whole file.
test.describe.configure({ mode: 'default' })

let manager: { page: Page; context: BrowserContext }

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000)
  await addUsage()
  manager = await staffPage(browser, 'manager')
})

test.afterAll(() => manager.context.close())

const USAGE = `/usage?from=${MONTH}-01`
const table = (page: Page) => page.getByRole('table', { name: 'Usage by group and process' })
const tiles = (page: Page) => page.getByRole('region', { name: 'Totals' })
const number = (text: string | null) => Number((text ?? '').replaceAll(/[^\d.-]/g, ''))

async function openUsage(page: Page, address = USAGE) {
  await page.goto(deskUrl(address))
  await expect(table(page)).toBeVisible()
}

/** The figures of each line, by the column's name in the address of its head. */
async function tableLines(page: Page) {
  return table(page)
    .locator('tbody tr, tfoot tr')
    .evaluateAll((rows) =>
      rows.map((row) => ({
        group: row.querySelector('th span')?.textContent ?? '',
        process: row.querySelector('td')?.textContent ?? '',
        figures: Object.fromEntries(
          [...row.querySelectorAll<HTMLElement>('td[data-column]')].map((cell) => [
            cell.dataset.column ?? '',
            cell.textContent ?? '',
          ]),
        ),
      })),
    )
}

const is = (status: string) => (one: StoredEnrollment) => one.status === status
const neverBegan = (one: StoredEnrollment) =>
  one.startedAt === null && !['STARTED', 'OK', 'KO'].includes(one.status)
const COUNTED: Record<string, (one: StoredEnrollment) => boolean> = {
  total: () => true,
  ok: is('OK'),
  ko: is('KO'),
  started: is('STARTED'),
  fresh: is('NEW'),
  canceled: is('CANCELED'),
  neverStarted: neverBegan,
  idclaims: (one) => one.hasIdclaim === 1,
  retries: (one) => one.retry === 1,
}
const groupOf = (one: StoredEnrollment) => one.groupName ?? 'No group'

test('the page says what the database holds, line by line, and its sums add up', async () => {
  const { page } = manager
  await openUsage(page)
  const stored = storedIn(MONTH)
  expect(stored.length).toBeGreaterThan(20)
  const lines = await tableLines(page)
  for (const { group, process, figures } of lines) {
    const behind = stored.filter(
      (one) =>
        (group === 'Total' || groupOf(one) === group) &&
        (group === 'Total' || process === 'All processes' || one.processName === process),
    )
    for (const [column, counts] of Object.entries(COUNTED)) {
      expect(number(figures[column] ?? ''), `${group}, ${process}, ${column}`).toBe(
        behind.filter(counts).length,
      )
    }
  }
  const places = new Set(stored.map((one) => `${groupOf(one)} ${one.processName}`))
  const groups = new Set(stored.map(groupOf))
  expect(lines).toHaveLength(places.size + groups.size + 1)
  await expect(tiles(page).getByRole('link').first()).toHaveText(String(stored.length))
})

test('every figure leads to a list of exactly so many enrollments', async () => {
  const { page } = manager
  await openUsage(page)
  await page.getByText('Show these figures as a table').click()
  const links = page.locator('main dd a, main table a[href^="/enrollments?"]')
  const figures = await links.evaluateAll((found) =>
    found.map((link) => [link.getAttribute('href') ?? '', link.textContent ?? ''] as const),
  )
  const wanted = new Map(figures)
  expect(wanted.size).toBeGreaterThan(30)
  // One of every kind: tiles, a month of the chart's table, a process, a group, the sum of all.
  const some = [...wanted].filter((_, index) => index < 8 || index % 7 === 0)
  for (const [href, figure] of some) {
    const answer = await page.request.get(deskUrl(href))
    const [, listed] = /([\d,]+|No) enrollments? match(?:es)?\b/.exec(await answer.text()) ?? []
    expect(number(listed ?? ''), href).toBe(number(figure))
  }

  const never = tiles(page).getByRole('link', { name: /never started/ })
  const count = number(await never.textContent())
  await never.click()
  await expect(page).toHaveURL(/\/enrollments\?.*started=no/)
  await expect(page.locator('tr[data-row-id]')).toHaveCount(count)
  await page.goBack()
  await expect(table(page)).toBeVisible()
})

test('period, filters and order live in the address: they can be kept, sent, and gone back from', async () => {
  const { page } = manager
  await openUsage(page)
  await page.getByRole('link', { name: 'Go to February 2019' }).click()
  await expect(page).toHaveURL(/from=2019-02-01/)
  await expect(page.getByText(`${storedIn('2019-02').length} enrollments (February 2019).`)).toBeVisible()
  await page.getByRole('link', { name: 'Quarter', exact: true }).click()
  await expect(page.getByText(/enrollments \(1st quarter of 2019\)\./)).toBeVisible()
  await page.goBack()
  await expect(page.getByText(`${storedIn('2019-02').length} enrollments (February 2019).`)).toBeVisible()
  await page.goBack()
  await expect(page.getByText(`${storedIn(MONTH).length} enrollments (March 2019).`)).toBeVisible()

  await table(page).getByRole('link', { name: 'Enrollments', exact: true }).click()
  await expect(page).toHaveURL(/sort=total&dir=desc/)
  const head = table(page).getByRole('columnheader', { name: 'Enrollments', exact: true })
  await expect(head).toHaveAttribute('aria-sort', 'descending')
  const sums = (await tableLines(page))
    .filter(({ process }) => process === 'All processes')
    .map(({ figures }) => number(figures.total ?? ''))
  expect(sums).toEqual(sums.toSorted((a, b) => b - a))

  await page.getByLabel('Group', { exact: true }).selectOption({ label: HOSTILE_GROUP })
  await expect(page).toHaveURL(/group=/)
  const ofGroup = storedIn(MONTH).filter((one) => one.groupName === HOSTILE_GROUP)
  await expect(page.getByText(`${ofGroup.length} enrollments (March 2019).`)).toBeVisible()
  const bookmark = await manager.context.newPage()
  await bookmark.goto(page.url())
  await expect(bookmark.getByText(`${ofGroup.length} enrollments (March 2019).`)).toBeVisible()
  await expect(bookmark.getByLabel('Group', { exact: true }).locator('option:checked')).toHaveText(
    HOSTILE_GROUP,
  )
  await bookmark.close()
})

test('what cannot be asked for is said beside the field, with a way out', async () => {
  const { page } = manager
  await page.goto(deskUrl('/usage?period=range&from=2019-03-31&to=2019-03-01'))
  await expect(page.getByRole('textbox', { name: 'To', exact: true })).toHaveAttribute('aria-invalid', 'true')
  await page.getByRole('textbox', { name: 'From', exact: true }).fill('2019-03-01')
  await page.getByRole('textbox', { name: 'To', exact: true }).fill('2019-03-31')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByText(`${storedIn(MONTH).length} enrollments (March 2019).`)).toBeVisible()

  await page.goto(deskUrl('/usage?period=range&from=2009-01-01&to=2019-03-01'))
  await expect(page.getByRole('textbox', { name: 'To', exact: true })).toHaveAttribute('aria-invalid', 'true')
  await page.goto(deskUrl('/usage?group=nobodys'))
  await page.getByRole('link', { name: 'All groups' }).click()
  await expect(page).toHaveURL(deskUrl('/usage'))

  await page.goto(deskUrl('/usage?from=2015-05-01'))
  await expect(page.getByText('No enrollment created: May 2015')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Show all of 2015' })).toBeVisible()
})

/** Asks for a file through the sheet and gives what the browser got, once the desk says that it is complete. */
async function exported(page: Page, choose: (sheet: Locator) => Promise<void>) {
  await page.getByRole('button', { name: 'Export…' }).click()
  const sheet = page.getByRole('dialog', { name: 'Export usage' })
  await choose(sheet)
  const downloading = page.waitForEvent('download')
  await sheet.getByRole('button', { name: 'Download the file' }).click()
  const download = await downloading
  await expect(sheet.getByText('File downloaded')).toBeVisible()
  const bytes = await readFile(await download.path())
  await expect(sheet.locator('code')).toHaveText(createHash('sha256').update(bytes).digest('hex'))
  const rows = number(await sheet.getByText(/^[\d,]+ rows?$/).textContent())
  await sheet.getByRole('button', { name: 'Close' }).click()
  return { bytes, rows, name: download.suggestedFilename() }
}

test('the summary as CSV equals the page and the database to the unit', async () => {
  const { page } = manager
  await openUsage(page)
  const stored = storedIn(MONTH)
  const { bytes, rows, name } = await exported(page, async (sheet) => {
    await expect(sheet).toContainText('March 2019 · all your groups · all processes')
    await sheet.getByRole('radio', { name: /^CSV/ }).check()
    await sheet.getByLabel('Separator').selectOption({ label: 'Semicolon ( ; )' })
  })
  expect(name).toMatch(/2019-03.*\.csv$/)
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  const lines = parse(bytes, {
    bom: true,
    delimiter: ';',
    record_delimiter: '\r\n',
    columns: true,
  }) as Record<string, string>[]
  const total = lines.pop()
  expect(total).toMatchObject({ From: 'Total', Enrollments: String(stored.length) })
  expect(lines).toHaveLength(rows)
  for (const line of lines) {
    const behind = stored.filter(
      (one) => groupOf(one) === line.Group?.replace(/^'(?==)/, '') && one.processName === line.Process,
    )
    expect(behind.length, `${line.Group}, ${line.Process}`).toBeGreaterThan(0)
    expect(line).toMatchObject({
      Enrollments: String(behind.length),
      OK: String(behind.filter(is('OK')).length),
      KO: String(behind.filter(is('KO')).length),
      'Never started': String(behind.filter(neverBegan).length),
      Retries: String(behind.filter(({ retry }) => retry).length),
    })
  }
  expect(lines.some(({ Group }) => Group === `'${HOSTILE_GROUP}`)).toBe(true)
  const sum = lines.reduce((all, line) => all + Number(line.Enrollments), 0)
  expect(sum).toBe(stored.length)
  const onPage = (await tableLines(page)).find(({ group }) => group === 'Total')
  expect(number(onPage?.figures.total ?? '')).toBe(sum)
})

test('line by line as XLSX holds every enrollment of the month once, and nobody’s name', async () => {
  const { page } = manager
  await openUsage(page)
  const stored = storedIn(MONTH)
  const { bytes, rows } = await exported(page, async (sheet) => {
    await sheet.getByRole('radio', { name: /^Line by line/ }).check()
    await expect(sheet.getByText('No column holds personal data.')).toBeVisible()
    await expect(sheet.getByRole('checkbox', { name: 'Last name' })).toBeHidden()
  })
  const [headings = [], ...lines] = await readSheet(bytes, 'Enrollments', { trim: false })
  const totals = lines.pop()
  const column = (heading: string) => headings.indexOf(heading)
  expect(lines.map((line) => line[column('Desk ID')]).toSorted()).toEqual(
    stored.map(({ id }) => id).toSorted(),
  )
  expect(rows).toBe(stored.length)
  expect(totals?.[0]).toBe(stored.length)
  for (const status of ['OK', 'KO', 'NEW', 'CANCELED']) {
    const inFile = lines.filter((line) => line[column('Status')] === status)
    expect(inFile.length, status).toBe(stored.filter(is(status)).length)
  }
  expect(headings.filter((heading) => /name|e-mail|phone/i.test(String(heading)))).toEqual([])

  await page.goto(deskUrl('/usage/exports'))
  const entry = page.getByRole('row').filter({ hasText: 'Line by line, XLSX' }).first()
  await expect(entry).toContainText('Complete')
  await expect(entry).toContainText('March 2019')
  await expect(entry).toContainText(createHash('sha256').update(bytes).digest('hex').slice(0, 12))
})

test('who is in compliance too may take names along, after a warning; the list of exports says so', async ({
  browser,
}) => {
  const person = { email: `both-${Date.now()}@desk.example`, password: 'mot-de-passe-fictif' }
  await addStaff({ ...person, name: 'Aurore Double', roles: ['manager', 'compliance'], language: 'en' })
  const page = await (await browser.newContext()).newPage()
  await throughSignInPage(page, person)
  await openUsage(page)
  const { bytes } = await exported(page, async (sheet) => {
    await sheet.getByRole('radio', { name: /^Line by line/ }).check()
    await sheet.getByRole('radio', { name: /^CSV/ }).check()
    await expect(sheet.getByText('This file will tell who the people are.')).toBeHidden()
    await sheet.getByRole('checkbox', { name: 'Last name' }).check()
    await expect(sheet.getByText('This file will tell who the people are.')).toBeVisible()
  })
  const lines = parse(bytes, { bom: true, delimiter: ',', columns: true }) as Record<string, string>[]
  const stored = storedIn(MONTH).filter(({ lastName }) => lastName)
  expect(stored.length).toBeGreaterThan(20)
  expect(
    lines
      .map((line) => line['Last name'])
      .filter(Boolean)
      .toSorted(),
  ).toEqual(stored.map(({ lastName }) => lastName).toSorted())
  await page.goto(deskUrl('/usage/exports'))
  await expect(page.getByRole('row').filter({ hasText: 'Line by line, CSV' }).first()).toContainText(
    'with personal data',
  )
})

test('an export that has not left is canceled, and leaves no more', async () => {
  const { page } = manager
  await openUsage(page)
  // This browser never comes to fetch it.
  await page.evaluate(() => {
    HTMLAnchorElement.prototype.click = function held() {
      document.body.dataset.held = this.href
    }
  })
  await page.getByRole('button', { name: 'Export…' }).click()
  const sheet = page.getByRole('dialog', { name: 'Export usage' })
  await sheet.getByRole('button', { name: 'Download the file' }).click()
  await sheet.getByRole('button', { name: 'Cancel the export' }).click()
  await expect(sheet.getByText('Export canceled')).toBeVisible()
  const address = await page.evaluate(() => document.body.dataset.held ?? '')
  expect(address).toMatch(/\/api\/usage\/exports\/[0-9a-f-]{36}$/)
  const refused = await page.request.get(address, { headers: { 'sec-fetch-site': 'same-origin' } })
  expect(refused.status()).toBe(409)
  await page.goto(deskUrl('/usage/exports'))
  await expect(page.getByRole('row').nth(1)).toContainText('Canceled')
})

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator) {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error('Tab never came there')
}

test('the keyboard alone changes the period, sorts, and asks for a file', async () => {
  const { page } = manager
  await openUsage(page)
  await tabTo(page, page.getByRole('link', { name: 'Go to February 2019' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(/enrollments \(February 2019\)\./)).toBeVisible()
  await tabTo(page, table(page).getByRole('link', { name: 'OK', exact: true }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/sort=ok&dir=desc/)

  await page.reload()
  await expect(table(page)).toBeVisible()
  await tabTo(page, page.getByRole('button', { name: 'Export…' }))
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: 'Export usage' })
  await expect(sheet).toBeVisible()
  await tabTo(page, sheet.getByRole('radio', { name: /^Summary/ }))
  await page.keyboard.press('ArrowDown')
  await expect(sheet.getByRole('radio', { name: /^Line by line/ })).toBeChecked()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(page.getByRole('button', { name: 'Export…' })).toBeFocused()
})

/** The reader's hand on the mouse, until the page is there to feel it. */
async function comeAlive(page: Page) {
  let x = 200
  await expect(async () => {
    x += 3
    await page.mouse.move(x, 300)
    await expect(page.locator('[data-chart=interactive]')).toBeVisible({ timeout: 500 })
  }).toPass()
}

test('the chart comes alive where it stands, and its parts lead to their enrollments', async () => {
  const { page } = manager
  await openUsage(page)
  const chart = page.locator('[data-chart]')
  await chart.scrollIntoViewIfNeeded()
  const bars = chart.locator('a[href*="status=OK&"] rect')
  const still = await bars.last().boundingBox()
  if (!still) throw new Error('no bar is drawn')
  await comeAlive(page)
  const alive = await bars.last().boundingBox()
  for (const edge of ['x', 'y', 'width', 'height'] as const) {
    expect(Math.abs((alive?.[edge] ?? 0) - still[edge]), edge).toBeLessThan(1.5)
  }
  await page.mouse.move(still.x + still.width / 2, still.y + still.height / 2)
  await expect(chart.getByText('March 2019')).toBeVisible()
  await bars.last().click()
  await expect(page).toHaveURL(/\/enrollments\?status=OK&.*from=2019-03-01&to=2019-03-31/)
  await expect(page.locator('tr[data-row-id]')).toHaveCount(storedIn(MONTH).filter(is('OK')).length)
})

test('an allowance is set, seen on the page and at home, and taken away again', async () => {
  const { page } = manager
  await page.goto(deskUrl('/usage'))
  const dialog = page.getByRole('dialog', { name: 'Monthly allowance of a group' })
  const open = async () => {
    await page.getByRole('button', { name: 'Set an allowance…' }).click()
    await dialog.getByLabel('Group').selectOption({ label: HOSTILE_GROUP })
  }
  await open()
  await dialog.getByLabel('Enrollments a month').fill('many')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText('Please give a whole number of enrollments, at least 1.')).toBeVisible()
  await dialog.getByLabel('Enrollments a month').fill(String(USED_NOW + 1))
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  const budgets = page.locator('section', {
    has: page.getByRole('heading', { name: 'Allowances of the month' }),
  })
  await expect(budgets).toContainText(`${USED_NOW} of ${USED_NOW + 1} enrollments in `)
  await page.goto(deskUrl('/'))
  await expect(page.getByRole('list', { name: 'Allowances about to run out' })).toContainText('80% reached')
  await page.getByRole('link', { name: 'See usage' }).click()
  await expect(budgets).toContainText('80% reached')
  await open()
  await dialog.getByRole('button', { name: 'Remove the allowance' }).click()
  await expect(budgets).not.toContainText('80% reached')
})

test('a support agent gets nothing of it: no page, no figure, no file', async ({ browser }) => {
  const { page, context } = await staffPage(browser, 'support')
  for (const address of [USAGE, '/usage/exports']) {
    const answer = await page.goto(deskUrl(address))
    expect(answer?.status()).toBe(403)
    const payload = await answer?.text()
    expect(payload).not.toContain('Guichet')
    expect(payload).not.toMatch(/data-column|2019-03-31/)
  }
  await page.goto(deskUrl('/'))
  await expect(page.getByRole('link', { name: 'Consommation' })).toBeHidden()

  // What the manager's browser sends, sent by the agent's: the lock is behind the page.
  await openUsage(manager.page)
  const sent = manager.page.waitForRequest((request) => Boolean(request.headers()['next-action']))
  const { bytes } = await exported(manager.page, async () => {})
  expect(bytes.length).toBeGreaterThan(0)
  const asking = await sent
  const before = exportCount()
  const refused = await context.request.post(deskUrl('/usage'), {
    headers: {
      'next-action': asking.headers()['next-action'] ?? '',
      'content-type': asking.headers()['content-type'] ?? '',
      origin: deskUrl('').replace(/\/$/, ''),
    },
    data: asking.postDataBuffer() ?? Buffer.from(''),
  })
  expect(await refused.text()).not.toContain('/api/usage/exports/')
  expect(exportCount()).toBe(before)

  await manager.page.goto(deskUrl('/usage/exports'))
  const exportId = await manager.page.locator('tbody tr').first().getAttribute('id')
  for (const [who, status] of [
    [context, [403, 404]],
    [await browser.newContext(), [401]],
  ] as const) {
    const file = await who.request.get(deskUrl(`/api/usage/exports/${exportId}`))
    expect(status).toContain(file.status())
  }
  await context.close()
})

for (const [theme, width] of [
  ['light', 1440],
  ['dark', 390],
] as const) {
  test(`axe finds nothing serious on the pages of usage (${theme}, ${width} px)`, async ({ browser }) => {
    const { page, context } = await staffPage(browser, 'manager', {
      colorScheme: theme,
      viewport: { width, height: 900 },
    })
    const check = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(serious.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(over).toBeLessThanOrEqual(0)
    }
    await openUsage(page)
    await comeAlive(page)
    await page.getByText('Show these figures as a table').click()
    await page.getByText('How this is counted').click()
    await check()
    await page.getByRole('button', { name: 'Export…' }).click()
    await page.getByRole('radio', { name: /^Line by line/ }).check()
    await check()
    await page.goto(deskUrl('/usage/exports'))
    await check()
    await page.goto(deskUrl('/'))
    await expect(page.getByRole('link', { name: 'See usage' })).toBeVisible()
    await check()
    await context.close()
  })
}
