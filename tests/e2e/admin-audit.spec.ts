import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { writeAudit } from '@/lib/audit/write-audit'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { test } from './desk-test'
import { card, expectAccessible } from './evidence-steps'
import { deskUrl, staffPage } from './staff-page'

test('the log says in words who did what, is filtered by keyboard and unfolds in place', async ({
  browser,
}) => {
  const { page } = await staffPage(browser, 'compliance')
  await page.goto(deskUrl('/'))
  await page.getByRole('link', { name: 'Journal d’audit' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Journal d’audit' })).toBeVisible()
  const table = page.getByRole('table', { name: 'Journal d’audit' })
  await expect(table).toContainText('Connexion')
  await expectAccessible(page)

  // Asked in the form, with the keyboard alone; the answer has an address of its own.
  await page.getByLabel('Action').focus()
  await page.keyboard.type('Connexion')
  await page.getByLabel('Identifiant de l’objet').focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/action=staff\.signed_in/)
  await expect(page.getByLabel('Action')).toHaveValue('staff.signed_in')
  const row = table.getByRole('row').nth(1)
  await expect(row).toContainText('Connexion')
  await expect(row).toContainText('Moyen de connexion')
  const summary = row.locator('summary')
  await summary.focus()
  await page.keyboard.press('Enter')
  await expect(row.getByText(/^[0-9a-f]{64}$/).first()).toBeVisible()
  await expectAccessible(page)

  await page.goto(deskUrl('/admin/audit?from=2026-02-30&target=nobody'))
  await expect(page.getByText('Cette date n’existe pas', { exact: false }).first()).toBeVisible()
  await expect(page.getByText('Aucune action ne correspond à ces filtres.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Effacer les filtres' }).click()
  await expect(page).toHaveURL(deskUrl('/admin/audit'))

  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)
})

test('the chain is verified by a button, which names the row that was changed behind the desk’s back', async ({
  browser,
}) => {
  const { page } = await staffPage(browser, 'admin')
  await page.goto(deskUrl('/admin/audit'))
  const verify = page.getByRole('button', { name: /Vérifier la chaîne|Verify the chain/ })
  await verify.click()
  await expect(page.getByText(/La chaîne est intacte|The chain is intact/)).toBeVisible()
  await expect(
    page.getByText(/^(Dernière vérification :|Last verified) .* (intactes|intact)\.$/),
  ).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)

  const desk = openDesk(parseSettings({ DATA_DIR: process.env.DESK_DATA_DIR, LOG_LEVEL: 'silent' }))
  const { audit } = desk.store.tables
  const first = eq(audit.seq, 1)
  const [row] = await desk.store.read.select().from(audit).where(first)
  if (!row) throw new Error('the log is empty')
  try {
    await desk.store.tx((tx) => tx.update(audit).set({ targetId: 'someone-else' }).where(first))
    await verify.click()
    await expect(page.getByText(/La ligne n° 1 a été modifiée|Row 1 was changed/)).toBeVisible()
    await expect(page.getByText(/chaîne rompue à la ligne n° 1|the chain is broken at row 1/)).toBeVisible()
    await expectAccessible(page)
    // It is a failure of the desk until a verification finds the chain whole.
    await page.goto(deskUrl('/admin/system'))
    const stands = card(page, 'Audit log')
    await expect(stands).toContainText('The chain is broken at row 1')
    await expect(stands).toContainText('to act on')
    await stands.getByRole('link', { name: 'Open the log' }).click()
  } finally {
    await desk.store.tx((tx) => tx.update(audit).set({ targetId: row.targetId }).where(first))
    await desk.close()
  }
  await verify.click()
  await expect(page.getByText(/La chaîne est intacte|The chain is intact/)).toBeVisible()
})

test('the facts of a row have names, dates and roles in words; what has none keeps its own', async ({
  browser,
}) => {
  const desk = openDesk(parseSettings({ DATA_DIR: process.env.DESK_DATA_DIR, LOG_LEVEL: 'silent' }))
  const targetId = `nobody-${Date.now()}`
  await desk.store.tx((tx) =>
    writeAudit(contextFor({ kind: 'system', name: 'test' }, desk), tx, {
      action: 'staff.invited',
      targetKind: 'staff',
      targetId,
      details: {
        expiresAt: Date.UTC(2027, 0, 2, 12),
        rolesBefore: 'support',
        roles: 'admin',
        quirk: 'as is',
      },
    }),
  )
  await desk.close()
  const { page } = await staffPage(browser, 'admin')
  await page.goto(deskUrl(`/admin/audit?target=${targetId}`))
  const row = page.getByRole('table').getByRole('row').nth(1)
  await row.locator('summary').click()
  const fact = (name: string) =>
    row.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd[1]')
  await expect(fact('Valid until')).toContainText(/2 Jan 2027|Jan 2, 2027/)
  await expect(fact('Roles (before)')).toHaveText('Support')
  await expect(fact('quirk')).toHaveText('as is')
})

test('an export downloads what the filters show and is itself in the log; others are refused', async ({
  browser,
}) => {
  const { page } = await staffPage(browser, 'admin')
  await page.goto(deskUrl('/admin/audit?action=staff.signed_in'))
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: /JSON Lines/ }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.jsonl$/)
  const rows = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\n')
  expect(rows.map((line) => JSON.parse(line).action)).toEqual(rows.map(() => 'staff.signed_in'))
  await page.goto(deskUrl('/admin/audit?action=audit.exported'))
  await expect(page.getByRole('table').getByRole('row').nth(1)).toContainText(
    /Journal d’audit exporté|Exported the audit log/,
  )

  const manager = await staffPage(browser, 'manager')
  await expect(manager.page.getByRole('link', { name: /Journal d’audit|Audit log/ })).toHaveCount(0)
  expect((await manager.page.goto(deskUrl('/admin/audit')))?.status()).toBe(403)
  const refused = await manager.context.request.get(deskUrl('/api/audit/export?format=csv'))
  expect(refused.status()).toBe(403)
  const anonymous = await browser.newContext()
  expect((await anonymous.request.get(deskUrl('/api/audit/export?format=csv'))).status()).toBe(401)
})
