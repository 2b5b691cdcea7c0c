import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context, StaffActor } from '@/lib/context'
import { changePassword } from '@/lib/staff/change-password'
import { endOwnSessions } from '@/lib/staff/end-sessions'
import { inviteAgain } from '@/lib/staff/invite-again'
import { listSessions } from '@/lib/staff/list-sessions'
import { noteDevice } from '@/lib/staff/note-device'
import { resolveSession } from '@/lib/staff/resolve-session'
import { signIn } from '@/lib/staff/sign-in'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const OLD = 'password-support'
const NEW = 'trois loutres sous la pluie'
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'

describe.each(ENGINES)("one's own password and sessions on %s", (engine) => {
  let desk: TestDesk
  let anonymous: Context
  let here: StaffActor
  let elsewhere: StaffActor
  beforeEach(async () => {
    desk = await openTestDesk(engine)
    anonymous = desk.as({ kind: 'anonymous' })
    here = await opened(OLD)
    elsewhere = await opened(OLD)
  })
  afterEach(() => desk.close())

  const opened = (password: string, email = 'support@desk.example') => signIn(anonymous, { email, password })
  const counts = async ({ sessionId }: StaffActor) =>
    (await resolveSession(anonymous, { sessionId })) !== null

  test('a changed password ends the other sessions and stops the old password', async () => {
    desk.setClock(desk.clock() + 60_000)
    const { ended, sessionId } = await changePassword(desk.as(here), { current: OLD, password: NEW })
    expect(ended).toBe(1)
    // The session it was changed in goes on under another id: a copy of its cookie is worth nothing.
    expect([await counts(here), await counts({ ...here, sessionId })]).toEqual([false, true])
    expect(await counts(elsewhere)).toBe(false)
    await expect(opened(OLD)).rejects.toMatchObject({ code: 'INVALID' })
    expect(await counts(await opened(NEW))).toBe(true)
  })

  test('a password changes only for who knows the one before, and only to a good one', async () => {
    const refusal = (current: string, password: string) =>
      changePassword(desk.as(here), { current, password }).catch((error) => error.fieldErrors)
    expect(await refusal('not the password', NEW)).toEqual({ current: 'wrongPassword' })
    expect(await refusal(OLD, 'short')).toEqual({ password: 'passwordTooShort' })
    expect(await refusal(OLD, OLD)).toEqual({ password: 'samePassword' })
    expect(await refusal('', '')).toEqual({ current: 'required', password: 'required' })
    expect(await counts(elsewhere)).toBe(true)
    await opened(OLD)
    await expect(changePassword(anonymous, { current: OLD, password: NEW })).rejects.toMatchObject({
      code: 'SIGNED_OUT',
    })
  })

  test('a reset by an administrator at the same moment is not undone by the change of a password', async () => {
    const admin = desk.as(desk.staff.admin)
    await Promise.allSettled([
      changePassword(desk.as(here), { current: OLD, password: NEW }),
      inviteAgain(admin, { staffId: here.id }),
    ])
    await expect(opened(OLD)).rejects.toMatchObject({ code: 'INVALID' })
    await expect(opened(NEW)).rejects.toMatchObject({ code: 'INVALID' })
    expect(await counts(here)).toBe(false)
  })

  test('one sees where one is signed in, with which device, and ends one session or all others', async () => {
    await noteDevice(anonymous, { sessionId: elsewhere.sessionId, userAgent: FIREFOX })
    const third = await opened(OLD)
    desk.setClock(desk.clock() + 5 * 60_000)
    await counts(here)
    const listed = await listSessions(desk.as(here))
    expect(listed.map(({ id, current }) => [id, current])).toEqual([
      [here.sessionId, true],
      [third.sessionId, false],
      [elsewhere.sessionId, false],
    ])
    expect(listed.map(({ device }) => device)).toEqual([null, null, 'Firefox, Linux'])
    expect(await endOwnSessions(desk.as(here), { sessionId: elsewhere.sessionId })).toEqual({ ended: 1 })
    expect(await counts(elsewhere)).toBe(false)
    expect(await counts(third)).toBe(true)
    expect(await endOwnSessions(desk.as(here), { sessionId: null })).toEqual({ ended: 1 })
    expect([await counts(here), await counts(third)]).toEqual([true, false])
    expect(await listSessions(desk.as(here))).toHaveLength(1)
  })

  test("nobody ends someone else's session", async () => {
    const other = await opened('password-manager', 'manager@desk.example')
    await expect(endOwnSessions(desk.as(here), { sessionId: other.sessionId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await endOwnSessions(desk.as(here), { sessionId: null })
    expect(await counts(other)).toBe(true)
  })
})
