import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { changePassword } from '@/lib/staff/change-password'
import { changePreferences } from '@/lib/staff/change-preferences'
import { changeStaffAccess } from '@/lib/staff/change-staff-access'
import { endSessions } from '@/lib/staff/end-sessions'
import { listOwnEvents } from '@/lib/staff/list-own-events'
import { signIn } from '@/lib/staff/sign-in'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const MINUTE = 60_000

describe.each(ENGINES)('what happened to one’s own account, on %s,', (engine) => {
  let desk: TestDesk
  beforeEach(async () => {
    desk = await openTestDesk(engine)
  })
  afterEach(() => desk.close())

  test('is told newest first, with what somebody else did, and nothing of anybody else', async () => {
    const anonymous = desk.as({ kind: 'anonymous' })
    const { admin } = desk.staff
    const later = () => desk.setClock(desk.clock() + MINUTE)
    const actor = await signIn(anonymous, { email: 'support@desk.example', password: 'password-support' })
    later()
    await signIn(anonymous, { email: 'manager@desk.example', password: 'password-manager' })
    await changePreferences(desk.as(actor), { theme: 'dark' })
    later()
    await changePassword(desk.as(actor), {
      current: 'password-support',
      password: 'douze lièvres dans le thym',
    })
    later()
    await changeStaffAccess(desk.as(admin), { staffId: actor.id, roles: ['compliance'], groupIds: null })
    later()
    await endSessions(desk.as(admin), { staffId: actor.id })
    const told = await listOwnEvents(desk.as(actor))
    expect(told.map(({ action, byAnother }) => [action, byAnother])).toEqual([
      ['staff.sessions_ended', true],
      ['staff.changed', true],
      ['staff.password_changed', false],
      ['staff.signed_in', false],
    ])
    expect(told.map(({ at }) => at)).toEqual([0, 1, 2, 4].map((ago) => desk.clock() - ago * MINUTE))
    expect(await listOwnEvents(desk.as(admin))).toEqual([])
    await expect(listOwnEvents(anonymous)).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  })

  test('ends with the last ten', async () => {
    const anonymous = desk.as({ kind: 'anonymous' })
    const person = { email: 'support@desk.example', password: 'password-support' }
    for (let count = 0; count < 12; count += 1) {
      desk.setClock(desk.clock() + MINUTE)
      await signIn(anonymous, person)
    }
    const told = await listOwnEvents(desk.as(desk.staff.support))
    expect(told.map(({ at }) => at)).toEqual(
      Array.from({ length: 10 }, (_, ago) => desk.clock() - ago * MINUTE),
    )
  })
})
