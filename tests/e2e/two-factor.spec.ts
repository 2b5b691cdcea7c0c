import { readFile } from 'node:fs/promises'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { actionIdOf } from './access-doors'
import { expectNothingSerious } from './expect-accessible'
import { cookieOf, send } from './send-request'
import { demoPerson } from './staff-page'
import { appCode, shownSecret, startTwoFactorDesk, typePassword } from './two-factor-desk'

test.describe.configure({ mode: 'serial' })

let here: Awaited<ReturnType<typeof startTwoFactorDesk>>
test.beforeAll(async () => {
  here = await startTwoFactorDesk()
})
test.afterAll(() => here?.stop())

const WIDE = { viewport: { width: 1440, height: 900 }, colorScheme: 'light' } as const
const PHONE = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const

async function opened(browser: Browser, role: 'support' | 'manager' | 'admin', options = {}) {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  await typePassword(page, here.url, role)
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  return { context, page }
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('name') ?? null)
const alert = (page: Page) => page.getByRole('alert').filter({ hasText: /\S/ })

test('someone sets up a second factor in the profile by keyboard, signs in with it, with a recovery code, and removes it', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const sent: string[] = []
  const { context, page } = await opened(browser, 'support', { ...PHONE, acceptDownloads: true })
  page.on('request', (request) => sent.push(request.url()))
  const refused: string[] = []
  page.on('console', (line) => line.text().includes('Content Security') && refused.push(line.text()))
  await page.goto(`${here.url}/profile`)
  const setUp = page.getByRole('button', { name: 'Configurer un second facteur' })
  await setUp.focus()
  await expect(async () => {
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Votre mot de passe actuel')).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await expect.poll(() => focused(page)).toBe('current')
  await page.keyboard.type('pas le bon')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Ce n’est pas votre mot de passe actuel.')).toBeVisible()
  await page.getByLabel('Votre mot de passe actuel').fill(demoPerson('support').password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('img', { name: /^QR code du second facteur/ })).toBeVisible()
  await expect.poll(() => focused(page)).toBe('code')
  await expectNothingSerious(page)
  const secret = await shownSecret(page, 'Ou saisissez cette clé dans l’application')
  await page.keyboard.type('000000')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Ce code ne convient pas/)).toBeVisible()
  await expect(page.getByLabel(/^Code à six chiffres/)).toHaveValue('')
  await page.keyboard.type(appCode(secret))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Vos codes de secours' })).toBeFocused()
  await expect(page.getByText('Le second facteur est activé.', { exact: true })).toBeVisible()
  const codes = await page.locator('[data-shown-once] li').allTextContents()
  expect(codes).toHaveLength(10)
  await expectNothingSerious(page)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Télécharger' }).click()
  const file = await readFile(await (await download).path(), 'utf8')
  for (const code of codes) expect(file).toContain(code)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText(codes[0] ?? 'none')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Votre profil' })).toBeHidden()
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('button', { name: 'J’ai conservé les codes' }).click()
  await expect(page.getByText('Il reste 10 codes de secours.')).toBeVisible()
  await expectNothingSerious(page)
  // Shown once: no page and no address holds any of it.
  const kept = await (await context.request.get(`${here.url}/profile`)).text()
  for (const word of [secret, ...codes]) {
    expect(kept).not.toContain(word)
    expect(sent.join('\n')).not.toContain(word)
  }
  expect(refused).toEqual([])
  await context.close()

  const again = await browser.newContext({ ...WIDE, locale: 'fr-FR' })
  const next = await again.newPage()
  const posted: string[] = []
  next.on('request', (request) => posted.push(request.url()))
  await typePassword(next, here.url, 'support')
  await expect(next.getByRole('heading', { name: 'Second facteur' })).toBeVisible()
  await expect.poll(() => focused(next)).toBe('code')
  await expect(next.getByLabel('Code à six chiffres')).toHaveAttribute('autocomplete', 'one-time-code')
  await expectNothingSerious(next)
  await next.keyboard.type('000000')
  await next.keyboard.press('Enter')
  await expect(alert(next)).toContainText('Ce code ne convient pas')
  await expect.poll(() => focused(next)).toBe('code')
  await expect(next.getByLabel('Code à six chiffres')).toHaveValue('')
  await expectNothingSerious(next)
  // Back, and forth again: what was typed stays in the form's memory.
  await next.getByRole('button', { name: 'Revenir au mot de passe' }).click()
  await expect.poll(() => focused(next)).toBe('password')
  await next.keyboard.press('Enter')
  await expect.poll(() => focused(next)).toBe('code')
  await next.keyboard.type(appCode(secret, 1))
  await next.keyboard.press('Enter')
  await next.waitForURL((url) => url.pathname === '/')
  expect(posted.join('\n')).not.toContain(demoPerson('support').password)
  await again.close()

  const lost = await browser.newContext({ ...PHONE, locale: 'fr-FR' })
  const third = await lost.newPage()
  await typePassword(third, here.url, 'support')
  await third.getByRole('button', { name: 'Utiliser un code de secours' }).click()
  await expect.poll(() => focused(third)).toBe('code')
  await expectNothingSerious(third)
  await third.getByLabel('Code de secours').fill((codes[0] ?? '').toLowerCase())
  await third.keyboard.press('Enter')
  await third.waitForURL((url) => url.pathname === '/')
  await third.goto(`${here.url}/profile`)
  await expect(third.getByText('Il reste 9 codes de secours.')).toBeVisible()
  await third.getByRole('button', { name: 'Retirer le second facteur' }).click()
  await expect.poll(() => focused(third)).toBe('current')
  await expectNothingSerious(third)
  await third.keyboard.type(demoPerson('support').password)
  await third
    .getByLabel('Code de l’application, ou code de secours')
    .last()
    .fill(codes[1] ?? '')
  await third.keyboard.press('Enter')
  await expect(third.getByRole('button', { name: 'Configurer un second facteur' })).toBeVisible()
  await lost.close()
})

test('a role that needs one: page, action, route and live stream are closed until it is set up, then open', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const { context: adminContext, page: admin } = await opened(browser, 'admin', WIDE)
  const { context, page } = await opened(browser, 'manager', WIDE)
  let cookie = await cookieOf(context)
  const ask = (where: string, headers: Record<string, string> = {}) =>
    send(here.url + where, { headers: { cookie, ...headers }, firstEvent: true })
  const act = () =>
    send(`${here.url}/profile`, {
      method: 'POST',
      headers: {
        cookie,
        origin: here.url,
        'content-type': 'text/plain;charset=UTF-8',
        'next-action': actionIdOf('changePreferencesAction'),
      },
      body: JSON.stringify([{ theme: 'light' }]),
    })
  const events = `/api/enrollments/${here.enrollmentId}/events`
  const file = `/api/usage/exports/${here.enrollmentId}`
  const variants: Record<string, string>[] = [
    {},
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  ]
  const outcome = async () => ({
    page: (await ask('/enrollments')).status,
    action: /"serverError":\{"code":"(\w+)"/.exec((await act()).text)?.[1] ?? 'done',
    route: (await ask(file)).status,
    stream: (await ask(events)).status,
  })
  // There is no such file: whoever may ask is told so.
  expect(await outcome()).toEqual({ page: 200, action: 'done', route: 404, stream: 200 })
  const open = await fetch(here.url + events, { headers: { cookie } })
  const reader = open.body?.getReader()
  expect((await reader?.read())?.done).toBe(false)

  await admin.goto(`${here.url}/admin/staff`)
  await expect(admin.getByRole('heading', { name: 'Who needs a second factor' })).toBeVisible()
  const box = (name: RegExp) => admin.getByRole('checkbox', { name })
  const save = admin.getByRole('button', { name: 'Save', exact: true })
  await expect(save).toBeEnabled()
  await box(/^Admin/).check()
  await save.click()
  await expect(alert(admin)).toContainText('You have no second factor yourself')
  await expectNothingSerious(admin)
  await box(/^Admin/).uncheck()
  await box(/^Manager/).check()
  await save.click()
  await expect(admin.getByText(/^Saved\./)).toBeVisible()
  await expectNothingSerious(admin)

  // The stream that was open ends by itself; nothing else answers.
  for (let read = await reader?.read(); read && !read.done; ) read = await reader?.read()
  expect(await outcome()).toEqual({ page: 307, action: 'FORBIDDEN', route: 403, stream: 403 })
  for (const path of ['/', '/enrollments', '/usage', '/profile', `/enrollments/${here.enrollmentId}`]) {
    for (const headers of variants) {
      const answer = await ask(path, headers)
      const { location = '' } = answer.headers
      const target = location.includes('_rsc') ? await ask(location.replace(here.url, ''), headers) : answer
      const text = target.text + String(target.headers.location)
      if (!('next-router-prefetch' in headers)) expect(text, path).toContain('/two-factor')
      // Not even the frame, which names who is signed in.
      expect(target.text, path).not.toContain(demoPerson('manager').name)
    }
  }

  await page.getByRole('link', { name: 'Usage', exact: true }).first().click()
  await page.waitForURL(/\/two-factor/)
  await expect(page.getByRole('heading', { name: 'Second factor' })).toBeVisible()
  await expectNothingSerious(page)
  await page.getByRole('button', { name: 'Français' }).click()
  await expect(page.getByRole('heading', { name: 'Second facteur' })).toBeVisible()
  await expectNothingSerious(page)
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { name: 'Second factor' })).toBeVisible()
  await page.getByLabel('Your current password').fill(demoPerson('manager').password)
  await page.keyboard.press('Enter')
  const secret = await shownSecret(page, 'Or type this key into the app')
  await expect.poll(() => focused(page)).toBe('code')
  await expectNothingSerious(page)
  await page.keyboard.type(appCode(secret))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeFocused()
  await expect(page.getByRole('button', { name: 'Français' })).toBeHidden()
  await page.getByRole('button', { name: 'I have kept the codes' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/two-factor'))
  // With the proof the browser was given another session: a copy of its cookie of before opens nothing.
  expect(await outcome()).toEqual({ page: 307, action: 'SIGNED_OUT', route: 401, stream: 401 })
  cookie = await cookieOf(context)
  expect(await outcome()).toEqual({ page: 200, action: 'done', route: 404, stream: 200 })
  await page.goto(`${here.url}/two-factor`)
  await page.waitForURL(/\/profile$/)
  await expect(page.getByText('One of your roles needs it: it cannot be removed.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Remove the second factor' })).toHaveCount(0)

  // The telephone is lost: an administrator resets it, and the person is led to set up another.
  await admin.goto(`${here.url}/admin/staff?q=manager@`)
  await expect(admin.getByRole('row', { name: /Compteur/ })).toContainText('Yes')
  await admin.getByRole('link', { name: demoPerson('manager').name }).click()
  await admin.getByRole('button', { name: 'Reset the second factor' }).click()
  await admin.getByRole('dialog').getByRole('button', { name: 'Reset the second factor' }).click()
  await expect(admin.getByText('None: it is set up at the next sign-in')).toBeVisible()
  await expectNothingSerious(admin)
  await page.goto(`${here.url}/usage`)
  await page.waitForURL(/\/sign-in/)
  await typePassword(page, here.url, 'manager')
  await page.waitForURL(/\/two-factor/)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(/\/sign-in$/)
  await context.close()
  await adminContext.close()
})
