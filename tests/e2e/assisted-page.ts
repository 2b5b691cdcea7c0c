import { expect, type Page } from '@playwright/test'
import { demoEnrollment } from './demo-enrollment'
import { uniqueReference } from './enrollment-form'
import { deskUrl } from './staff-page'

const SPECIMENS = 'lib/id360-sandbox/documents/specimens'
export const FRONT = `${SPECIMENS}/identity-document-recto.jpg`
export const BACK = `${SPECIMENS}/identity-document-verso.jpg`
export const SELFIE = `${SPECIMENS}/selfie.png`
export const HEIC = `${SPECIMENS}/identity-document-recto.heic`

export type Assisted = { reference: string; path: string }

/** A new enrollment, its guided page open before the agent. */
export async function openAssisted(page: Page, process = 'Ouverture de compte'): Promise<Assisted> {
  const reference = uniqueReference('GUICHET')
  const { address } = await demoEnrollment(reference, { process, lastName: 'Banquise', firstName: 'Oriane' })
  await page.goto(deskUrl(`${address}/assist`))
  return { reference, path: address }
}

export const stepHeading = (page: Page, name: string) =>
  page.getByRole('heading', { level: 2, name, exact: true })

/** The step is open, and its heading has the focus. */
export const stepTakesFocus = (page: Page, name: string) => expect(stepHeading(page, name)).toBeFocused()

export async function begin(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Commencer' }).click()
  await stepTakesFocus(page, 'Consentement')
}

/** The person accepts the terms, and says yes or no to biometry. */
export async function consent(page: Page, biometry: 'accepte' | 'refuse' = 'accepte'): Promise<void> {
  await page.getByRole('radio', { name: 'La personne accepte les conditions' }).check()
  await page.getByRole('radio', { name: `La personne ${biometry} la comparaison de son visage` }).check()
  await page.getByRole('button', { name: 'Enregistrer les réponses' }).click()
}

export async function skipComparison(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Passer cette étape' }).click()
  await stepTakesFocus(page, 'Pièce d’identité')
}

/** One page of a document: what is chosen for it, and what became of it. */
export const slot = (page: Page, name: string) => page.getByRole('group', { name, exact: true })

export const chooseFile = (
  page: Page,
  name: string,
  file: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0],
) => page.getByLabel(`Fichier : ${name}`).setInputFiles(file)

export async function finish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Terminer' }).click()
  await page.waitForURL((url) => /\/enrollments\/[0-9a-f-]{36}$/.test(url.pathname))
}

/** A line of the enrollment's timeline. */
export const line = (page: Page, sentence: string) =>
  page.getByRole('region', { name: 'Chronologie' }).getByRole('listitem').filter({ hasText: sentence })
