import { expect, type Page } from '@playwright/test'
import { deskUrl } from './staff-page'

/** The form as its French labels name it (the demo's support agent reads French). */
export type Filled = Partial<
  Record<
    | 'Parcours'
    | 'Groupe'
    | 'Référence client'
    | 'Nom'
    | 'Prénom'
    | 'Adresse e-mail'
    | 'Téléphone'
    | 'Mobile pour la signature',
    string
  >
>

const CHOSEN = new Set(['Parcours', 'Groupe'])

export const submitButton = (page: Page) => page.getByRole('button', { name: 'Créer et obtenir le lien' })
export const createdHeading = (page: Page) => page.getByRole('heading', { name: 'Dossier créé' })

export async function openForm(page: Page): Promise<void> {
  await page.goto(deskUrl('/enrollments/new'))
  await expect(submitButton(page)).toBeEnabled()
}

export async function fillForm(page: Page, filled: Filled): Promise<void> {
  for (const [label, value] of Object.entries(filled)) {
    const field = page.getByLabel(label, { exact: true })
    await (CHOSEN.has(label) ? field.selectOption({ label: value }) : field.fill(value))
  }
}

/** Creates one enrollment through the form and waits for its link panel. */
export async function createThroughForm(page: Page, filled: Filled): Promise<void> {
  await openForm(page)
  await fillForm(page, { Parcours: 'Vérification simple', Groupe: 'Agence de Lyon', ...filled })
  await submitButton(page).click()
  await expect(createdHeading(page)).toBeVisible()
}

/** A reference nobody else uses. */
export const uniqueReference = (prefix: string) =>
  `${prefix}${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`.toUpperCase()
