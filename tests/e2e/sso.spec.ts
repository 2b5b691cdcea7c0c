import { createHash } from 'node:crypto'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { addStaffByLink } from '@/lib/staff/add-staff-by-link'
import { disableStaff } from '@/lib/staff/disable-staff'
import type { Tampering } from '../fixtures/identity-provider'
import { expectNothingSerious } from './expect-accessible'
import { BUDGET_KB, firstLoadKb } from './first-load'
import { type HttpBrowser, httpBrowser } from './http-browser'
import { type SsoDesk, startSsoDesks } from './sso-desks'

// One after the other: they share the desks and the provider, which some of them deceive.
test.describe.configure({ mode: 'default' })

let desks: Awaited<ReturnType<typeof startSsoDesks>>
test.beforeAll(async () => {
  test.setTimeout(180_000)
  desks = await startSsoDesks()
})
test.afterAll(() => desks?.stop())
test.beforeEach(() => desks.provider.tamper({}))

const unique = () => Date.now().toString(36) + Math.random().toString(36).slice(2, 6)

/** Somebody fictional whom the provider knows, with a verified address and a role unless told otherwise. */
function known(name: string, more: Record<string, unknown> = {}) {
  const subject = `${name}-${unique()}`
  const email = `${subject}@example.org`
  desks.provider.people.set(subject, {
    name: `${name} Falaise`,
    email,
    email_verified: true,
    roles: ['idp-support'],
    groups: ['lyon'],
    ...more,
  })
  return { subject, email }
}

/** Goes the whole way without pages, from the desk to the provider and back. */
async function comeIn(desk: SsoDesk, login: string, browser: HttpBrowser = httpBrowser()) {
  const back = await browser.visitProvider(await browser.start(desk.url), login)
  return { browser, back, ...(await openBack(desk, back, browser)) }
}

async function openBack(desk: SsoDesk, back: string, browser: HttpBrowser) {
  const response = await browser.send(back)
  const target = new URL(response.headers.get('location') ?? '', desk.url)
  return {
    status: response.status,
    path: target.pathname,
    error: target.searchParams.get('error'),
    signedIn: browser.has(desk.url, 'desk.session'),
  }
}

const refused = (error: string) => ({ path: '/sign-in', error, signedIn: false })

/** The provider's own pages, filled in by hand; what they would fetch from elsewhere is left out. */
async function loginAtProvider(page: Page, login: string) {
  await page.getByPlaceholder('Enter any login').fill(login)
  await page.getByPlaceholder('and password').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
}

async function newPage(browser: Browser, locale: string) {
  const context = await browser.newContext({ locale })
  await context.route(/fonts\.googleapis\.com/, (route) => route.abort())
  return { page: await context.newPage(), context }
}

test('somebody to whom the provider gives a role gets an account, sees their groups, and lands where they wanted', async ({
  browser,
}) => {
  const { open, provider } = desks
  const { subject } = known('Ondine', { locale: 'en-GB', groups: ['lyon', 'gone', 'unheard-of'] })
  const { page, context } = await newPage(browser, 'en-GB')
  await page.goto(`${open.url}/enrollments?status=KO`)
  await page.waitForURL(/\/sign-in\?from=/)
  await expectNothingSerious(page)
  // By keyboard: the provider comes first.
  const button = page.getByRole('button', { name: `Continue with ${new URL(provider.issuer).host}` })
  await button.focus()
  const asked = page.waitForRequest((request) => request.url().startsWith(`${provider.issuer}/auth`))
  await page.keyboard.press('Enter')
  const sent = new URL((await asked).url()).searchParams
  expect(sent.get('code_challenge_method')).toBe('S256')
  expect(sent.get('response_type')).toBe('code')
  for (const name of ['state', 'nonce']) expect(sent.get(name)).toMatch(/^[\w-]{43}$/)
  await loginAtProvider(page, subject)
  await page.waitForURL(`${open.url}/enrollments?status=KO`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()

  const verifier = provider.seen.verifiers.at(-1)
  expect(createHash('sha256').update(String(verifier)).digest('base64url')).toBe(sent.get('code_challenge'))
  const person = await open.personWith(subject)
  expect(person).toMatchObject({
    name: 'Ondine Falaise',
    oidcIssuer: provider.issuer,
    passwordHash: null,
    roles: ['support'],
    groupIds: [await open.groupId('Agence de Lyon')],
  })
  const [session] = await open.sessionsOf(person?.id ?? '')
  expect(session).toMatchObject({ method: 'sso' })
  expect(await open.actsOn(person?.id ?? '')).toEqual(['staff.provisioned', 'staff.signed_in'])
  // What the provider gave is gone with the request: neither the desk nor the browser has kept it.
  const kept = open.kept() + JSON.stringify(await context.cookies(open.url))
  expect(provider.seen.tokens.length).toBeGreaterThan(1)
  for (const token of provider.seen.tokens) expect(kept).not.toContain(token)
  const names = (await context.cookies(open.url)).map(({ name }) => name)
  expect(names.filter((name) => name.startsWith('desk.sso-'))).toEqual([])

  // Signing out ends the desk's session and not the provider's: the way back asks for no password.
  await page.goto(`${open.url}/`)
  await page.evaluate(async () => {
    const { csrfToken } = await (await fetch('/api/auth/csrf')).json()
    await fetch('/api/auth/signout', {
      method: 'POST',
      body: new URLSearchParams({ csrfToken, json: 'true' }),
    })
  })
  expect(await open.sessionsOf(person?.id ?? '')).toEqual([])
  await page.goto(`${open.url}/sign-in`)
  await page.getByRole('button', { name: /^Continue with/ }).click()
  await page.waitForURL(`${open.url}/`)
  await context.close()
})

test('what the provider says of roles and groups counts at each sign-in, and no role shuts the person out', async () => {
  const { open, provider } = desks
  const { subject } = known('Basile')
  expect(await comeIn(open, subject)).toMatchObject({ path: '/', error: null, signedIn: true })
  const id = (await open.personWith(subject))?.id ?? ''
  const change = (claims: object) =>
    provider.people.set(subject, { ...provider.people.get(subject), ...claims })

  change({ roles: ['idp-compliance', 'unheard-of'], groups: ['gone'] })
  expect(await comeIn(open, subject)).toMatchObject({ signedIn: true })
  // No group is left, which is none and not all.
  expect(await open.personWith(subject)).toMatchObject({ roles: ['compliance'], groupIds: [] })
  expect(await open.actsOn(id)).toContain('staff.changed')
  expect(await open.sessionsOf(id)).toHaveLength(2)

  change({ roles: ['unheard-of'] })
  expect(await comeIn(open, subject)).toMatchObject(refused('sso.noRole'))
  expect(await open.sessionsOf(id)).toEqual([])
  change({ roles: 'idp-support', groups: ['nantes'] })
  expect(await comeIn(open, subject)).toMatchObject({ signedIn: true })
  expect(await open.personWith(subject)).toMatchObject({
    roles: ['support'],
    groupIds: [await open.groupId('Agence de Nantes')],
  })
})

test('an address says nothing: verified or not, it opens no account that has it', async () => {
  const { open } = desks
  const before = await open.people()
  const demo = { email: 'admin@desk.example', roles: ['idp-admins'] }
  const unverified = known('Faux', { ...demo, email_verified: false })
  expect(await comeIn(open, unverified.subject)).toMatchObject(refused('sso.unverified'))
  const saidSo = known('Faux', { ...demo, email_verified: 'true' })
  expect(await comeIn(open, saidSo.subject)).toMatchObject(refused('sso.unverified'))
  const verified = known('Faux', { ...demo, email: ' ADMIN@desk.example ' })
  expect(await comeIn(open, verified.subject)).toMatchObject(refused('sso.addressKnown'))
  const nobody = known('Faux', { email: undefined })
  expect(await comeIn(open, nobody.subject)).toMatchObject(refused('sso.unverified'))
  const stranger = known('Faux', { roles: [] })
  expect(await comeIn(open, stranger.subject)).toMatchObject(refused('sso.noRole'))
  expect(await open.people()).toBe(before)
})

test('someone disabled is refused however good their identity is', async () => {
  const { open } = desks
  const { subject } = known('Cyprien')
  await comeIn(open, subject)
  const person = await open.personWith(subject)
  const { staff } = open.system.store.tables
  const everyone = await open.system.store.read.select().from(staff)
  const admin = everyone.find(({ roles }) => roles.includes('admin'))
  if (!admin || !person) throw new Error('somebody is missing')
  const actor = { ...admin, kind: 'staff', sessionId: '' } as const
  await disableStaff({ ...open.system, actor }, { staffId: person.id })
  expect(await comeIn(open, subject)).toMatchObject(refused('sso.noAccess'))
})

test('an answer serves once, in the browser that asked for it, and a forged one spoils nothing', async () => {
  const { open, provider } = desks
  const { subject } = known('Delphine')
  const browser = httpBrowser()
  const back = await browser.visitProvider(await browser.start(open.url), subject)
  const before = browser.save()
  const asked = () => provider.seen.requests

  // In another browser, with and without a way of its own under way; nothing of it reaches the provider.
  const other = httpBrowser()
  let requests = asked()
  expect(await openBack(open, back, other)).toMatchObject(refused('sso.refused'))
  expect(asked()).toBe(requests)
  await other.start(open.url)
  requests = asked()
  expect(await openBack(open, back, other)).toMatchObject(refused('sso.refused'))
  expect(asked()).toBe(requests)

  // Forged for this browser: refused, and the true answer still works.
  const forged = new URL(back)
  forged.searchParams.set('state', 'A'.repeat(43))
  expect(await openBack(open, forged.href, browser)).toMatchObject(refused('sso.refused'))
  forged.searchParams.delete('state')
  expect(await openBack(open, forged.href, browser)).toMatchObject(refused('sso.refused'))
  expect(await openBack(open, back, browser)).toMatchObject({ path: '/', signedIn: true })

  // Once more, in the same browser; and with the cookies of before, which somebody kept: the code is used.
  const used = httpBrowser()
  used.restore(browser.save())
  requests = asked()
  expect(await openBack(open, back, used)).toMatchObject({ path: '/sign-in', error: 'sso.refused' })
  expect(asked()).toBe(requests)
  used.restore(before)
  expect(await openBack(open, back, used)).toMatchObject(refused('sso.refused'))
  expect(await open.sessionsOf((await open.personWith(subject))?.id ?? '')).toHaveLength(1)

  // A failure uses the state up as well.
  const failing = httpBrowser()
  const second = await failing.visitProvider(await failing.start(open.url), subject)
  provider.tamper({ signedWith: 'another key' })
  expect(await openBack(open, second, failing)).toMatchObject(refused('sso.refused'))
  provider.tamper({})
  requests = asked()
  expect(await openBack(open, second, failing)).toMatchObject(refused('sso.refused'))
  expect(asked()).toBe(requests)
})

const lies: [string, Tampering][] = [
  ['the nonce of another sign-in', { idToken: ({ payload }) => (payload.nonce = 'A'.repeat(43)) }],
  ['no nonce', { idToken: ({ payload }) => delete payload.nonce }],
  ['another issuer', { idToken: ({ payload }) => (payload.iss = 'https://login.example.org') }],
  ['another audience', { idToken: ({ payload }) => (payload.aud = 'another-desk') }],
  [
    'several audiences, authorised for another',
    { idToken: ({ payload }) => Object.assign(payload, { aud: ['desk', 'other'], azp: 'other' }) },
  ],
  [
    'a time that has passed',
    { idToken: ({ payload }) => (payload.exp = Math.floor(Date.now() / 1000) - 60) },
  ],
  ['no subject', { idToken: ({ payload }) => delete payload.sub }],
  ['the signature of another key', { signedWith: 'another key' }],
  ['no signature', { signedWith: 'nothing' }],
  ['a signature that the client secret makes', { signedWith: 'the client secret' }],
  ['claims about somebody else', { userinfo: (claims) => (claims.sub = 'somebody-else') }],
  ['a name that is not its own', { discovery: (said) => (said.issuer = 'https://login.example.org') }],
]

test('an ID token that is not exactly what was asked for opens nothing', async () => {
  const { open, provider } = desks
  const { subject } = known('Edgar')
  const before = await open.people()
  for (const [what, lie] of lies) {
    const browser = httpBrowser()
    const back = await browser.visitProvider(await browser.start(open.url), subject)
    provider.tamper(lie)
    expect(await openBack(open, back, browser), what).toMatchObject(refused('sso.refused'))
    provider.tamper({})
  }
  // The provider says who it is in the address too (RFC 9207): another name, or none, is a mix-up.
  for (const iss of ['https://login.example.org', null]) {
    const browser = httpBrowser()
    const back = new URL(await browser.visitProvider(await browser.start(open.url), subject))
    if (iss === null) back.searchParams.delete('iss')
    else back.searchParams.set('iss', iss)
    expect(await openBack(open, back.href, browser), `iss ${iss}`).toMatchObject(refused('sso.refused'))
  }
  // An ID token that comes through the browser, instead of a code, counts for nothing.
  const browser = httpBrowser()
  const back = new URL(await browser.visitProvider(await browser.start(open.url), subject))
  back.searchParams.delete('code')
  back.searchParams.set('id_token', provider.seen.tokens.at(-1) ?? '')
  expect(await openBack(open, back.href, browser)).toMatchObject(refused('sso.refused'))
  expect(await open.people()).toBe(before)
  // It was the lies: a token that is opened and signed again, and says what it said, is as good as before.
  provider.tamper({ idToken: ({ header }) => expect(header).toMatchObject({ alg: 'RS256' }) })
  expect(await comeIn(open, subject)).toMatchObject({ signedIn: true })
})

test('a provider that is down, broken or endless is told in a sentence, within seconds', async ({
  browser,
}) => {
  const { open, provider } = desks
  const { subject } = known('Fantine')
  for (const outage of ['cut', 'error', 'endless'] as const) {
    const client = httpBrowser()
    const back = await client.visitProvider(await client.start(open.url), subject)
    provider.tamper({ outage })
    const begun = Date.now()
    expect(new URL(await httpBrowser().start(open.url)).searchParams.get('error'), outage).toBe('OAuthSignin')
    expect(await openBack(open, back, client), outage).toMatchObject(refused('sso.unavailable'))
    expect(Date.now() - begun, outage).toBeLessThan(30_000)
    provider.tamper({})
  }
  // Somebody who says no at the provider, told on the page; then the provider does not answer.
  const { page, context } = await newPage(browser, 'fr-FR')
  await page.goto(`${open.url}/sign-in?from=%2Fprofile`)
  await page.getByRole('button', { name: /^Continuer avec/ }).click()
  await page.getByRole('link', { name: /Cancel/ }).click()
  await page.waitForURL(/\/sign-in\?from=%2Fprofile&error=sso\.canceled/)
  const alert = page.getByRole('alert').filter({ hasText: /\S/ }).first()
  await expect(alert).toHaveText(/annulée ou refusée/)
  await expectNothingSerious(page)
  provider.tamper({ outage: 'cut' })
  await page.getByRole('button', { name: /^Continuer avec/ }).click()
  await expect(alert).toHaveText(/ne répond pas comme il le devrait/)
  provider.tamper({})
  await page.getByRole('button', { name: /^Continuer avec/ }).click()
  await loginAtProvider(page, subject)
  await page.waitForURL(`${open.url}/profile`)
  await context.close()
})

test('where passwords are shut nothing offers them, nothing takes them, and a link lets in by the provider alone', async ({
  browser,
}) => {
  const { closed, provider } = desks
  for (const [locale, button] of [
    ['fr-FR', 'Continuer avec Banque Fictive'],
    ['en-GB', 'Continue with Banque Fictive'],
  ] as const) {
    const { page, context } = await newPage(browser, locale)
    await page.goto(`${closed.url}/sign-in`)
    await expect(page.getByRole('button', { name: button })).toBeVisible()
    await expect(page.locator('input[type=password], input[name=email]')).toHaveCount(0)
    await expectNothingSerious(page)
    await context.close()
  }
  const direct = httpBrowser()
  const { csrfToken } = (await (await direct.send(`${closed.url}/api/auth/csrf`)).json()) as {
    csrfToken: string
  }
  const posted = await direct.send(`${closed.url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { Origin: closed.url },
    body: new URLSearchParams({
      email: 'admin@desk.example',
      password: 'demo-admin-password',
      csrfToken,
      json: 'true',
    }),
  })
  expect(posted.status).toBe(400)
  expect(direct.has(closed.url, 'desk.session')).toBe(false)

  // With every way in on it, the page ships no more than others may.
  const { page: fresh, context: freshContext } = await newPage(browser, 'fr-FR')
  for (const address of [`${desks.open.url}/sign-in`, `${closed.url}/invite`]) {
    expect(await firstLoadKb(fresh, address)).toBeLessThanOrEqual(BUDGET_KB)
  }
  await freshContext.close()

  // Nobody invited them: their verified address and their roles change nothing.
  const { subject } = known('Gaspard')
  expect(await comeIn(closed, subject)).toMatchObject(refused('sso.noAccess'))

  const invitation = await addStaffByLink(closed.system, {
    email: `${unique()}@desk.example`,
    name: 'Gaspard Falaise',
    roles: ['admin'],
    language: 'fr',
  })
  const { page, context } = await newPage(browser, 'fr-FR')
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  await page.goto(invitation.url)
  const button = page.getByRole('button', { name: 'Continuer avec Banque Fictive' })
  await expect(button).toBeVisible()
  await expect(page.locator('input[type=password]')).toHaveCount(0)
  await expectNothingSerious(page)
  await button.focus()
  await page.keyboard.press('Enter')
  await loginAtProvider(page, subject)
  await page.waitForURL(`${closed.url}/`)
  const secret = new URL(invitation.url).hash.slice(1)
  const sentOn = addresses.filter((address) => !address.startsWith(invitation.url))
  expect(sentOn.filter((address) => address.includes(secret))).toEqual([])
  expect(await closed.personWith(subject)).toMatchObject({ id: invitation.staffId, inviteHash: null })
  expect(await closed.actsOn(invitation.staffId)).toEqual(
    expect.arrayContaining(['staff.invite_accepted', 'staff.sso_linked', 'staff.signed_in']),
  )
  // No password of theirs could be changed.
  await page.goto(`${closed.url}/profile`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('input[type=password]')).toHaveCount(0)

  // They administer the desk: somebody else they untie from the provider is out.
  const guest = known('Judith').subject
  const link = await addStaffByLink(closed.system, {
    email: `${unique()}@desk.example`,
    name: 'Judith Falaise',
    roles: ['support'],
    language: 'fr',
  })
  const other = httpBrowser()
  const start = await other.start(closed.url, { invite: new URL(link.url).hash.slice(1) })
  const back = await other.visitProvider(start, guest)
  expect(await openBack(closed, back, other)).toMatchObject({ signedIn: true })
  await page.goto(`${closed.url}/admin/staff/${link.staffId}`)
  await expect(page.getByText('Connexion par ce fournisseur')).toBeVisible()
  await page.getByRole('button', { name: 'Détacher du fournisseur d’identité' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Détacher du fournisseur d’identité' }).click()
  await expect(page.getByText(/est détaché du fournisseur/)).toBeVisible()
  expect(await closed.sessionsOf(link.staffId)).toEqual([])
  expect(await comeIn(closed, guest)).toMatchObject(refused('sso.noAccess'))
  await context.close()
  expect(await comeIn(closed, subject)).toMatchObject({ signedIn: true })
  expect(provider.seen.verifiers.length).toBeGreaterThan(0)
})

test('a one-time link binds once, only on the way that began with it, and never a second account', async () => {
  const { closed } = desks
  const invite = async () => {
    const link = await addStaffByLink(closed.system, {
      email: `${unique()}@desk.example`,
      name: 'Hortense Falaise',
      roles: ['support'],
      language: 'fr',
    })
    return { id: link.staffId, secret: new URL(link.url).hash.slice(1) }
  }
  const first = await invite()
  const { subject } = known('Hortense')
  const way = async (browser: HttpBrowser, secret: string, login: string) =>
    browser.visitProvider(await browser.start(closed.url, { invite: secret }), login)

  // Somebody else in the same browser starts anew from the sign-in page: the link is not theirs to use.
  const shared = httpBrowser()
  await shared.start(closed.url, { invite: first.secret })
  expect(await comeIn(closed, known('Passant').subject, shared)).toMatchObject(refused('sso.noAccess'))

  // Two at the same moment: one of them.
  const [a, b] = [httpBrowser(), httpBrowser()]
  const rival = known('Rival').subject
  const backs = [await way(a, first.secret, subject), await way(b, first.secret, rival)] as const
  const answers = await Promise.all([openBack(closed, backs[0], a), openBack(closed, backs[1], b)])
  expect(answers.map(({ error }) => error).sort()).toEqual(['invite.gone', null].sort())
  const winner = answers[0]?.signedIn ? subject : rival
  expect(await closed.personWith(winner)).toMatchObject({ id: first.id })

  // Who has an account opens no second one by the link of another, which stays good.
  const second = await invite()
  const again = httpBrowser()
  const back = await way(again, second.secret, winner)
  expect(await openBack(closed, back, again)).toMatchObject(refused('sso.alreadyLinked'))
  const right = httpBrowser()
  const newcomer = known('Irma').subject
  const rightBack = await way(right, second.secret, newcomer)
  expect(await openBack(closed, rightBack, right)).toMatchObject({ signedIn: true })
  expect(await closed.personWith(newcomer)).toMatchObject({ id: second.id })
})
