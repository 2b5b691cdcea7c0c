import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '@/db/schema/staff'
import type { Context, StaffActor } from '@/lib/context'
import { listEnrollments } from '@/lib/enrollments/list-enrollments'
import type { DeskError } from '@/lib/errors'
import { changePassword } from '@/lib/staff/change-password'
import { createStaff } from '@/lib/staff/create-staff'
import { listStaff } from '@/lib/staff/list-staff'
import { openSession } from '@/lib/staff/open-session'
import { readStaff } from '@/lib/staff/read-staff'
import { resolveSession } from '@/lib/staff/resolve-session'
import { signIn } from '@/lib/staff/sign-in'
import { removeTwoFactor, renewRecoveryCodes } from '@/lib/staff/two-factor/change-own-two-factor'
import { readOwnTwoFactor } from '@/lib/staff/two-factor/read-own-two-factor'
import { readTwoFactorPolicy, requireTwoFactor } from '@/lib/staff/two-factor/require-two-factor'
import { breakTwoFactor, resetTwoFactor } from '@/lib/staff/two-factor/reset-two-factor'
import { confirmTwoFactor, PENDING_MS, startTwoFactor } from '@/lib/staff/two-factor/set-up-two-factor'
import { codeAt } from '../fixtures/authenticator'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'
import { withTwoFactor } from '../fixtures/with-two-factor'

const person = (role: Role) => ({ email: `${role}@desk.example`, password: `password-${role}` })
const support = person('support')
/** So that somebody can be signed in by it: what it opened counts only while it is in the settings. */
const PROVIDER = {
  OIDC_ISSUER: 'https://login.example.org',
  OIDC_CLIENT_ID: 'desk',
  OIDC_CLIENT_SECRET: 'of-the-desk',
}

describe.each(ENGINES)('the second factor on %s', (engine) => {
  let desk: TestDesk
  let anonymous: Context
  beforeEach(async () => {
    desk = await openTestDesk(engine, { env: PROVIDER })
    anonymous = desk.as({ kind: 'anonymous' })
  })
  afterEach(() => desk.close())

  const said = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      ({ code, fieldErrors, userMessage: { key } }: DeskError) =>
        Object.entries(fieldErrors)
          .map(([field, why]) => `${field}: ${why}`)
          .join() || (key === code ? code : key),
    )
  const actsOn = async (id: string) => {
    const { audit } = desk.store.tables
    const rows = await desk.store.read.select().from(audit).where(eq(audit.targetId, id))
    return rows
      .filter(({ action }) => action !== 'staff.signed_in')
      .map(({ action, details }) => [action, details])
  }
  const resolved = ({ sessionId }: StaffActor) => resolveSession(anonymous, { sessionId })
  const rowOf = async (id: string) => {
    const { staff } = desk.store.tables
    const [row] = await desk.store.read.select().from(staff).where(eq(staff.id, id))
    return row
  }

  describe('setting it up', () => {
    test('takes the password and a code of the app, ends the other sessions, and is recorded', async () => {
      const elsewhere = await signIn(anonymous, support)
      const before = await signIn(anonymous, support)
      const wrong = { current: 'not the password' }
      expect(await said(startTwoFactor(desk.as(before), wrong))).toBe('current: wrongPassword')
      const { secret, expiresAt, sessionId } = await startTwoFactor(desk.as(before), {
        current: support.password,
      })
      // Whoever has proved who they are goes on under another session.
      const actor = { ...before, sessionId }
      const ctx = desk.as(actor)
      expect([await resolved(before), await resolved(actor)]).toEqual([null, actor])
      expect(expiresAt).toBe(desk.clock() + PENDING_MS)
      // Until it is confirmed nothing has changed.
      expect(await said(signIn(anonymous, support))).toBe('done')
      expect(await said(confirmTwoFactor(ctx, { code: codeAt(secret, desk.clock() + 300_000) }))).toBe(
        'code: wrongCode',
      )
      const { codes, ended } = await confirmTwoFactor(ctx, { code: codeAt(secret, desk.clock()) })
      expect([codes.length, ended]).toEqual([10, 2])
      expect(await resolved(elsewhere)).toBeNull()
      expect(await resolved(actor)).not.toBeNull()
      expect(await said(signIn(anonymous, support))).toBe('signIn.secondFactor')
      expect(await readOwnTwoFactor(ctx)).toEqual({
        since: desk.clock(),
        codesLeft: 10,
        needed: false,
        hasPassword: true,
      })
      expect(await actsOn(actor.id)).toEqual([['staff.two_factor_added', { sessions: 2 }]])
      expect(await said(startTwoFactor(ctx, { current: support.password }))).toBe('twoFactor.already')
      expect(await said(confirmTwoFactor(ctx, { code: codeAt(secret, desk.clock()) }))).toBe(
        'twoFactor.already',
      )
    })

    test('waits ten minutes for the first code, and one that is begun anew stops the one before', async () => {
      const actor = await signIn(anonymous, support)
      expect(await said(confirmTwoFactor(desk.as(actor), { code: '123456' }))).toBe('twoFactor.over')
      const first = await startTwoFactor(desk.as(actor), { current: support.password })
      desk.setClock(desk.clock() + 60_000)
      const renewed = desk.as({ ...actor, sessionId: first.sessionId })
      const second = await startTwoFactor(renewed, { current: support.password })
      const ctx = desk.as({ ...actor, sessionId: second.sessionId })
      expect(await said(confirmTwoFactor(ctx, { code: codeAt(first.secret, desk.clock()) }))).toBe(
        'code: wrongCode',
      )
      desk.setClock(desk.clock() + PENDING_MS)
      expect(await said(confirmTwoFactor(ctx, { code: codeAt(second.secret, desk.clock()) }))).toBe(
        'twoFactor.over',
      )
    })

    test('two confirmations at the same moment make one factor, whose recovery codes are the ones that were shown', async () => {
      const actor = await signIn(anonymous, support)
      const ctx = desk.as(actor)
      const { secret } = await startTwoFactor(ctx, { current: support.password })
      const code = codeAt(secret, desk.clock())
      const both = await Promise.allSettled([
        confirmTwoFactor(ctx, { code }),
        confirmTwoFactor(ctx, { code }),
      ])
      const [won, ...others] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      expect(others).toEqual([])
      expect(await said(signIn(anonymous, { ...support, code: won?.codes[9] }))).toBe('done')
    })

    test('nobody guesses a password by it', async () => {
      const ctx = desk.as(await signIn(anonymous, support))
      for (let count = 0; count < 5; count += 1) {
        expect(await said(startTwoFactor(ctx, { current: `guess ${count}` }))).toBe('current: wrongPassword')
      }
      expect(await said(startTwoFactor(ctx, { current: support.password }))).toBe('signIn.tooMany')
    })

    test('is for somebody who is signed in', async () => {
      expect(await said(startTwoFactor(anonymous, { current: 'x' }))).toBe('SIGNED_OUT')
      expect(await said(confirmTwoFactor(anonymous, { code: '123456' }))).toBe('SIGNED_OUT')
      expect(await said(readOwnTwoFactor(anonymous))).toBe('SIGNED_OUT')
      expect(await said(removeTwoFactor(anonymous, { current: 'x', code: '123456' }))).toBe('SIGNED_OUT')
      expect(await said(renewRecoveryCodes(anonymous, { current: 'x', code: '123456' }))).toBe('SIGNED_OUT')
    })
  })

  describe('once there is one', () => {
    test('changing the password, renewing the codes and removing it take password and code', async () => {
      const { ctx, actor, code, codes } = await withTwoFactor(desk, support)
      const current = support.password
      const password = 'brume lente et vélo bleu'
      expect(await said(changePassword(ctx, { current, password }))).toBe('code: required')
      expect(await said(changePassword(ctx, { current, password, code: code(5) }))).toBe('code: wrongCode')
      expect(await said(renewRecoveryCodes(ctx, { current: 'wrong', code: code() }))).toBe(
        'current: wrongPassword',
      )
      expect(await said(removeTwoFactor(ctx, { current, code: '' }))).toBe('code: required')
      expect(await said(removeTwoFactor(ctx, { current, code: code(5) }))).toBe('code: wrongCode')
      // None of it has used the right code up.
      const renewed = await renewRecoveryCodes(ctx, { current, code: code() })
      const second = desk.as({ ...actor, sessionId: renewed.sessionId })
      expect(await said(renewRecoveryCodes(second, { current, code: code() }))).toBe('code: wrongCode')
      expect(await said(signIn(anonymous, { ...support, code: codes[0] }))).toBe('signIn.wrongCode')
      const changed = await changePassword(second, { current, password, code: renewed.codes[0] })
      const third = desk.as({ ...actor, sessionId: changed.sessionId })
      const now = { email: support.email, password }
      expect(await said(signIn(anonymous, { ...now, code: renewed.codes[0] }))).toBe('signIn.wrongCode')
      const elsewhere = await signIn(anonymous, { ...now, code: renewed.codes[1] })
      const removed = await removeTwoFactor(third, { current: password, code: renewed.codes[2] ?? '' })
      expect(removed.ended).toBe(1)
      expect(await resolved({ ...actor, sessionId: removed.sessionId })).not.toBeNull()
      expect(await resolved(elsewhere)).toBeNull()
      expect(await said(signIn(anonymous, now))).toBe('done')
      expect(await rowOf(actor.id)).toMatchObject({
        sealedTotp: null,
        totpSince: null,
        totpStep: null,
        sealedPendingTotp: null,
      })
      expect((await actsOn(actor.id)).map(([action]) => action)).toEqual([
        'staff.two_factor_added',
        'staff.recovery_codes_renewed',
        'staff.recovery_code_used',
        'staff.password_changed',
        'staff.recovery_code_used',
        'staff.two_factor_removed',
      ])
      const { recoveryCode } = desk.store.tables
      expect(await desk.store.read.select().from(recoveryCode)).toEqual([])
    })

    test('whoever finds the desk unattended and knows the password guesses no code either', async () => {
      const { ctx, code } = await withTwoFactor(desk, support)
      const guess = (typed: string) => said(removeTwoFactor(ctx, { current: support.password, code: typed }))
      for (let count = 0; count < 5; count += 1) expect(await guess(code(5 + count))).toBe('code: wrongCode')
      expect(await guess(code())).toBe('signIn.tooMany')
      expect(await said(signIn(anonymous, { ...support, code: code() }))).toBe('done')
    })
  })

  describe('reset by an administrator', () => {
    test('takes it away, ends the sessions, and is recorded once', async () => {
      const { actor, codes } = await withTwoFactor(desk, support)
      const admin = desk.as(await signIn(anonymous, person('admin')))
      expect((await readStaff(admin, { staffId: actor.id })).twoFactorSince).not.toBeNull()
      expect((await listStaff(admin, { search: 'support' })).rows[0]?.twoFactor).toBe(true)
      expect(await resetTwoFactor(admin, { staffId: actor.id })).toEqual({ ended: 1 })
      expect(await resetTwoFactor(admin, { staffId: actor.id })).toEqual({ ended: 0 })
      expect(await resolved(actor)).toBeNull()
      expect(await said(signIn(anonymous, support))).toBe('done')
      expect((await readStaff(admin, { staffId: actor.id })).twoFactorSince).toBeNull()
      expect((await actsOn(actor.id)).slice(1)).toEqual([['staff.two_factor_reset', { sessions: 1 }]])
      const { recoveryCode } = desk.store.tables
      expect(await desk.store.read.select().from(recoveryCode)).toEqual([])
      expect(codes).toHaveLength(10)
    })

    test('is for administrators, of others, whom they manage', async () => {
      const { actor } = await withTwoFactor(desk, support)
      const admin = await signIn(anonymous, person('admin'))
      const reset = (asks: StaffActor, staffId: string) => said(resetTwoFactor(desk.as(asks), { staffId }))
      expect(await reset(await signIn(anonymous, person('compliance')), actor.id)).toBe('FORBIDDEN')
      expect(await reset(admin, admin.id)).toBe('staff.yourself')
      expect(await reset({ ...admin, groupIds: [desk.groupId] }, actor.id)).toBe('NOT_FOUND')
      expect(await reset(admin, 'nobody')).toBe('NOT_FOUND')
      expect((await rowOf(actor.id))?.totpSince).not.toBeNull()
    })

    test('from the command line helps when no administrator gets in, and only there', async () => {
      const { actor } = await withTwoFactor(desk, person('admin'))
      expect(await said(breakTwoFactor(desk.as(desk.staff.admin), { email: actor.email }))).toBe('FORBIDDEN')
      expect(await said(breakTwoFactor(desk.system, { email: 'nobody@desk.example' }))).toBe('NOT_FOUND')
      expect(await breakTwoFactor(desk.system, { email: ' Admin@Desk.example ' })).toEqual({ ended: 1 })
      expect(await said(signIn(anonymous, person('admin')))).toBe('done')
    })
  })

  describe('asked of a role', () => {
    const owes = async (actor: StaffActor) => (await resolved(actor))?.owesTwoFactor ?? false
    const listing = async (actor: StaffActor) => {
      const now = await resolved(actor)
      return now ? said(listEnrollments(desk.as(now), {})) : 'signed out'
    }

    test('counts at the next request of those who have none, until they have one; they cannot remove it then', async () => {
      const admin = desk.as(await signIn(anonymous, person('admin')))
      const actor = await signIn(anonymous, support)
      const manager = await signIn(anonymous, person('manager'))
      expect([await owes(actor), await listing(actor)]).toEqual([false, 'done'])
      await requireTwoFactor(admin, { roles: ['support', 'compliance'] })
      expect([await owes(actor), await owes(manager)]).toEqual([true, false])
      expect(await listing(actor)).toBe('twoFactor.owed')
      expect(await listing(manager)).toBe('done')
      expect(await owes(await signIn(anonymous, support))).toBe(true)
      const { ctx, codes } = await withTwoFactor(desk, support)
      expect(await said(removeTwoFactor(ctx, { current: support.password, code: codes[0] ?? '' }))).toBe(
        'twoFactor.needed',
      )
      const again = await signIn(anonymous, { ...support, code: codes[0] })
      expect([await owes(again), await listing(again)]).toEqual([false, 'done'])
      await resetTwoFactor(admin, { staffId: actor.id })
      expect(await owes(await signIn(anonymous, support))).toBe(true)
      await requireTwoFactor(admin, { roles: [] })
      expect(await owes(await signIn(anonymous, support))).toBe(false)
      expect(await actsOn('twoFactor')).toEqual([
        ['desk.two_factor_required', { before: '', roles: 'support,compliance' }],
        ['desk.two_factor_required', { before: 'support,compliance', roles: '' }],
      ])
    })

    test('one of several roles is enough, and a new role counts too', async () => {
      const admin = desk.as(await signIn(anonymous, person('admin')))
      await requireTwoFactor(admin, { roles: ['manager'] })
      const actor = await signIn(anonymous, support)
      expect(await owes(actor)).toBe(false)
      const { staff } = desk.store.tables
      await desk.store.tx((tx) =>
        tx
          .update(staff)
          .set({ roles: ['manager', 'support'] })
          .where(eq(staff.id, actor.id)),
      )
      expect(await owes(actor)).toBe(true)
    })

    test('leaves those who come from the identity provider to it', async () => {
      const admin = desk.as(await signIn(anonymous, person('admin')))
      await requireTwoFactor(admin, { roles: ['support'] })
      const bySso = await desk.store.tx((tx) =>
        openSession(anonymous, tx, { person: desk.staff.support, method: 'sso' }),
      )
      const byPassword = await signIn(anonymous, support)
      expect([await owes(bySso), await owes(byPassword)]).toEqual([false, true])
      expect([await listing(bySso), await listing(byPassword)]).toEqual(['done', 'twoFactor.owed'])
    })

    test('administrators ask it of themselves only once they have one: nobody shuts themselves out', async () => {
      const admin = desk.as(await signIn(anonymous, person('admin')))
      expect(await said(requireTwoFactor(admin, { roles: ['admin', 'support'] }))).toBe('twoFactor.selfFirst')
      expect((await readTwoFactorPolicy(admin)).roles).toEqual([])
      const { ctx } = await withTwoFactor(desk, person('admin'))
      await requireTwoFactor(ctx, { roles: ['admin', 'support'] })
      expect(await readTwoFactorPolicy(ctx)).toEqual({
        roles: ['support', 'admin'],
        changedAt: desk.clock(),
        without: { support: 1, compliance: 1, manager: 1, admin: 0 },
        hasOwn: true,
        mayChange: true,
      })
      // Another administrator, without one, is led to set one up, and decides nothing before.
      const second = { email: 'second@desk.example', password: 'password-second' }
      await createStaff(desk.system, { ...second, name: 'Second Admin', roles: ['admin'] })
      const other = await resolved(await signIn(anonymous, second))
      expect(other?.owesTwoFactor).toBe(true)
      expect(await said(requireTwoFactor(desk.as(other ?? { kind: 'anonymous' }), { roles: [] }))).toBe(
        'twoFactor.owed',
      )
    })

    test('is decided by administrators of the whole desk', async () => {
      const admin = await signIn(anonymous, person('admin'))
      const limited = desk.as({ ...admin, groupIds: [desk.groupId] })
      expect(await said(requireTwoFactor(limited, { roles: ['support'] }))).toBe('twoFactor.wholeDesk')
      expect((await readTwoFactorPolicy(limited)).mayChange).toBe(false)
      for (const role of ['support', 'compliance', 'manager'] as const) {
        const ctx = desk.as(await signIn(anonymous, person(role)))
        expect(await said(requireTwoFactor(ctx, { roles: [] }))).toBe('FORBIDDEN')
        expect(await said(readTwoFactorPolicy(ctx))).toBe('FORBIDDEN')
      }
      expect(await said(requireTwoFactor(anonymous, { roles: [] }))).toBe('SIGNED_OUT')
      expect(await said(requireTwoFactor(desk.as(admin), { roles: ['owner'] as never }))).toBe(
        'roles: invalid',
      )
    })

    test('the last administrator who lost the device is helped from the command line, and sets up a new one', async () => {
      const { ctx } = await withTwoFactor(desk, person('admin'))
      await requireTwoFactor(ctx, { roles: ['admin'] })
      expect(await said(signIn(anonymous, person('admin')))).toBe('signIn.secondFactor')
      await breakTwoFactor(desk.system, { email: 'admin@desk.example' })
      const back = await signIn(anonymous, person('admin'))
      expect(await owes(back)).toBe(true)
      const { actor } = await withTwoFactor(desk, person('admin'))
      expect(await owes(actor)).toBe(false)
    })
  })
})
