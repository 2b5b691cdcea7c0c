import { hash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import { DEMO_STAFF, seedDemo } from '@/lib/demo'
import { sealText } from '@/lib/sealing/keyring'
import { acceptInvite } from '@/lib/staff/accept-invite'
import { addStaffByLink } from '@/lib/staff/add-staff-by-link'
import { changePassword } from '@/lib/staff/change-password'
import { closeDemoAccounts } from '@/lib/staff/close-demo-accounts'
import { createStaff } from '@/lib/staff/create-staff'
import { inviteAgain } from '@/lib/staff/invite-again'
import { resolveSession } from '@/lib/staff/resolve-session'
import { signIn } from '@/lib/staff/sign-in'
import { totpPurpose } from '@/lib/staff/totp-purpose'
import { createTotpSecret } from '@/lib/staff/two-factor/totp'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const DAY = 24 * 3_600_000
const REFUSED = { code: 'INVALID', userMessage: { key: 'signIn.refused' } }
const person = (email: string, password: string) => ({ email, password, name: 'Odile Clavier' })

describe.each(ENGINES)('passwords on %s', (engine) => {
  let desk: TestDesk
  let anonymous: Context
  beforeEach(async () => {
    desk = await openTestDesk(engine)
    anonymous = desk.as({ kind: 'anonymous' })
  })
  afterEach(() => desk.close())

  test('are compared as they were typed, to the last of two hundred characters', async () => {
    const typed = `  Été à Évian\t${'long et lent '.repeat(15)}`.slice(0, 199).concat('!')
    expect(typed).toHaveLength(200)
    const others = {
      'in another case': typed.toLowerCase(),
      'without the blanks before it': typed.trim(),
      'with its accents taken apart': typed.normalize('NFD'),
      'without its last character': typed.slice(0, -1),
      'with another last character': `${typed.slice(0, -1)}?`,
    }
    let count = 0
    for (const [what, other] of Object.entries(others)) {
      count += 1
      const email = `typed-${count}@desk.example`
      await createStaff(desk.system, { ...person(email, typed), roles: ['support'] })
      await expect(signIn(anonymous, { email, password: other }), what).rejects.toMatchObject(REFUSED)
      expect(await signIn(anonymous, { email, password: typed })).toMatchObject({ email })
    }
  })

  test('are kept as argon2id with a salt of their own, and never end by themselves', async () => {
    const password = 'sept phares dans la brume'
    const emails = ['one@desk.example', 'two@desk.example']
    for (const email of emails)
      await createStaff(desk.system, { ...person(email, password), roles: ['support'] })
    const { staff } = desk.store.tables
    const hashes = await Promise.all(
      emails.map(async (email) => {
        const [row] = await desk.store.read.select().from(staff).where(eq(staff.email, email))
        return row?.passwordHash
      }),
    )
    expect(new Set(hashes).size).toBe(2)
    for (const hash of hashes)
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    desk.setClock(desk.clock() + 800 * DAY)
    expect(await signIn(anonymous, { email: 'one@desk.example', password })).toMatchObject({
      name: 'Odile Clavier',
    })
  })

  test('of the demo open nothing once its database stands in front of a real ID360', async () => {
    const { staff } = desk.store.tables
    await desk.store.tx(async (tx) => {
      for (const table of [staff, desk.store.tables.process, desk.store.tables.usageGroup])
        await tx.delete(table)
    })
    await seedDemo(desk.system)
    const [first] = DEMO_STAFF
    if (!first) throw new Error('the demo has no staff')
    const { sessionId } = await signIn(anonymous, first)
    expect(await closeDemoAccounts(desk.system)).toBe(0)
    const settings = { ...desk.settings, ID360_ENVIRONMENT: 'production' as const }
    expect(await closeDemoAccounts({ ...desk.system, settings })).toBe(DEMO_STAFF.length)
    expect(await resolveSession(anonymous, { sessionId })).toBeNull()
    for (const { email, password } of DEMO_STAFF) {
      await expect(signIn(anonymous, { email, password })).rejects.toMatchObject(REFUSED)
    }
    expect(await closeDemoAccounts({ ...desk.system, settings })).toBe(0)
    await expect(closeDemoAccounts(anonymous)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe.each(ENGINES)('passwords that became known elsewhere, on %s,', (engine) => {
  test('are taken neither by a one-time link nor at a change, and the form says so beside its field', async () => {
    const directory = mkdtempSync(path.join(os.tmpdir(), 'desk-breached-'))
    const list = path.join(directory, 'pwned.txt')
    const [known, fresh] = ['neuf loups au bord du Rhône', 'dix merles sur un fil']
    const hashes = [known, 'another one'].map((one) => hash('sha1', one, 'hex').toUpperCase()).sort()
    writeFileSync(list, `${hashes.join(':42\n')}:7\n`)
    const desk = await openTestDesk(engine, { env: { BREACHED_PASSWORDS_FILE: list } })
    const refused = { code: 'INVALID', fieldErrors: { password: 'passwordBreached' } }
    const admin = desk.as(
      await signIn(desk.as({ kind: 'anonymous' }), {
        email: 'admin@desk.example',
        password: 'password-admin',
      }),
    )
    const change = (password: string) => changePassword(admin, { current: 'password-admin', password })
    await expect(change(known)).rejects.toMatchObject(refused)
    const { url } = await addStaffByLink(desk.system, {
      ...person('first@desk.example', ''),
      roles: ['admin'],
      language: 'fr',
    })
    const accept = (password: string) =>
      acceptInvite(desk.as({ kind: 'anonymous' }), {
        secret: url.split('#')[1] ?? '',
        name: 'Odile Clavier',
        password,
      })
    await expect(accept(known)).rejects.toMatchObject(refused)
    await accept(fresh)
    expect(await change(fresh)).toMatchObject({ ended: 0 })
    await desk.close()
    rmSync(directory, { recursive: true, force: true })
  })
})

describe.each(ENGINES)('a password that was forgotten, on %s,', (engine) => {
  test('a reset by a link leaves the second factor: the new password alone opens nothing', async () => {
    const desk = await openTestDesk(engine)
    const anonymous = desk.as({ kind: 'anonymous' })
    const { id, email } = desk.staff.support
    const secret = createTotpSecret()
    const { staff } = desk.store.tables
    await desk.store.tx((tx) =>
      tx
        .update(staff)
        .set({ sealedTotp: sealText(desk.keys, totpPurpose(id), secret), totpSince: desk.clock() })
        .where(eq(staff.id, id))
        .returning({ id: staff.id }),
    )
    const { url } = await inviteAgain(desk.as(desk.staff.admin), { staffId: id })
    const password = 'onze hiboux dans un chêne'
    await acceptInvite(anonymous, { secret: url.split('#')[1] ?? '', name: 'Odile Clavier', password })
    await expect(signIn(anonymous, { email, password })).rejects.toMatchObject({
      userMessage: { key: 'signIn.secondFactor' },
    })
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: desk.clock() })
    expect(await signIn(anonymous, { email, password, code })).toMatchObject({ id })
    await desk.close()
  })
})
