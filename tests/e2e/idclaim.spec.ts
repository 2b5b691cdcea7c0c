import { expect } from '@playwright/test'
import { test } from './desk-test'
import {
  card,
  expectAccessible,
  expectAllKept,
  expectPicture,
  flipByte,
  makeEnrollment,
} from './evidence-steps'
import { addFault, clearFaults, tellSandbox, walk } from './sandbox-control'
import { deskUrl, staffPage } from './staff-page'

const VERDICT = 'Ce que la vérification établit'
/** The checking thread has to start. */
const FIRST_CHECK = { timeout: 40_000 }

test('the officer looks into the idclaim: its files, and behind that who vouches for the signer', async ({
  browser,
}) => {
  const made = await makeEnrollment({ prefix: 'CLAIM' })
  await tellSandbox('PUT', `/enrollments/${made.id360Id}/idclaim`, { form: 'xades-lt' })
  await walk(made, { outcome: 'OK' })
  const { page } = await staffPage(browser, 'compliance')
  await page.goto(deskUrl(`${made.address}/idclaim`))
  await expect(card(page, VERDICT)).toBeVisible(FIRST_CHECK)

  const anchor = page.getByText('autorité de confiance', { exact: true })
  await expect(anchor).toBeHidden()
  await page.locator('summary').filter({ hasText: 'Signature 1' }).focus()
  await page.keyboard.press('Enter')
  await expect(anchor).toBeVisible()

  await page.getByRole('button', { name: 'Voir idclaim.json' }).click()
  await expect(page.getByRole('dialog').locator('pre')).toContainText('"identity"')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Voir portrait/ }).click()
  await expectPicture(page.getByRole('dialog').locator('img'))
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
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  })
  expect((await page.request.get(deskUrl(`${entry}?preview`))).status()).toBe(404)
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  const box = await page.getByRole('link', { name: 'Télécharger attestation.pdf' }).boundingBox()
  expect((box?.x ?? 0) + (box?.width ?? 400)).toBeLessThanOrEqual(390)
  await expectAccessible(page)
})

test('an idclaim that is late, lost, no container or damaged is told as it is, each time with a way out', async ({
  browser,
}) => {
  test.setTimeout(150_000)
  const made = await makeEnrollment({ prefix: 'CLAIM' })
  await tellSandbox('PUT', `/enrollments/${made.id360Id}/idclaim`, { form: 'cades-b' })
  const fault = { evidence: 'idclaim', enrollmentId: made.id360Id }
  const { page } = await staffPage(browser, 'compliance')
  const press = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).click()

  await test.step('not yet: when it comes', async () => {
    await page.goto(deskUrl(`${made.address}/idclaim`))
    await expect(page.getByText('Pas encore d’idclaim')).toBeVisible()
  })

  await test.step('late: what went wrong, and another attempt at once', async () => {
    await addFault({ ...fault, action: 'status', status: 503 })
    await walk(made, { outcome: 'OK' })
    await expect(page.getByText('L’idclaim est en route')).toBeVisible()
    await expect(page.getByText('ID360 a rencontré une erreur de son côté.')).toBeVisible()
    await clearFaults(made)
    await addFault({ ...fault, action: 'expired' })
    await press('Essayer maintenant')
  })

  await test.step('lost: given up, and why', async () => {
    const note = page.getByRole('alert').filter({ hasText: 'L’idclaim n’a pas pu être enregistré' })
    await expect(note).toContainText('ID360 ne l’a plus')
    await clearFaults(made)
    await addFault({ ...fault, action: 'wrong_type', disguised: true })
    await press('Réessayer')
  })

  await test.step('no container: kept and given, but nothing is claimed of it', async () => {
    await expect(page.getByText(/^ID360 n’a pas remis de conteneur signé/)).toBeVisible()
    await expect(page.getByRole('link', { name: 'Télécharger', exact: true })).toBeVisible()
    await expect(card(page, VERDICT)).toHaveCount(0)
    await clearFaults(made)
    await press('Redemander à ID360')
  })

  const versions = card(page, 'Versions conservées')
  await test.step('delivered anew: both are kept, and either can be read', async () => {
    await expect(card(page, VERDICT)).toContainText('date déclarée par le signataire', FIRST_CHECK)
    const current = page.getByRole('listitem').filter({ hasText: 'actuelle' })
    await expect(current).toContainText('affichée ci-dessus')
    await versions.getByRole('link', { name: 'Voir cette version' }).click()
    await expect(page.getByText(/^Vous voyez une version antérieure/)).toBeVisible()
    await expect(page.getByText(/^ID360 n’a pas remis de conteneur signé/)).toBeVisible()
    await versions.getByRole('link', { name: 'Voir cette version' }).click()
    await expect(card(page, VERDICT)).toBeVisible()
    await expect(page.getByText(/^Vous voyez une version antérieure/)).toHaveCount(0)
  })

  await test.step('damaged: neither shown nor checked, asked for again, and back', async () => {
    await expectAllKept(page)
    const sha256 = await card(page, VERDICT)
      .getByText(/^[0-9a-f]{64}$/)
      .textContent()
    await addFault({ ...fault, action: 'expired' })
    flipByte(sha256 ?? '')
    await page.reload()
    await expect(page.getByText('Ce fichier est endommagé')).toBeVisible()
    await expect(card(page, VERDICT)).toHaveCount(0)
    await expect(page.getByText('Le bureau l’a redemandé à ID360, sans succès.')).toBeVisible()
    await expectAccessible(page)
    await clearFaults(made)
    await press('Le redemander')
    await expect(card(page, VERDICT)).toBeVisible()
    await expectAllKept(page)
  })
})

test('a process that makes no idclaim says so', async ({ browser }) => {
  const made = await makeEnrollment({ process: 'Vérification simple', prefix: 'CLAIM' })
  const { page } = await staffPage(browser, 'compliance')
  await page.goto(deskUrl(`${made.address}/idclaim`))
  await expect(page.getByText('Le parcours de ce dossier ne produit pas d’idclaim')).toBeVisible()
})
