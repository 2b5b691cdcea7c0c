import { globSync } from 'node:fs'
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import config from '@/playwright.config'
import {
  BACK,
  begin,
  chooseFile,
  consent,
  openAssisted,
  skipComparison,
  stepTakesFocus,
} from './assisted-page'
import { test } from './desk-test'
import { createThroughForm } from './enrollment-form'
import {
  card,
  expectAllKept,
  expectPainted,
  expectPicture,
  makeEnrollment,
  openReport,
} from './evidence-steps'
import { watchPolicy } from './policy-watch'
import { tellSandbox, walk } from './sandbox-control'
import { type DemoRole, deskUrl, staffPage } from './staff-page'
import { addUsage, MONTH } from './usage-data'

// The camera is a drawn one.
const launch = config.use?.launchOptions
test.use({
  launchOptions: { ...launch, args: [...(launch?.args ?? []), '--use-fake-device-for-media-stream'] },
})
// Whole tours, on a machine that does other things.
test.describe.configure({ timeout: 180_000 })

async function watched(browser: Browser, role: DemoRole) {
  const { page, context } = await staffPage(browser, role)
  const policy = await watchPolicy(context)
  return { page, context, ...policy }
}

/** Nobody is about to write to the page any more: React answers. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(deskUrl(address))
  await expect(page.locator('h1').first()).toBeVisible()
}

test('a page runs no script and sends nothing but by its policy, and the watch of these tests notices', async ({
  browser,
}) => {
  const context: BrowserContext = await browser.newContext()
  const { stopped } = await watchPolicy(context)
  const page = await context.newPage()
  // As if somebody had got a script into what the server wrote.
  await page.route('**/sign-in', async (route) => {
    const response = await route.fetch()
    const injected = '<script>window.written = true</script></body>'
    await route.fulfill({ response, body: (await response.text()).replace('</body>', injected) })
  })
  await open(page, '/sign-in')
  expect(await page.content()).toContain('window.written')
  const ran = await page.evaluate(async () => {
    const outcome: Record<string, boolean> = {}
    document.body.insertAdjacentHTML('beforeend', '<img src="/nowhere.png" onerror="window.handler = true">')
    outcome.fetch = await fetch('https://evil.example/').then(
      () => true,
      () => false,
    )
    // Later, on its own: what a test evaluates may evaluate.
    outcome.evaluated = await new Promise<boolean>((resolve) =>
      setTimeout(() => {
        try {
          resolve(new Function('return true')())
        } catch {
          resolve(false)
        }
      }),
    )
    return { ...outcome, handler: 'handler' in window, written: 'written' in window }
  })
  expect(ran).toEqual({ fetch: false, evaluated: false, handler: false, written: false })
  await expect.poll(() => stopped.join('\n')).toContain('script-src-attr inline')
  expect(stopped.join('\n')).toContain('connect-src https://evil.example')
  expect(stopped.join('\n')).toContain('script-src-elem inline')
})

test('no policy stops anything on the pages that everybody sees', async ({ browser }) => {
  const context = await browser.newContext()
  const { expectNothing } = await watchPolicy(context)
  const page = await context.newPage()
  for (const address of ['/sign-in', '/thanks?lang=fr', '/thanks?lang=en', '/nowhere.pdf']) {
    await open(page, address)
    expectNothing(address)
  }
  await open(page, '/sign-in')
  await page.getByRole('button', { name: 'Français' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  expectNothing('the choice of a language')
})

test('no policy stops the support agent: list, form, link, journey at the counter with the camera', async ({
  browser,
}) => {
  const { page, context, expectNothing } = await watched(browser, 'support')
  await context.grantPermissions(['camera'], { origin: deskUrl('') })
  await open(page, '/')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  expectNothing('the first page')

  await open(page, '/enrollments')
  await page.getByRole('button', { name: 'Colonnes' }).click()
  await expect(page.getByRole('link', { name: 'Masquer : Groupe' })).toBeVisible()
  expectNothing('the list')

  await createThroughForm(page, { Nom: 'Ancolie' })
  await page.getByRole('button', { name: 'QR code', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Ouvrir le dossier' }).click()
  await expect(page.getByRole('region', { name: 'Chronologie' })).toBeVisible()
  expectNothing('the form and its enrollment')

  await openAssisted(page)
  await begin(page)
  await consent(page)
  await skipComparison(page)
  await page.getByRole('button', { name: 'Appareil photo Recto' }).click()
  await page.getByRole('button', { name: 'Prendre la photo' }).click()
  await expectPicture(page.getByRole('img', { name: 'Aperçu : Recto' }))
  await chooseFile(page, 'Verso', BACK)
  await expectPicture(page.getByRole('img', { name: 'Aperçu : Verso' }))
  await page.getByRole('button', { name: 'Envoyer 2 pages' }).click()
  await stepTakesFocus(page, 'Selfie')
  expectNothing('the journey at the counter')

  await open(page, '/profile')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  const toast = page.getByText('Préférences enregistrées.')
  await expect(toast).toBeVisible()
  await expect(page.locator('[data-sonner-toaster]')).toHaveCSS('position', 'fixed')
  expectNothing('the profile and its toast')

  expect((await page.goto(deskUrl('/nowhere')))?.status()).toBe(404)
  expect((await page.goto(deskUrl('/usage')))?.status()).toBe(403)
  await open(page, '/nowhere')
  expectNothing('pages that are not, or not theirs')
})

test('no policy stops the compliance officer: report, PDF, signed container, images', async ({ browser }) => {
  const made = await makeEnrollment({ prefix: 'CSP' })
  await tellSandbox('PUT', `/enrollments/${made.id360Id}/idclaim`, { form: 'xades-lt' })
  await walk(made, { outcome: 'OK' })
  const { page, expectNothing } = await watched(browser, 'compliance')
  await page.goto(deskUrl(`${made.address}/proof-slip`))
  await expectAllKept(page)
  await page.getByRole('button', { name: 'Lire l’attestation' }).click()
  await expectPainted(page)
  expectNothing('the proof slip')

  await openReport(page, made)
  expectNothing('the report')

  await page.goto(deskUrl(`${made.address}/idclaim`))
  await expect(card(page, 'Ce que la vérification établit')).toBeVisible({ timeout: 40_000 })
  await page.getByRole('button', { name: /^Voir portrait/ }).click()
  await expectPicture(page.getByRole('dialog').locator('img'))
  await page.keyboard.press('Escape')
  expectNothing('the idclaim')

  await page.goto(deskUrl(`${made.address}/documents`))
  await expectPicture(page.getByRole('article', { name: 'Pièce d’identité, recto' }).getByRole('img'))
  await page.getByRole('button', { name: 'Côte à côte' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  const proof = page.getByRole('article', { name: 'Justificatif de domicile' })
  await proof.getByRole('button', { name: /^Lire/ }).click()
  await expectPainted(page)
  expectNothing('the documents')
  for (const address of ['/', '/evidence', '/callbacks']) {
    await open(page, address)
    expectNothing(address)
  }

  // What reads the PDF runs apart from the page, and is held by a policy of its own.
  await page.goto(deskUrl(`${made.address}/proof-slip`))
  await page.getByRole('button', { name: 'Lire l’attestation' }).click()
  await expectPainted(page)
  const [worker] = page.workers()
  const sent = await worker?.evaluate(async (elsewhere) => {
    const reach = (address: string) =>
      fetch(address, { mode: 'no-cors' }).then(
        () => 'sent',
        () => 'stopped',
      )
    return [await reach('/api/health'), await reach(String(elsewhere))]
  }, process.env.SANDBOX_URL)
  expect(sent).toEqual(['sent', 'stopped'])
})

test('no policy stops the manager: figures, the chart that answers, an export', async ({ browser }) => {
  await addUsage()
  const { page, expectNothing } = await watched(browser, 'manager')
  await open(page, `/usage?from=${MONTH}-01`)
  let x = 200
  await expect(async () => {
    x += 5
    await page.mouse.move(x, 300)
    await expect(page.locator('[data-chart=interactive]')).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(page.locator('[data-chart=interactive] svg').first()).toBeVisible()
  // The one style sheet that the page itself brings was let pass.
  expect(
    await page.evaluate(() =>
      [...document.styleSheets].some(({ ownerNode }) => ownerNode?.nodeName === 'STYLE'),
    ),
  ).toBe(true)
  await page.getByRole('button', { name: 'Export…' }).click()
  await expect(page.getByRole('dialog', { name: 'Export usage' })).toBeVisible()
  await page.keyboard.press('Escape')
  await open(page, '/usage/exports')
  expectNothing('usage and its exports')
})

test('no policy stops anything on any page an administrator can open', async ({ browser }) => {
  const { page, expectNothing } = await watched(browser, 'admin')
  const pages = globSync('app/**/page.tsx')
    .map((file) => `/${file.replace(/^app\/|\/?page\.tsx$/g, '').replace(/\([^)]*\)\/?/g, '')}`)
    .filter((address) => !address.includes('['))
  expect(pages.length).toBeGreaterThan(8)
  for (const address of pages) {
    await open(page, address)
    expectNothing(address)
  }
})
