import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, type Page } from '@playwright/test'
import config from '@/playwright.config'
import { addStaff } from './add-staff'
import {
  BACK,
  begin,
  chooseFile,
  consent,
  FRONT,
  finish,
  HEIC,
  line,
  openAssisted,
  SELFIE,
  skipComparison,
  slot,
  stepHeading,
  stepTakesFocus,
} from './assisted-page'
import { test } from './desk-test'
import { createThroughForm, uniqueReference } from './enrollment-form'
import { deskUrl, staffPage, throughSignInPage } from './staff-page'

const launch = config.use?.launchOptions
test.use({
  launchOptions: { ...launch, args: [...(launch?.args ?? []), '--use-fake-device-for-media-stream'] },
})
// A fault at the sandbox strikes whoever uploads next: one test of this file at a time.
test.describe.configure({ mode: 'default' })

const control = (path: string) => `${process.env.SANDBOX_URL}/sandbox/control${path}`
const UPLOAD = '/flow/document/id_document_image'
type Rule = { pathPattern?: string } & Record<string, unknown>

/** Makes uploads of the identity document go wrong; the faults of other tests stay. */
async function breakUploads(fault: Rule | null) {
  const { rules } = (await (await fetch(control('/faults'))).json()) as { rules: Rule[] }
  const others = rules.filter(({ pathPattern, times }) => pathPattern !== UPLOAD && times !== 0)
  const response = await fetch(control('/faults'), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rules: fault ? [...others, { pathPattern: UPLOAD, ...fault }] : others }),
  })
  if (!response.ok) throw new Error(await response.text())
}

/** How often each page of an identity document has reached the sandbox since then. */
async function uploadsSince(at: number): Promise<Record<string, number>> {
  const { requests } = (await (await fetch(control('/requests?last=1000'))).json()) as {
    requests: { at: number; path: string; query: string }[]
  }
  const pages = requests
    .filter((one) => one.at >= at && one.path.includes(UPLOAD))
    .map(({ query }) => new URLSearchParams(query).get('uploaded_page') ?? '?')
  return Object.fromEntries(
    Object.entries(Object.groupBy(pages, (page) => page)).map(([page, all]) => [page, all?.length ?? 0]),
  )
}

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).exclude('nextjs-portal').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

test('two pages and a selfie, done by the agent, end in OK', async ({ browser }) => {
  const { page } = await staffPage(browser, 'support')
  await createThroughForm(page, {
    Parcours: 'Ouverture de compte',
    'Référence client': uniqueReference('GUICHET'),
    Nom: 'Banquise',
    Prénom: 'Oriane',
  })
  await page.getByRole('link', { name: 'Faire ici, sans envoyer le lien' }).click()
  await page.waitForURL(/\/assist$/)
  await expectAccessible(page)
  await begin(page)
  await expect(page.getByText('Voie n° 275128, la seule proposée')).toBeVisible()

  // Two statements, each of its own; without an answer to both nothing is recorded.
  await page.getByRole('radio', { name: 'La personne accepte les conditions' }).check()
  await page.getByRole('button', { name: 'Enregistrer les réponses' }).click()
  await expect(stepHeading(page, 'Consentement')).toBeVisible()
  await expectAccessible(page)
  await consent(page)
  await stepTakesFocus(page, 'Données à comparer')

  // A date is typed as people write it; what is locked is asked once more, and cannot be sent again.
  await page.getByLabel('Date de naissance').fill('31/02/1987')
  await page.getByRole('button', { name: 'Envoyer à ID360' }).click()
  await expect(page.getByText('Ce jour n’existe pas.')).toBeVisible()
  await expect(page.getByLabel('Date de naissance')).toBeFocused()
  await page.getByLabel('Date de naissance').fill('12/04/1987')
  await page.getByLabel('Verrouiller ces données').check()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Envoyer à ID360' }).click()
  await expect(page.getByRole('dialog')).toContainText('12/04/1987')
  await page.getByRole('button', { name: 'Envoyer et verrouiller' }).click()
  await stepTakesFocus(page, 'Pièce d’identité')
  await expect(page.getByText('Date de naissance ••/••/•••• (verrouillé)')).toBeVisible()

  await chooseFile(page, 'Recto', FRONT)
  await chooseFile(page, 'Verso', BACK)
  await expect(page.getByRole('img', { name: 'Aperçu : Verso' })).toBeVisible()
  await page.getByRole('button', { name: 'Tourner Recto' }).click()
  await expect(slot(page, 'Recto')).toContainText('Image réécrite ici')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Envoyer 2 pages' }).click()
  await stepTakesFocus(page, 'Selfie')
  await chooseFile(page, 'Selfie', SELFIE)
  await page.getByRole('button', { name: 'Envoyer 1 page' }).click()

  await stepTakesFocus(page, 'Vérifier et terminer')
  await expect(page.getByText('2 pages envoyées sur 2').first()).toBeVisible()
  await expectAccessible(page)
  await finish(page)
  for (const sentence of [
    'Parcours assisté ouvert',
    'Consentement de la personne enregistré : conditions et biométrie',
    'Date de naissance envoyée pour comparaison et verrouillage',
    'Pièce d’identité, page 2 sur 2 envoyée à ID360',
    'Selfie envoyé à ID360',
    'Parcours assisté terminé : ID360 a tout reçu',
    'Verdict : OK',
    'Le rapport confirme le verdict',
  ]) {
    await expect(line(page, sentence)).toBeVisible()
  }
  // Nothing is left to do here, and the page says so.
  await expect(page.getByRole('link', { name: 'Poursuivre ici' })).toHaveCount(0)
  await page.goto(`${page.url()}/assist`)
  await expect(page.getByText('Tout est chez ID360')).toBeVisible()
})

test('a name that differs from the document ends in KO, and the report says which', async ({ browser }) => {
  const { page } = await staffPage(browser, 'support')
  const { path } = await openAssisted(page, 'Vérification simple')
  await begin(page)
  await consent(page)
  await stepTakesFocus(page, 'Données à comparer')
  await page.getByLabel(/^Nom/).fill('Glaçon')
  await page.getByRole('button', { name: 'Envoyer à ID360' }).click()
  await stepTakesFocus(page, 'Pièce d’identité')
  await page.getByRole('radio', { name: 'Une seule page' }).check()
  await chooseFile(page, 'Page', FRONT)
  await page.getByRole('button', { name: 'Envoyer 1 page' }).click()
  // This process asks for no selfie.
  await stepTakesFocus(page, 'Vérifier et terminer')
  await finish(page)
  await expect(line(page, 'Verdict : KO')).toBeVisible()
  await expect(line(page, 'Le rapport confirme le verdict')).toBeVisible()
  const { page: officer } = await staffPage(browser, 'compliance')
  await officer.goto(deskUrl(`${path}/report`))
  await expect(officer.getByText('IDENTITY.NAME.name').first()).toBeVisible()
})

test('a page whose connection breaks twice is sent again by itself, and only that page', async ({
  browser,
}) => {
  const { page } = await staffPage(browser, 'support')
  await openAssisted(page)
  await begin(page)
  await consent(page)
  await skipComparison(page)
  await chooseFile(page, 'Recto', FRONT)
  await chooseFile(page, 'Verso', BACK)
  const since = Date.now()
  await breakUploads({ action: 'reset', times: 2 })
  await page.getByRole('button', { name: 'Envoyer 2 pages' }).click()
  await expect(slot(page, 'Recto').getByText('Nouvel essai (1 sur 3)')).toBeVisible()
  await expect(slot(page, 'Recto').getByText('Nouvel essai (2 sur 3)')).toBeVisible()
  await stepTakesFocus(page, 'Selfie')
  expect(await uploadsSince(since)).toEqual({ 0: 3, 1: 1 })
})

test('a page that ID360 fails twice stays with the agent, who sends it until it works', async ({
  browser,
}) => {
  const { page } = await staffPage(browser, 'support')
  await openAssisted(page)
  await begin(page)
  await consent(page)
  await skipComparison(page)
  await chooseFile(page, 'Recto', FRONT)
  await breakUploads({ action: 'status', status: 500, times: 2 })
  await page.getByRole('button', { name: 'Envoyer 1 page' }).click()
  const failed = slot(page, 'Recto').getByRole('alert')
  await expect(failed).toContainText('l’envoi n’a pas abouti')
  await expectAccessible(page)
  await failed.getByRole('button', { name: 'Réessayer' }).click()
  await expect(slot(page, 'Recto').getByRole('progressbar')).toHaveCount(0)
  await expect(failed).toContainText('l’envoi n’a pas abouti')
  // A picture that is not sent is not lost by a click on a link.
  await page.getByRole('link', { name: 'Revenir au dossier' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Rester' }).click()
  // Nor by the command palette.
  await page.keyboard.press('Control+k')
  const here = page.url()
  await page.getByRole('dialog').getByRole('option', { name: 'Nouveau dossier' }).click()
  await expect(page.getByRole('heading', { name: 'Quitter sans envoyer ?' })).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Rester' }).click()
  expect(page.url()).toBe(here)
  await failed.getByRole('button', { name: 'Réessayer' }).click()
  await expect(slot(page, 'Recto')).toContainText('Reçu par ID360')
  await expect(slot(page, 'Recto')).toContainText('par Salomé Brindille')
})

/** Another agent, whom the demo does not have. */
async function secondAgent(browser: Browser): Promise<Page> {
  const email = `second-${Date.now()}@desk.example`
  await addStaff({ email, name: 'Camille Relève', password: 'mot-de-passe-fictif', roles: ['support'] })
  const page = await (await browser.newContext()).newPage()
  await throughSignInPage(page, { email, password: 'mot-de-passe-fictif' })
  return page
}

test('another agent goes on in another browser, and both see each other', async ({ browser }) => {
  const { page: first } = await staffPage(browser, 'support')
  const { path } = await openAssisted(first)
  await begin(first)
  await consent(first)
  await skipComparison(first)
  await chooseFile(first, 'Recto', FRONT)
  await first.getByRole('button', { name: 'Envoyer 1 page' }).click()
  await expect(slot(first, 'Recto')).toContainText('Reçu par ID360')
  await chooseFile(first, 'Verso', BACK)

  const second = await secondAgent(browser)
  await second.goto(deskUrl(path))
  await second.getByRole('link', { name: 'Poursuivre ici' }).click()
  await expect(second.getByText('Salomé Brindille a aussi cette page ouverte')).toBeVisible()
  await expect(first.getByText('Camille Relève a aussi cette page ouverte')).toBeVisible()
  // What was sent is said, by whom and when; the picture itself is nowhere.
  await expect(slot(second, 'Recto')).toContainText('par Salomé Brindille')
  await expect(second.getByRole('img', { name: /Aperçu/ })).toHaveCount(0)
  await chooseFile(second, 'Verso', BACK)
  await second.getByRole('button', { name: 'Envoyer 1 page' }).click()
  await stepTakesFocus(second, 'Selfie')
  await chooseFile(second, 'Selfie', SELFIE)
  await second.getByRole('button', { name: 'Envoyer 1 page' }).click()
  await stepTakesFocus(second, 'Vérifier et terminer')

  // The first agent's page has followed, and still holds the picture that was not sent.
  await expect(stepHeading(first, 'Vérifier et terminer')).toBeVisible()
  await expect(first.getByText('Une image choisie n’est pas envoyée')).toBeVisible()
  await finish(second)
  await expect(line(second, 'Verdict : OK')).toBeVisible()
  await expect(first.getByText('Tout est chez ID360')).toBeVisible()
})

test('the camera takes a page, which can be taken again', async ({ browser }) => {
  const { page, context } = await staffPage(browser, 'support')
  await context.grantPermissions(['camera'], { origin: deskUrl('') })
  await openAssisted(page)
  await begin(page)
  await consent(page)
  await skipComparison(page)
  await page.getByRole('button', { name: 'Appareil photo Recto' }).click()
  const shutter = page.getByRole('button', { name: 'Prendre la photo' })
  await expect(shutter).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  const preview = page.getByRole('img', { name: 'Aperçu : Recto' })
  await expect(preview).toBeVisible()
  expect(await preview.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThanOrEqual(640)
  await page.getByRole('button', { name: 'Refaire la photo Recto' }).click()
  await shutter.click()
  await expect(preview).toBeVisible()
  await page.getByRole('radio', { name: 'Une seule page' }).check()
  await page.getByRole('button', { name: 'Envoyer 1 page' }).click()
  await stepTakesFocus(page, 'Selfie')
  await expect(page.getByText('Pièce d’identité', { exact: true }).first()).toBeVisible()
})

test('a camera that is refused gives way to files', async ({ browser }) => {
  const { page } = await staffPage(browser, 'support', { viewport: { width: 768, height: 1024 } })
  await openAssisted(page)
  await begin(page)
  await consent(page)
  await skipComparison(page)
  await page.getByRole('button', { name: 'Appareil photo Recto' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('alert')).toContainText('Le navigateur n’a pas le droit de l’utiliser')
  const chosen = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Choisir un fichier' }).click()
  await (await chosen).setFiles(FRONT)
  await expect(page.getByRole('img', { name: 'Aperçu : Recto' })).toBeVisible()
})

test('only this page may ask for the camera', async ({ browser }) => {
  const { page } = await staffPage(browser, 'support')
  const { path } = await openAssisted(page)
  const policy = async (address: string) =>
    (await page.request.get(deskUrl(address))).headers()['permissions-policy'] ?? ''
  expect(await policy(`${path}/assist`)).toContain('camera=(self)')
  for (const address of [path, '/enrollments/new', '/']) expect(await policy(address)).toContain('camera=()')
})

test('a file that is no picture, or too large, is told apart before anything is sent', async ({
  browser,
}) => {
  const { page } = await staffPage(browser, 'support', { viewport: { width: 390, height: 844 } })
  await openAssisted(page)
  await begin(page)
  await consent(page)
  await skipComparison(page)
  const named = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer })
  await chooseFile(page, 'Recto', named('recto.png', Buffer.from('<!doctype html><title>recto</title>')))
  await expect(slot(page, 'Recto').getByRole('alert')).toContainText('quel que soit son nom')
  await chooseFile(page, 'Recto', named('vide.png', Buffer.alloc(0)))
  await expect(slot(page, 'Recto').getByRole('alert')).toContainText('Ce fichier est vide')

  // A PDF cannot be made smaller here, a picture can.
  const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(11_000_000, 32)])
  await chooseFile(page, 'Recto', named('recto.pdf', pdf))
  await expect(page.getByText('Un PDF ne peut pas être réduit ici')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Envoyer 1 page' })).toBeDisabled()
  await page.getByRole('button', { name: 'Retirer Recto' }).click()
  await chooseFile(page, 'Recto', named('recto.png', Buffer.from(await noisyPicture(page), 'base64')))
  await page.getByRole('button', { name: 'Réduire' }).click()
  await expect(slot(page, 'Recto')).toContainText('avant :')
  await chooseFile(page, 'Verso', HEIC)
  await expect(slot(page, 'Verso')).toContainText('ne sait pas montrer le HEIC')
  await expectAccessible(page)
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: 'Envoyer 2 pages' }).click()
  await stepTakesFocus(page, 'Selfie')
})

/** A PNG of some 12 MB, in base64: noise does not compress. */
const noisyPicture = (page: Page) =>
  page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 2000
    canvas.height = 2000
    const drawing = canvas.getContext('2d')
    const pixels = new ImageData(canvas.width, canvas.height)
    const words = new Uint32Array(pixels.data.buffer)
    let seed = 1
    for (let at = 0; at < words.length; at += 1) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      words[at] = (seed | 0xff000000) >>> 0
    }
    drawing?.putImageData(pixels, 0, 0)
    return canvas.toDataURL('image/png').split(',')[1] ?? ''
  })

test('a refused biometry skips the selfie where ID360 can do without it', async ({ browser }) => {
  const { page } = await staffPage(browser, 'support', { colorScheme: 'dark' })
  await openAssisted(page, 'Contrôle au guichet')
  await begin(page)
  await expectAccessible(page)
  await consent(page, 'refuse')
  await stepTakesFocus(page, 'Données à comparer')
  await skipComparison(page)
  await page.getByRole('radio', { name: 'Une seule page' }).check()
  await chooseFile(page, 'Page', FRONT)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Envoyer 1 page' }).click()
  await stepTakesFocus(page, 'Vérifier et terminer')
  await expect(page.getByText('Sauté : la personne a refusé la biométrie').first()).toBeVisible()
  await expectAccessible(page)
  await finish(page)
  await expect(line(page, 'Verdict : OK')).toBeVisible()
})

test('a refused biometry stops the flow where ID360 needs it, and a process without a route says so', async ({
  browser,
}) => {
  const { page } = await staffPage(browser, 'support', { colorScheme: 'dark' })
  await openAssisted(page)
  await begin(page)
  await consent(page, 'refuse')
  await expect(page.getByText('Le parcours assisté s’arrête ici')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Revenir au dossier' }).last().click()
  await expect(line(page, 'La personne refuse la biométrie')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Partager le lien' })).toBeVisible()

  await openAssisted(page, 'Parcours par lien seulement')
  await page.getByRole('button', { name: 'Commencer' }).click()
  await expect(page.getByRole('heading', { name: 'Ce parcours ne peut pas se faire ici' })).toBeVisible()
})

test('the roles that may not assist are kept out', async ({ browser }) => {
  const { page: agent } = await staffPage(browser, 'support')
  const { path } = await openAssisted(agent)
  const { page: officer } = await staffPage(browser, 'compliance')
  expect((await officer.goto(deskUrl(`${path}/assist`)))?.status()).toBe(403)
  await officer.goto(deskUrl(path))
  await expect(officer.getByRole('link', { name: 'Faire ici' })).toHaveCount(0)
})
