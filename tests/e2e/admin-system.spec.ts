import path from 'node:path'
import { expect, type Page } from '@playwright/test'
import { openSqlite } from '@/db/open-sqlite'
import { newId } from '@/lib/new-id'
import { test } from './desk-test'
import { card, expectAccessible, makeEnrollment } from './evidence-steps'
import { deskUrl, staffPage } from './staff-page'

/** Gives up the capture of an enrollment's report, as eight failures would. */
async function giveUpReport(enrollmentId: string): Promise<void> {
  const store = openSqlite(path.join(process.env.DESK_DATA_DIR ?? '', 'desk.sqlite'))
  const now = Date.now()
  await store.tx((tx) =>
    tx.insert(store.tables.job).values({
      id: newId(),
      kind: 'capture-report',
      subjectId: enrollmentId,
      state: 'dead',
      runAt: now,
      attempts: 8,
      lastError: 'id360.timed_out: ID360 report: timed_out',
      createdAt: now,
      finishedAt: now,
    }),
  )
  await store.close()
}

const deadRow = (page: Page, enrollmentId: string) =>
  page.getByRole('row').filter({ has: page.locator(`a[href="/enrollments/${enrollmentId}"]`) })

test('an administrator reads how the desk is, in place, and has a dead job tried again', async ({
  browser,
}) => {
  const { address } = await makeEnrollment()
  const enrollmentId = address.split('/').at(-1) ?? ''
  await giveUpReport(enrollmentId)

  const { page } = await staffPage(browser, 'admin')
  await page.goto(deskUrl('/'))
  await page
    .getByRole('navigation', { name: 'Main navigation' })
    .getByRole('link', { name: 'System' })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'System' })).toBeVisible()
  await expect(card(page, 'ID360')).toContainText(
    /ID360 answers; last call .+ ago|ID360 answers; last call now/,
  )
  await expect(card(page, 'Callbacks')).toContainText('In the last hour')
  await expect(card(page, 'Database')).toContainText(/SQLite 3\./)
  await expect(card(page, 'Disk')).toContainText('Share that is free')
  await expect(card(page, 'This process')).toContainText('24.')
  await expect(card(page, 'Jobs')).toContainText('given up')
  await expectAccessible(page)

  // The page reads itself again, and the reader stays where they are.
  const row = deadRow(page, enrollmentId)
  const retry = row.getByRole('button', { name: 'Start over' })
  await retry.focus()
  const place = await page.evaluate(() => window.scrollY)
  expect(place).toBeGreaterThan(0)
  const asOf = page.getByText(/^As of/)
  const before = await asOf.textContent()
  await expect(asOf).not.toHaveText(before ?? '')
  expect(await page.evaluate(() => window.scrollY)).toBe(place)
  await expect(retry).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(page.getByText('The desk asks ID360 for it.')).toBeVisible()
  await expect(row).toHaveCount(0)
})

test('the page speaks French, holds still when asked, and fits a phone', async ({ browser }) => {
  const { page, context } = await staffPage(browser, 'admin', { viewport: { width: 390, height: 844 } })
  await context.addCookies([{ name: 'desk_language', value: 'fr', url: deskUrl('/') }])
  await page.goto(deskUrl('/admin/system'))
  await expect(page.getByRole('heading', { level: 1, name: 'Système' })).toBeVisible()
  await expect(card(page, 'Base de données')).toContainText('La base répond')
  await page.getByRole('button', { name: 'Figer' }).click()
  await expect(page.getByRole('button', { name: 'Tenir à jour' })).toBeVisible()
  const asOf = page.getByText(/^État au/)
  const before = await asOf.textContent()
  // It is told to the second: asked twice within one, it says the same.
  await expect(async () => {
    await page.getByRole('button', { name: 'Relire' }).click()
    await expect(asOf).not.toHaveText(before ?? '', { timeout: 2000 })
  }).toPass()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await expectAccessible(page)
})

test('others are refused, health says one word, and metrics are not there without a token', async ({
  browser,
}) => {
  for (const role of ['support', 'compliance', 'manager'] as const) {
    const { page } = await staffPage(browser, role)
    const answer = await page.goto(deskUrl('/admin/system'))
    expect(answer?.status(), role).toBe(403)
    expect(await answer?.text()).not.toContain('SQLite')
  }
  const health = await fetch(deskUrl('/api/health'))
  expect([health.status, await health.text()]).toEqual([200, '{"status":"up"}'])
  expect(health.headers.get('x-request-id')).toMatch(/^[0-9a-f]{12}$/)
  expect((await fetch(deskUrl('/api/metrics'))).status).toBe(404)
})
