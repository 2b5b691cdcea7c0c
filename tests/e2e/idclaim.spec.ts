import { openAsBlob } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, test } from '@playwright/test'
import { checkPack } from '@/lib/evidence/pack/check-pack'
import { createThroughForm, uniqueReference } from './enrollment-form'
import { deskUrl, staffPage } from './staff-page'

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${process.env.SANDBOX_URL}/sandbox/control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response.json()
}

/** An enrollment that has its verdict, made by an agent. @returns its path in the desk */
async function finishedEnrollment(browser: Browser, process: string, form?: string) {
  const { page } = await staffPage(browser, 'support')
  const reference = uniqueReference('CLAIM')
  await createThroughForm(page, {
    Parcours: process,
    'Référence client': reference,
    Nom: 'Sigillaire',
    ...(form !== undefined && { 'Mobile pour la signature': '+33 6 39 98 12 34' }),
  })
  const { enrollments } = await control('GET', '/enrollments?limit=1000')
  const { id } = enrollments.find((one: { clientReference: string }) => one.clientReference === reference)
  if (form !== undefined) await control('PUT', `/enrollments/${id}/idclaim`, { form })
  await control('POST', `/enrollments/${id}/walk`, { outcome: 'OK' })
  await page.getByRole('link', { name: 'Ouvrir le dossier' }).click()
  await page.waitForURL(/\/enrollments\/[0-9a-f-]{36}$/)
  return { page, path: new URL(page.url()).pathname }
}

test('the officer reads who signed the idclaim and what the check establishes, and looks into it', async ({
  browser,
}) => {
  test.setTimeout(90_000)
  const { path } = await finishedEnrollment(browser, 'Signature avancée', 'xades-lt')
  const { page } = await staffPage(browser, 'compliance')
  await page.goto(deskUrl(`${path}/idclaim`))
  const verdict = page.locator('section').filter({ hasText: 'Ce que la vérification établit' }).first()
  await expect(verdict).toBeVisible({ timeout: 40_000 })
  await expect(verdict).toContainText('signature intacte')
  await expect(verdict).toContainText('couvre tous les fichiers')
  await expect(verdict).toContainText('signataire reconnu ici')
  await expect(verdict).toContainText('date prouvée par un horodatage de confiance')
  await expect(verdict).toContainText('Termes ETSI : TOTAL_PASSED')
  await expect(verdict).toContainText(/Signataire.*CN=/s)
  await expect(page.getByText('autorité de confiance', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'Voir idclaim.json' }).click()
  await expect(page.getByRole('dialog').locator('pre')).toContainText('"identity"')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Voir portrait/ }).click()
  await expect
    .poll(() =>
      page
        .getByRole('dialog')
        .locator('img')
        .evaluate((image: HTMLImageElement) => image.naturalWidth),
    )
    .toBeGreaterThan(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: /^Voir attestation/ })).toHaveCount(0)

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Télécharger (.asice)' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^idclaim_.*\.asice$/)
  const entry = await page.getByRole('link', { name: 'Télécharger attestation.pdf' }).getAttribute('href')
  const answer = await page.request.get(deskUrl(entry ?? ''))
  expect(answer.headers()).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': 'attachment; filename="attestation.pdf"',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  })
  expect((await page.request.get(deskUrl(`${entry}?preview`))).status()).toBe(404)

  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
})

test('the officer takes the evidence pack out in one click, and it is what its manifest says', async ({
  browser,
}) => {
  test.setTimeout(90_000)
  const { path, page: agent } = await finishedEnrollment(browser, 'Signature avancée', 'cades-b')
  const { page } = await staffPage(browser, 'compliance')
  await page.goto(deskUrl(`${path}/idclaim`))
  await expect(page.getByText('date déclarée par le signataire')).toBeVisible({ timeout: 40_000 })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Dossier de preuves', exact: true }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^evidence_CLAIM.*_OK_.*\.zip$/)
  const masked = await checkPack(await openAsBlob(await download.path()))
  expect(masked.problems).toEqual([])
  expect(masked.manifest?.files.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['report', 'idclaim', 'timeline', 'summary']),
  )
  expect(masked.manifest?.files.filter((file) => file.masked).map(({ kind }) => kind)).toEqual(['report'])

  await page.getByRole('button', { name: 'Dossier de preuves avec le rapport original…' }).click()
  await page.getByLabel(/^Je comprends/).check()
  const [original] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Télécharger avec l’original' }).click(),
  ])
  expect(original.suggestedFilename()).toMatch(/^evidence_original_/)
  const whole = await checkPack(await openAsBlob(await original.path()))
  expect(whole.problems).toEqual([])
  expect(whole.manifest?.files.some((file) => file.masked)).toBe(false)
  const pack = `/api/evidence/pack${path.replace('/enrollments', '')}`
  expect((await page.request.post(deskUrl(pack), { form: {} })).status()).toBe(400)

  await agent.goto(deskUrl(path))
  await expect(agent.getByRole('link', { name: 'Idclaim' })).toHaveCount(0)
  await expect(agent.getByRole('link', { name: 'Dossier de preuves' })).toHaveCount(0)
  expect((await agent.goto(deskUrl(`${path}/idclaim`)))?.status()).toBe(403)
  expect((await agent.request.get(deskUrl(pack))).status()).toBe(403)
  expect((await agent.request.post(deskUrl(pack), { form: { confirmed: 'original' } })).status()).toBe(403)
})

test('a process that makes no idclaim says so', async ({ browser }) => {
  const { path } = await finishedEnrollment(browser, 'Vérification simple')
  const { page } = await staffPage(browser, 'compliance')
  await page.goto(deskUrl(`${path}/idclaim`))
  await expect(page.getByText('Le parcours de ce dossier ne produit pas d’idclaim')).toBeVisible()
})
