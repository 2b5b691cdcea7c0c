import { expect, type Page } from '@playwright/test'
import { codeAt } from '../fixtures/authenticator'
import { addEnrollment } from './https-desk'
import { startOwnDesk } from './own-desk'
import { type DemoRole, demoPerson } from './staff-page'

/** A built desk of its own with the demo's staff and one enrollment: what is asked of a role concerns no other test. */
export async function startTwoFactorDesk() {
  const { url, prepared, stop } = await startOwnDesk({
    name: 'two-factor',
    settings: { WORKER: 'off' },
    prepare: addEnrollment,
  })
  return { url, enrollmentId: prepared, stop }
}

/** Types address and password, and sends them. */
export async function typePassword(page: Page, url: string, role: DemoRole): Promise<void> {
  const { email, password } = demoPerson(role)
  await page.goto(`${url}/sign-in`)
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=password]').fill(password)
  await page.locator('input[name=password]').press('Enter')
}

/** The secret that the page shows for those who cannot scan it. */
export async function shownSecret(page: Page, label: string): Promise<string> {
  const key = page.locator('dt', { hasText: label }).locator('+ dd')
  await expect(key).toHaveText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
  return ((await key.textContent()) ?? '').replaceAll(' ', '')
}

/** What the app shows; `away`: so many steps of 30 s from now. A code that was used opens nothing for its step. */
export const appCode = (secret: string, away = 0) => codeAt(secret, Date.now() + away * 30_000)
