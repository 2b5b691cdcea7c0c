import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import { signIn } from '@/lib/staff/sign-in'
import { signOut } from '@/lib/staff/sign-out'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

describe.each(ENGINES)('signing in on %s', (engine) => {
  let desk: TestDesk
  let anonymous: Context
  beforeEach(async () => {
    desk = await openTestDesk(engine)
    anonymous = desk.as({ kind: 'anonymous' })
  })
  afterEach(() => desk.close())

  const refused = { code: 'INVALID', userMessage: { key: 'signIn.refused' } }
  const sessions = () => desk.store.read.select().from(desk.store.tables.staffSession)
  const audit = async () => {
    const { audit } = desk.store.tables
    return desk.store.read.select().from(audit).where(eq(audit.targetKind, 'staff'))
  }

  test('the right password opens a session, with its audit row and the time of it', async () => {
    const actor = await signIn(anonymous, { email: ' Support@Desk.example ', password: 'password-support' })
    expect(actor).toMatchObject({ kind: 'staff', id: desk.staff.support.id, roles: ['support'] })
    expect(await sessions()).toEqual([
      expect.objectContaining({
        id: actor.sessionId,
        staffId: actor.id,
        createdAt: desk.clock(),
        endedAt: null,
      }),
    ])
    expect(await audit()).toEqual([
      expect.objectContaining({ action: 'staff.signed_in', actorKind: 'staff', actorId: actor.id }),
    ])
    const { staff } = desk.store.tables
    const [row] = await desk.store.read.select().from(staff).where(eq(staff.id, actor.id))
    expect(row?.lastSignInAt).toBe(desk.clock())
  })

  test.each([
    ['a wrong password', { email: 'support@desk.example', password: 'password-admin' }],
    ['an unknown address', { email: 'nobody@desk.example', password: 'password-support' }],
    ['no password', { email: 'support@desk.example', password: '' }],
    ['an endless password', { email: 'support@desk.example', password: 'x'.repeat(201) }],
  ])('%s is refused with the same words, and leaves nothing', async (_, input) => {
    await expect(signIn(anonymous, input)).rejects.toMatchObject(refused)
    expect(await sessions()).toEqual([])
    expect(await audit()).toEqual([])
  })

  test('someone who was disabled is refused although the password is right', async () => {
    const { staff } = desk.store.tables
    await desk.store.tx((tx) =>
      tx
        .update(staff)
        .set({ state: 'disabled' })
        .where(eq(staff.id, desk.staff.admin.id))
        .returning({ id: staff.id }),
    )
    const input = { email: 'admin@desk.example', password: 'password-admin' }
    await expect(signIn(anonymous, input)).rejects.toMatchObject(refused)
    expect(await sessions()).toEqual([])
  })

  test('someone without a password is refused whatever is typed', async () => {
    const { staff } = desk.store.tables
    await desk.store.tx((tx) =>
      tx
        .update(staff)
        .set({ passwordHash: null })
        .where(eq(staff.id, desk.staff.admin.id))
        .returning({ id: staff.id }),
    )
    const input = { email: 'admin@desk.example', password: 'password-admin' }
    await expect(signIn(anonymous, input)).rejects.toMatchObject(refused)
  })

  test('signing out ends this session only, once, and is recorded once', async () => {
    const input = { email: 'manager@desk.example', password: 'password-manager' }
    const here = await signIn(anonymous, input)
    const there = await signIn(anonymous, input)
    desk.setClock(desk.clock() + 1000)
    await signOut(desk.as(here))
    await signOut(desk.as(here))
    const ended = Object.fromEntries((await sessions()).map(({ id, endedAt }) => [id, endedAt]))
    expect(ended).toEqual({ [here.sessionId]: desk.clock(), [there.sessionId]: null })
    expect((await audit()).filter(({ action }) => action === 'staff.signed_out')).toHaveLength(1)
  })
})

describe('many sign-ins at once', () => {
  let desk: TestDesk
  beforeEach(async () => {
    desk = await openTestDesk('sqlite')
  })
  afterEach(() => desk.close())

  test('a hundred people: those who can wait get in line, the rest are told the desk is busy', async () => {
    const anonymous = desk.as({ kind: 'anonymous' })
    const { staff } = desk.store.tables
    const [support] = await desk.store.read.select().from(staff).where(eq(staff.id, desk.staff.support.id))
    if (!support) throw new Error('there is no support person')
    const people = Array.from({ length: 100 }, (_, count) => `person-${count}@desk.example`)
    await desk.store.tx((tx) =>
      tx
        .insert(staff)
        .values(people.map((email) => ({ ...support, id: email, email })))
        .returning({ id: staff.id }),
    )
    const attempt = (email: string) => signIn(anonymous, { email, password: 'password-support' })
    const results = await Promise.allSettled(people.map(attempt))
    const busy = results.filter((result) => result.status === 'rejected')
    expect(
      busy.every(({ reason }) => reason.code === 'BUSY' && reason.userMessage.key === 'signIn.busy'),
    ).toBe(true)
    expect(busy.length).toBeGreaterThan(0)
    expect(results.length - busy.length).toBeGreaterThanOrEqual(68)
    // The line is empty again, and nobody's wait is held against them.
    for (let again = 0; again < 6; again += 1) await attempt('person-99@desk.example')
    const counted = await desk.store.read.select().from(desk.store.tables.signInAttempt)
    expect(counted.filter(({ failures }) => failures > 0)).toEqual([])
  })
})
