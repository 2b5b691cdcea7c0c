import { openAsBlob } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { checkPack } from '@/lib/evidence/pack/check-pack'
import { test } from './desk-test'
import {
  card,
  expectAllKept,
  expectPainted,
  expectPicture,
  type Made,
  makeEnrollment,
  openReport,
  paintOf,
  pdfCanvas,
  reasons,
  treePath,
} from './evidence-steps'
import { tellSandbox, walk } from './sandbox-control'
import { deskUrl, staffPage } from './staff-page'
import { JAPANESE, PARTS, unembeddedPdf } from './unembedded-pdf'

/** One desk, one officer and one agent for all of it: what one test makes, the next ones read. */
test.describe.configure({ mode: 'serial' })

type Reason = { sentence: string; advice: string; code: string; path: string | RegExp; shown: string }

const NO_MATCH = 'Les contrôles de cohérence ont échoué : les données ne concordent pas.'

const FILES: { name: string; how: Record<string, unknown>; count: number; reason: Reason | null }[] = [
  { name: 'an OK file', how: { outcome: 'OK' }, count: 0, reason: null },
  {
    name: 'a file that is KO because the document has expired',
    how: { outcome: 'KO', koCause: 'document-expired' },
    count: 2,
    reason: {
      sentence: 'La pièce d’identité est expirée.',
      advice: 'Demandez une pièce d’identité en cours de validité.',
      code: 'IDENTITY_DOCUMENT.expired',
      path: /^\$\.finalizer_reports\.validator_report\.validations\[\d\]$/,
      shown: 'The identity document expired on 2021-03-31',
    },
  },
  {
    name: 'a file that is KO because the face is another one',
    how: { outcome: 'KO', koCause: 'face-differs' },
    count: 1,
    reason: {
      sentence: 'Le visage de la personne ne ressemble pas assez à la photo de la pièce d’identité.',
      advice:
        'Comparez le selfie et la pièce. Si c’est la même personne, demandez un nouveau selfie bien éclairé.',
      code: 'MDL_CHALLENGE_NOT_MET',
      path: /^\$\.(all_status_codes\[0\]|steps\.facecomparison\.status_codes\[0\])$/,
      shown: 'MDL_CHALLENGE_NOT_MET',
    },
  },
  {
    name: 'a file that is KO because the first name differs',
    how: { outcome: 'KO', koCause: 'first-name-differs' },
    count: 2,
    reason: {
      sentence: 'Le prénom ne correspond pas.',
      advice: 'Comparez le prénom saisi et la pièce. Envoyez un nouveau lien s’il y a une faute de saisie.',
      code: 'IDENTITY.FIRST_NAME.first_name',
      path: /^\$\.finalizer_reports\.validator_report\.comparisons\[\d\]$/,
      shown: 'is_equivalent',
    },
  },
]

let agent: Page
let officer: Page
const made: Made[] = []
/** Addresses that give bytes to the officer: what the agent must not get. */
const given = new Set<string>()

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000)
  agent = (await staffPage(browser, 'support')).page
  for (const { how } of FILES) {
    const one = await makeEnrollment()
    if (how.outcome === 'OK') {
      await tellSandbox('PUT', `/enrollments/${one.id360Id}/idclaim`, { form: 'xades-lt' })
    }
    await walk(one, how)
    made.push(one)
  }
  officer = (await staffPage(browser, 'compliance')).page
  officer.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.startsWith('/api/evidence/') && response.ok()) given.add(pathname)
  })
})

test.afterAll(async () => {
  await agent?.context().close()
  await officer?.context().close()
})

const packOf = ({ address }: Made) => `/api/evidence/pack${address.replace('/enrollments', '')}`

for (const [index, { name, how, count, reason }] of FILES.entries()) {
  test(`the officer understands, looks at and takes out the evidence of ${name}`, async () => {
    const one = made[index]
    if (!one) throw new Error('the enrollment was not made')

    await test.step('reads why, and is led to the place that says so', async () => {
      await openReport(officer, one)
      await expectAllKept(officer)
      await expect(reasons(officer)).toHaveCount(count)
      if (reason) await readReason(officer, reason)
      else await readWhatWasChecked(officer)
    })

    await test.step('sees the first page of the proof slip', async () => {
      await officer.getByRole('link', { name: 'Attestation de preuve', exact: true }).click()
      await officer.getByRole('button', { name: 'Lire l’attestation' }).click()
      await expectPainted(officer)
      await expect(officer.locator('.react-pdf__Page .textLayer')).toContainText('Pervenche')
      await expect(officer.getByText('Page 1 sur 3')).toBeAttached()
    })

    await test.step('reads who signed the idclaim, or why there is none', async () => {
      await officer.getByRole('link', { name: 'Idclaim', exact: true }).click()
      if (how.outcome === 'OK') await readSigner(officer)
      else
        await expect(officer.getByText('ID360 n’établit pas d’idclaim pour un dossier refusé')).toBeVisible()
    })

    await test.step('looks at a document', async () => {
      await officer.getByRole('link', { name: 'Documents', exact: true }).click()
      const front = officer.getByRole('article', { name: 'Pièce d’identité, recto' })
      await expect(front.getByText('conforme au rapport')).toBeVisible()
      await expectPicture(front.getByRole('img'))
    })

    await test.step('takes the pack out, and it is what its manifest says', async () => {
      const [download] = await Promise.all([
        officer.waitForEvent('download'),
        officer.getByRole('link', { name: 'Dossier de preuves', exact: true }).click(),
      ])
      expect(download.suggestedFilename()).toMatch(/^evidence_EVID\w+_(OK|KO)_\d{4}-\d\d-\d\d\.zip$/)
      const { problems, manifest, sound } = await checkPack(await openAsBlob(await download.path()))
      expect(problems).toEqual([])
      expect(sound).toBe(manifest?.files.length)
      expect(manifest?.enrollment.status).toBe(how.outcome)
      const kinds = new Set(manifest?.files.map(({ kind }) => kind))
      expect([...kinds].sort()).toEqual([
        'document',
        ...(how.outcome === 'OK' ? ['idclaim'] : []),
        'proof_slip',
        'report',
        'summary',
        'timeline',
      ])
      expect(manifest?.files.filter((file) => file.masked).map(({ kind }) => kind)).toEqual(['report'])
    })
  })
}

async function readReason(page: Page, { sentence, advice, code, path, shown }: Reason) {
  const first = reasons(page).first()
  await expect(first.getByText(sentence, { exact: true })).toBeVisible()
  await expect(first).toContainText(`À faire : ${advice}`)
  await expect(first.getByText(code, { exact: true })).toBeVisible()
  const general = reasons(page).nth(1)
  if ((await reasons(page).count()) > 1) {
    await expect(general.getByText(NO_MATCH, { exact: true })).toBeVisible()
    await expect(general.getByText('général', { exact: true })).toBeVisible()
  }
  const show = first.getByRole('button', { name: /^Afficher dans le rapport/ })
  await show.focus()
  await page.keyboard.press('Enter')
  await expect(treePath(page)).toHaveText(path)
  const tree = page.getByRole('tree', { name: 'Rapport JSON' })
  await expect(tree).toBeFocused()
  const current = tree.getByRole('treeitem', { selected: true })
  await expect(current).toBeInViewport()
  await expect(current).toHaveAttribute('aria-expanded', 'true')
  await expect(tree.getByRole('treeitem').filter({ hasText: shown }).first()).toBeInViewport()
  await page.getByRole('button', { name: 'Revenir où j’étais' }).click()
  await expect(show).toBeFocused()
}

async function readWhatWasChecked(page: Page) {
  const checked = card(page, 'Ce qui a été contrôlé')
  await expect(checked).toContainText('Tout ce que le rapport liste a réussi.')
  await expect(checked).toContainText(/Contrôles\s*\d réussis/)
  await expect(card(page, 'Contrôles').getByText('en échec')).toHaveCount(0)
  const identity = card(page, 'Identité')
  await expect(identity).toContainText('Pervenche')
  await identity
    .getByRole('button', { name: /^Pièce d’identité/ })
    .first()
    .click()
  await expect(treePath(page)).toHaveText(/^\$\.(extracted_data|steps)\b/)
  // Drafts are for pre-production where the settings say so; this desk talks to the sandbox.
  await expect(page.getByRole('button', { name: /provisoire/ })).toHaveCount(0)
}

async function readSigner(page: Page) {
  const verdict = card(page, 'Ce que la vérification établit')
  await expect(
    verdict.getByText(
      'Tout concorde : chaque fichier est couvert par une signature intacte d’un signataire de confiance.',
    ),
  ).toBeVisible({ timeout: 40_000 })
  await expect(verdict).toContainText('Termes ETSI : TOTAL_PASSED')
  await expect(verdict).toContainText(
    'Signataire CN=ID360 SANDBOX Seal RSA, O=Bac à sable (sans valeur), C=FR',
  )
  for (const found of [
    'signature intacte',
    'couvre tous les fichiers',
    'date prouvée par un horodatage de confiance',
    'signataire reconnu ici',
    'non révoqué',
  ]) {
    await expect(verdict.getByText(found, { exact: true })).toBeVisible()
  }
}

test('the report leaves unmasked only after a confirmation of its own', async () => {
  const [one] = made
  if (!one) throw new Error('the enrollment was not made')
  await officer.goto(deskUrl(one.address))
  await officer.getByRole('button', { name: 'Dossier de preuves avec le rapport original…' }).click()
  await officer.getByLabel(/^Je comprends/).check()
  const [download] = await Promise.all([
    officer.waitForEvent('download'),
    officer.getByRole('button', { name: 'Télécharger avec l’original' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^evidence_original_/)
  const { problems, manifest } = await checkPack(await openAsBlob(await download.path()))
  expect(problems).toEqual([])
  expect(manifest?.files.some((file) => file.masked)).toBe(false)
  expect((await officer.request.post(deskUrl(packOf(one)), { form: {} })).status()).toBe(400)
})

test('a PDF that brings no font and an image no browser knows is painted, and nobody else is asked', async () => {
  const [one] = made
  if (!one) throw new Error('the enrollment was not made')
  const asked: URL[] = []
  const listen = (request: { url(): string }) => asked.push(new URL(request.url()))
  officer.on('request', listen)
  await officer.route('**/api/evidence/*/view', (route) =>
    route.fulfill({ contentType: 'application/pdf', body: unembeddedPdf() }),
  )
  await officer.goto(deskUrl(`${one.address}/proof-slip`))
  await officer.getByRole('button', { name: 'Lire l’attestation' }).click()
  await expect(officer.locator('.react-pdf__Page .textLayer')).toContainText(JAPANESE)
  const canvas = pdfCanvas(officer)
  await expect.poll(async () => (await paintOf(canvas, PARTS.japanese)).inked).toBeGreaterThan(0.02)
  await expect.poll(async () => (await paintOf(canvas, PARTS.square)).reds).toBeGreaterThan(0.8)
  officer.off('request', listen)
  await officer.unroute('**/api/evidence/*/view')
  const ours = new URL(deskUrl('/')).host
  expect(asked.filter(({ protocol, host }) => protocol.startsWith('http') && host !== ours)).toEqual([])
  const files = asked.map(({ pathname }) => pathname).filter((pathname) => pathname.startsWith('/api/pdfjs/'))
  expect(files).toContainEqual(expect.stringMatching(/\/cmaps\/90ms-RKSJ-H\.bcmap$/))
  expect(files).toContainEqual(expect.stringMatching(/\/wasm\/openjpeg\.wasm$/))
})

test('a support agent gets none of it: no page, no file, no pack, no action', async ({ browser }) => {
  test.setTimeout(120_000)
  const [ok] = made
  if (!ok) throw new Error('the enrollment was not made')
  // Every kind is among what the officer was given; the files of the container are asked for below.
  await officer.goto(deskUrl(`${ok.address}/idclaim`))
  const container = await officer.getByRole('link', { name: 'Télécharger (.asice)' }).getAttribute('href')
  const wanted = [...given, `${container}`, `${container}/entry/1`, `${container}/entry/1?preview`]
  for (const file of [...given].filter((address) => address.endsWith('/view'))) {
    wanted.push(file.replace(/\/view$/, ''))
  }
  expect(wanted.length).toBeGreaterThan(8)

  for (const one of made) {
    await agent.goto(deskUrl(one.address))
    const links = agent.getByRole('link', { name: /^(Rapport|Attestation de preuve|Idclaim|Documents)$/ })
    await expect(links).toHaveCount(0)
    await expect(agent.getByRole('link', { name: /Dossier de preuves/ })).toHaveCount(0)
    for (const part of ['report', 'proof-slip', 'idclaim', 'documents']) {
      const answer = await agent.request.get(deskUrl(`${one.address}/${part}?compare=x&version=x`))
      expect(answer.status(), `${one.address}/${part}`).toBe(403)
      expectNoEvidence(await answer.body())
    }
    wanted.push(packOf(one))
    const original = await agent.request.post(deskUrl(packOf(one)), { form: { confirmed: 'original' } })
    expect(original.status()).toBe(403)
    expectNoEvidence(await original.body())
  }
  expect((await agent.request.get(deskUrl('/evidence'))).status()).toBe(403)
  const stranger = await browser.newContext()
  for (const address of wanted) {
    const answer = await agent.request.get(deskUrl(address))
    expect(answer.status(), address).toBe(403)
    expectNoEvidence(await answer.body())
    expect((await stranger.request.get(deskUrl(address))).status(), address).toBe(401)
  }
  await stranger.close()

  // The officer's own call of a server action, sent again by the agent.
  const [call] = await Promise.all([
    officer.waitForRequest((request) => 'next-action' in request.headers()),
    officer.getByRole('button', { name: 'Redemander à ID360' }).click(),
  ])
  const { 'next-action': action = '', 'content-type': type = '', accept = '' } = call.headers()
  const replayed = await agent.request.post(call.url(), {
    headers: { 'next-action': action, 'content-type': type, accept, origin: new URL(call.url()).origin },
    data: call.postData() ?? '',
  })
  expect(await replayed.text()).toContain('FORBIDDEN')
  expectNoEvidence(await replayed.body())
})

/** Beginnings of files, and words that only the evidence has. */
const TRACES = [
  '%PDF',
  'PK\x03\x04',
  '\xff\xd8\xff',
  '\x89PNG',
  'IDENTITY_DOCUMENT.expired',
  'validator_report',
  '2021-03-31',
  'SANDBOX Seal',
]

function expectNoEvidence(body: Buffer) {
  for (const trace of TRACES) expect(body.includes(Buffer.from(trace, 'latin1')), trace).toBe(false)
}
