import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type BrowserContext, expect, type Page } from '@playwright/test'
import { migrateStore } from '@/db/open-store'
import { DEMO_STAFF, seedDemo } from '@/lib/demo'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { freePort, runDesk } from '@/scripts/run-server'
import { codeAt } from '../fixtures/authenticator'
import { addEnrollment } from './https-desk'
import type { DemoRole } from './staff-page'

/** A built desk of its own with the demo's staff and one enrollment: what is asked of a role concerns no other test. */
export async function startTwoFactorDesk() {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'desk-two-factor-'))
  const port = await freePort()
  const env = {
    DATA_DIR: directory,
    DATABASE_URL: `file:${path.join(directory, 'desk.sqlite')}`,
    ID360_BASE_URL: process.env.SANDBOX_URL ?? '',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
    LOG_LEVEL: 'error',
    WORKER: 'off',
  }
  const settings = parseSettings(env)
  await migrateStore(settings.DATABASE_URL)
  const desk = openDesk(settings)
  const system = contextFor({ kind: 'system', name: 'test' }, desk)
  await seedDemo(system)
  const enrollmentId = await addEnrollment(system)
  const server = await runDesk({ port, env, output: 'inherit' })
  return {
    url: server.url,
    enrollmentId,
    async stop() {
      await server.stop()
      await desk.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

export const personOf = (role: DemoRole) => {
  const person = DEMO_STAFF.find(({ roles }) => roles.includes(role))
  if (!person) throw new Error(`no demo person is ${role}`)
  return person
}

/** Types address and password, and sends them. */
export async function typePassword(page: Page, url: string, role: DemoRole): Promise<void> {
  const { email, password } = personOf(role)
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

export const cookiesOf = async (context: BrowserContext) =>
  (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')

/** The id under which the build knows a server action. */
export function actionIdOf(name: string): string {
  const file = path.join(process.env.NEXT_DIST_DIR ?? '.next', 'server/server-reference-manifest.json')
  const { node } = JSON.parse(readFileSync(file, 'utf8')) as {
    node: Record<string, { exportedName?: string }>
  }
  const found = Object.entries(node).find(([, action]) => action.exportedName === name)
  if (!found) throw new Error(`no action is called ${name}`)
  return found[0]
}
