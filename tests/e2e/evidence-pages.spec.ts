import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { test } from './desk-test'
import {
  expectAccessible,
  expectAllKept,
  expectPainted,
  expectPicture,
  flipByte,
  keeping,
  makeEnrollment,
} from './evidence-steps'
import { addFault, clearFaults, walk } from './sandbox-control'
import { deskUrl, staffPage } from './staff-page'

test('the proof slip says when it comes, then its pages are painted, searched, enlarged and downloaded', async ({
  browser,
}) => {
  const made = await makeEnrollment()
  const { page } = await staffPage(browser, 'compliance')
  await page.goto(deskUrl(made.address))
  await expect(keeping(page)).toHaveCount(0)
  await page.getByRole('link', { name: 'Attestation de preuve', exact: true }).click()
  await expect(page.getByText('Pas encore d’attestation de preuve')).toBeVisible()

  await walk(made, { outcome: 'OK' })
  await page.getByRole('button', { name: 'Lire l’attestation' }).click()
  const region = page.getByRole('region', { name: /^PDF : proof_slip_EVID/ })
  await expect(region.locator('canvas')).toBeVisible()
  await expectPainted(page)
  await expect(region.locator('.textLayer')).toContainText('Pervenche')
  const count = Number(/\d+$/.exec((await page.getByText(/^sur \d+$/).textContent()) ?? '')?.[0])
  expect(count).toBeGreaterThan(1)

  await region.focus()
  await page.keyboard.press('End')
  await expect(page.getByText(`Page ${count} sur ${count}`)).toBeAttached()
  await expect(page.getByRole('button', { name: 'Page suivante' })).toBeDisabled()
  await page.keyboard.press('Home')
  await expect(page.getByText(`Page 1 sur ${count}`)).toBeAttached()

  // Text can be selected only as long as nobody draws it anew.
  const span = region.locator('.textLayer span').filter({ hasText: 'Pervenche' }).first()
  await span.evaluate((element) => element.setAttribute('data-kept', ''))
  await page.keyboard.press('Control+f')
  const field = page.getByRole('searchbox', { name: 'Chercher dans le PDF' })
  await expect(field).toBeFocused()
  await field.fill('PERVENCHE')
  await expect(page.getByText(/^1 sur \d+$/)).toBeVisible()
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('pdf-match')?.size ?? 0)).toBeGreaterThan(0)
  await expect(span).toHaveAttribute('data-kept', '')
  await field.fill('rien de tel')
  await expect(page.getByText('Aucun résultat')).toBeVisible()

  const width = () => region.locator('canvas').evaluate((canvas) => canvas.clientWidth)
  const fitting = await width()
  await page.getByRole('button', { name: 'Agrandir' }).click()
  await expect.poll(width).toBeGreaterThan(fitting)
  await page.getByRole('button', { name: 'Ajuster à la largeur' }).click()
  await expect.poll(width).toBe(fitting)

  await page.evaluate(() => {
    window.print = () => {
      const pages = document.querySelectorAll('[data-print-sheet] img').length
      document.body.dataset.printed = String(pages)
      window.dispatchEvent(new Event('afterprint'))
    }
  })
  await page.getByRole('button', { name: 'Imprimer' }).click()
  await expect(page.locator('body')).toHaveAttribute('data-printed', String(count))
  await expect(page.locator('[data-print-sheet]')).toHaveCount(0)

  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Télécharger', exact: true }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^proof_slip_EVID\w+_OK_\d{4}-\d\d-\d\d\.pdf$/)
  expect(
    readFileSync(await download.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
})

test('documents are shown, examined side by side, and compared with the report', async ({ browser }) => {
  const made = await makeEnrollment()
  const { page } = await staffPage(browser, 'compliance')
  await page.goto(deskUrl(`${made.address}/documents`))
  await expect(page.getByText('Pas encore de documents')).toBeVisible()
  await walk(made, { outcome: 'OK' })

  const front = page.getByRole('article', { name: 'Pièce d’identité, recto' })
  await expect(front.getByText('conforme au rapport')).toBeVisible()
  await expectAllKept(page)
  await expectPicture(front.getByRole('img'))

  await page.getByRole('button', { name: 'Côte à côte' }).click()
  const dialog = page.getByRole('dialog', { name: 'Examiner les images' })
  await expect(dialog.getByRole('figure')).toHaveCount(3)
  const back = dialog.getByRole('figure', { name: 'Pièce d’identité, verso' })
  const seen = back.getByRole('img')
  const before = await seen.boundingBox()
  await back.getByRole('button', { name: 'Tourner à droite : Pièce d’identité, verso' }).click()
  await expect(seen).toHaveAttribute('data-quarters', '1')
  await expect
    .poll(async () => {
      const after = await seen.boundingBox()
      return after && before && after.width < after.height !== before.width < before.height
    })
    .toBe(true)
  await back.getByRole('button', { name: 'Agrandir : Pièce d’identité, verso' }).click()
  await expect(back.getByText('150 %')).toBeVisible()
  await back.getByRole('region').focus()
  await page.keyboard.press('0')
  await expect(back.getByText('100 %')).toBeVisible()
  await expect(seen).toHaveAttribute('data-quarters', '0')
  await page.keyboard.press('l')
  await page.keyboard.press('+')
  await expect(seen).toHaveAttribute('data-quarters', '3')
  await expect(back.getByText('150 %')).toBeVisible()
  await dialog.getByRole('button', { name: 'Selfie', exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  const proof = page.getByRole('article', { name: 'Justificatif de domicile' })
  await proof.getByRole('button', { name: /^Lire/ }).click()
  await expectPainted(page)

  await page.getByRole('link', { name: 'Chronologie' }).click()
  await expect(page.getByRole('region', { name: 'Chronologie' })).toContainText('par Conrad Veritay')
})

test('a document that is not the report’s says so, and a photo no browser shows is offered', async ({
  browser,
}) => {
  const made = await makeEnrollment()
  await addFault({ evidence: 'documents', enrollmentId: made.id360Id, action: 'wrong_bytes' })
  await walk(made, { outcome: 'KO', koCause: 'heic-unreadable' })
  const { page } = await staffPage(browser, 'compliance')
  await page.goto(deskUrl(`${made.address}/documents`))
  const front = page.getByRole('article', { name: 'Pièce d’identité, recto' })
  await expect(front.getByText('différent du rapport')).toBeVisible()
  await expect(front.getByText(/^Photo HEIC/)).toBeVisible()
  const downloading = page.waitForEvent('download')
  await front.getByRole('link', { name: /^Télécharger/ }).click()
  expect((await downloading).suggestedFilename()).toBe('document_identity_document_1.heic')
})

test('what ID360 delivers instead of a PDF is told, and a broken PDF too: both can be downloaded', async ({
  browser,
}) => {
  const other = await makeEnrollment()
  await addFault({
    evidence: 'proof_slip',
    enrollmentId: other.id360Id,
    action: 'wrong_type',
    disguised: true,
  })
  await walk(other, { outcome: 'OK' })
  const { page } = await staffPage(browser, 'compliance')
  await page.goto(deskUrl(`${other.address}/proof-slip`))
  await expect(page.getByText(/^ID360 n’a pas remis un PDF/)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Télécharger', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Lire l’attestation' })).toHaveCount(0)

  const broken = await makeEnrollment()
  const body = '%PDF-1.7\nnothing of a PDF follows\n%%EOF\n'
  await walk(broken, { outcome: 'OK' })
  await page.goto(deskUrl(`${broken.address}/proof-slip`))
  await page.route('**/api/evidence/*/view', (route) =>
    route.fulfill({ contentType: 'application/pdf', body }),
  )
  await page.getByRole('button', { name: 'Lire l’attestation' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Ce PDF est abîmé' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Télécharger', exact: true })).toBeVisible()
})

test('a damaged file is refused and shown as damaged, until ID360 gives it again', async ({ browser }) => {
  const made = await makeEnrollment()
  await walk(made, { outcome: 'OK' })
  const { page } = await staffPage(browser, 'compliance')
  await page.goto(deskUrl(`${made.address}/proof-slip`))
  await expectAllKept(page)
  const sha256 = await page.getByText(/^[0-9a-f]{64}$/).textContent()
  const file = await page.getByRole('link', { name: 'Télécharger', exact: true }).getAttribute('href')
  await addFault({ evidence: 'proof_slip', enrollmentId: made.id360Id, action: 'expired' })
  flipByte(sha256 ?? '')

  await page.getByRole('button', { name: 'Lire l’attestation' }).click()
  await expect(page.getByText('Ce fichier est endommagé')).toBeVisible()
  await expect(page.locator('canvas')).toHaveCount(0)
  await expect(keeping(page).getByText('endommagé')).toBeVisible()
  for (const refused of [`${file}/view`, `${file}`]) {
    const answer = await page.request.get(deskUrl(refused))
    expect(answer.status()).toBe(422)
    expect((await answer.body()).includes('%PDF')).toBe(false)
  }

  await page.goto(deskUrl('/evidence'))
  await expect(page.getByRole('heading', { level: 1, name: 'Preuves menacées' })).toBeVisible()
  const row = page.getByRole('row').filter({ has: page.locator(`a[href="${made.address}"]`) })
  await expect(row).toContainText('Attestation de preuve')
  await expect(row).toContainText('endommagé')
  await page.goto(deskUrl('/'))
  await page.getByRole('link', { name: 'Les voir' }).click()
  await row.getByRole('link').click()
  await expect(page).toHaveURL(deskUrl(made.address))
  await expect(keeping(page)).toContainText(/quitte ID360 dans \d+ jours/)

  await clearFaults(made)
  await keeping(page).getByRole('button', { name: 'Relancer : Attestation de preuve' }).click()
  await expectAllKept(page)
  await page.goto(deskUrl(`${made.address}/proof-slip`))
  await page.getByRole('button', { name: 'Lire l’attestation' }).click()
  await expectPainted(page)
})

test('what a reader is given cannot run, and neither a manager nor an administrator is given any', async ({
  browser,
}) => {
  const made = await makeEnrollment()
  await walk(made, { outcome: 'OK' })
  const compliance = await staffPage(browser, 'compliance')
  await compliance.page.goto(deskUrl(`${made.address}/proof-slip`))
  const link = compliance.page.getByRole('link', { name: 'Télécharger', exact: true })
  const file = await link.getAttribute('href')
  const viewed = await compliance.page.request.get(deskUrl(`${file}/view`))
  expect(viewed.headers()).toMatchObject({
    'content-type': 'application/pdf',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining('sandbox'),
    'cache-control': 'no-store',
  })

  for (const role of ['manager', 'admin'] as const) {
    const { page } = await staffPage(browser, role)
    await page.goto(deskUrl(made.address))
    await expect(page.getByRole('link', { name: /^(Documents|Report|Proof slip|Idclaim)$/ })).toHaveCount(0)
    await expect(keeping(page)).toHaveCount(0)
    for (const address of [`${made.address}/proof-slip`, `${made.address}/documents`, '/evidence']) {
      expect((await page.goto(deskUrl(address)))?.status()).toBe(403)
    }
    expect((await page.request.get(deskUrl(`${file}/view`))).status()).toBe(403)
  }
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on the evidence pages, ${colorScheme}`, async ({ browser }) => {
    // Four looks with axe, on a machine that does other things.
    test.setTimeout(150_000)
    const made = await makeEnrollment()
    await walk(made, { outcome: 'OK' })
    const width = colorScheme === 'dark' ? 390 : 1440
    const { page } = await staffPage(browser, 'compliance', { colorScheme, viewport: { width, height: 900 } })
    await page.goto(deskUrl(`${made.address}/proof-slip`))
    await page.getByRole('button', { name: 'Lire l’attestation' }).click()
    await expectPainted(page)
    await expectAccessible(page)
    await page.goto(deskUrl(`${made.address}/documents`))
    await expect(page.getByRole('article').first()).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Côte à côte' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page)
    await page.goto(deskUrl('/evidence'))
    await expectAccessible(page)
  })
}
