import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context, StaffActor } from '@/lib/context'
import { acceptInvite, readInvite } from '@/lib/staff/accept-invite'
import { changeStaffAccess } from '@/lib/staff/change-staff-access'
import { createStaff } from '@/lib/staff/create-staff'
import { disableStaff, enableStaff } from '@/lib/staff/disable-staff'
import { endSessions } from '@/lib/staff/end-sessions'
import { inviteAgain } from '@/lib/staff/invite-again'
import { type InviteInput, inviteStaff } from '@/lib/staff/invite-staff'
import { listStaff } from '@/lib/staff/list-staff'
import { readStaff } from '@/lib/staff/read-staff'
import { resolveSession } from '@/lib/staff/resolve-session'
import { signIn } from '@/lib/staff/sign-in'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const HOUR = 3_600_000
const PASSWORD = 'trois loutres sous la pluie'
const GONE = { code: 'INVALID', userMessage: { key: 'invite.gone' } }

const invitation: InviteInput = {
  email: ' Ondine.Falaise@Desk.Example ',
  name: 'Ondine Falaise',
  roles: ['support'],
  groupIds: null,
  language: 'fr',
}
const secretOf = ({ url }: { url: string }) => url.split('#')[1] ?? ''

describe.each(ENGINES)('the administration of staff on %s', (engine) => {
  let desk: TestDesk
  let anonymous: Context
  let admin: Context
  beforeEach(async () => {
    desk = await openTestDesk(engine)
    anonymous = desk.as({ kind: 'anonymous' })
    admin = desk.as(desk.staff.admin)
  })
  afterEach(() => desk.close())

  const staffRow = async (id: string) => {
    const { staff } = desk.store.tables
    const [row] = await desk.store.read.select().from(staff).where(eq(staff.id, id))
    return row
  }
  const auditOf = async (id: string) => {
    const { audit } = desk.store.tables
    const rows = await desk.store.read.select().from(audit).where(eq(audit.targetId, id))
    return rows.map(({ action }) => action)
  }
  const accept = (invite: { url: string }, password = PASSWORD, name = 'Ondine Falaise') =>
    acceptInvite(anonymous, { secret: secretOf(invite), name, password })
  const resolved = ({ sessionId }: StaffActor) => resolveSession(anonymous, { sessionId })
  /** A second administrator, who can sign in. */
  async function secondAdmin(groupIds: string[] | null = null): Promise<StaffActor> {
    const email = 'second@desk.example'
    const password = 'password-second'
    await createStaff(desk.system, { email, name: 'Second Admin', password, roles: ['admin'], groupIds })
    return signIn(anonymous, { email, password })
  }

  describe('a one-time link', () => {
    test('lets the invited set a password and sign in with the roles they were given', async () => {
      const invite = await inviteStaff(admin, invitation)
      expect(invite.url).toMatch(/^http:\/\/localhost:3000\/invite#[\w-]{43}$/)
      expect(await readInvite(anonymous, { secret: secretOf(invite) })).toEqual({
        email: 'ondine.falaise@desk.example',
        name: 'Ondine Falaise',
        expiresAt: desk.clock() + 72 * HOUR,
      })
      await accept(invite, PASSWORD, ' Ondine F. ')
      const actor = await signIn(anonymous, { email: 'ondine.falaise@desk.example', password: PASSWORD })
      expect(actor).toMatchObject({
        id: invite.staffId,
        name: 'Ondine F.',
        roles: ['support'],
        groupIds: null,
      })
      expect(await auditOf(invite.staffId)).toEqual([
        'staff.invited',
        'staff.invite_accepted',
        'staff.signed_in',
      ])
    })

    test('is kept as a hash only, in the row and in the audit', async () => {
      const invite = await inviteStaff(admin, invitation)
      const { audit } = desk.store.tables
      const kept = JSON.stringify([
        await staffRow(invite.staffId),
        await desk.store.read.select().from(audit),
      ])
      expect(kept).not.toContain(secretOf(invite))
      expect((await staffRow(invite.staffId))?.inviteHash).toMatch(/^[0-9a-f]{64}$/)
    })

    test('works once, also when two requests use it at the same moment', async () => {
      const invite = await inviteStaff(admin, invitation)
      const passwords = ['deux marmottes en hiver', 'quatre hiboux sur un fil']
      const answers = await Promise.allSettled(passwords.map((password) => accept(invite, password)))
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: GONE })
      const opened = await Promise.allSettled(
        passwords.map((password) => signIn(anonymous, { email: 'ondine.falaise@desk.example', password })),
      )
      expect(opened.map(({ status }) => status)).toEqual(answers.map(({ status }) => status))
      await expect(accept(invite)).rejects.toMatchObject(GONE)
    })

    test('that is unknown, expired, replaced or of someone disabled gets one and the same answer', async () => {
      const first = await inviteStaff(admin, invitation)
      const second = await inviteAgain(admin, { staffId: first.staffId })
      const answers = async (secret: string) => {
        const read = await readInvite(anonymous, { secret }).catch((error) => error)
        const used = await acceptInvite(anonymous, { secret, name: '', password: 'x' }).catch(
          (error) => error,
        )
        return [read, used].map(({ code, userMessage, fieldErrors, message }) => ({
          code,
          userMessage,
          fieldErrors,
          message,
        }))
      }
      const unknown = await answers('A'.repeat(43))
      expect(unknown[0]).toMatchObject(GONE)
      expect(await answers(secretOf(first))).toEqual(unknown)
      expect(await answers('')).toEqual(unknown)
      expect(await answers('x'.repeat(100_000))).toEqual(unknown)
      desk.setClock(desk.clock() + 72 * HOUR - 1)
      await readInvite(anonymous, { secret: secretOf(second) })
      desk.setClock(desk.clock() + 1)
      expect(await answers(secretOf(second))).toEqual(unknown)
      const third = await inviteAgain(admin, { staffId: first.staffId })
      await disableStaff(admin, { staffId: first.staffId })
      expect(await answers(secretOf(third))).toEqual(unknown)
      await enableStaff(admin, { staffId: first.staffId })
      expect(await answers(secretOf(third))).toEqual(unknown)
    })

    test('refuses a weak password beside its field, and still works afterwards', async () => {
      const invite = await inviteStaff(admin, invitation)
      await expect(accept(invite, 'short')).rejects.toMatchObject({
        code: 'INVALID',
        fieldErrors: { password: 'passwordTooShort' },
      })
      await expect(accept(invite, PASSWORD, '  ')).rejects.toMatchObject({
        fieldErrors: { name: 'required' },
      })
      await accept(invite)
    })

    test('resets a password: the old one stops, sessions end, the new one works', async () => {
      const credentials = { email: 'support@desk.example', password: 'password-support' }
      const actor = await signIn(anonymous, credentials)
      const invite = await inviteAgain(admin, { staffId: actor.id })
      expect(await resolved(actor)).toBeNull()
      await expect(signIn(anonymous, credentials)).rejects.toMatchObject({ code: 'INVALID' })
      await accept(invite)
      await signIn(anonymous, { ...credentials, password: PASSWORD })
      expect(await auditOf(actor.id)).toContain('staff.password_reset')
    })
  })

  test('an invitation needs an address nobody has, a role, and groups that exist', async () => {
    const refusal = (change: Partial<InviteInput>) =>
      inviteStaff(admin, { ...invitation, ...change }).catch((error) => error.fieldErrors)
    expect(await refusal({ email: 'SUPPORT@desk.example' })).toEqual({ email: 'emailTaken' })
    expect(await refusal({ email: 'nobody' })).toEqual({ email: 'email' })
    expect(await refusal({ roles: [] })).toEqual({ roles: 'chooseRole' })
    expect(await refusal({ roles: ['root' as 'admin'] })).toEqual({ roles: 'invalid' })
    expect(await refusal({ groupIds: [] })).toEqual({ groupIds: 'chooseGroup' })
    expect(await refusal({ groupIds: [desk.groupId, 'no-such-group'] })).toEqual({ groupIds: 'unknownGroup' })
    expect(await refusal({ name: 'a\u202eb' })).toEqual({ name: 'controlCharacters' })
  })

  test('someone disabled is out at their next request, and in again only once they are enabled', async () => {
    const credentials = { email: 'support@desk.example', password: 'password-support' }
    const actor = await signIn(anonymous, credentials)
    expect(await resolved(actor)).not.toBeNull()
    await disableStaff(admin, { staffId: actor.id })
    expect(await resolved(actor)).toBeNull()
    await expect(signIn(anonymous, credentials)).rejects.toMatchObject({ code: 'INVALID' })
    await enableStaff(admin, { staffId: actor.id })
    // The session ended for good: enabling brings no browser back.
    expect(await resolved(actor)).toBeNull()
    expect(await resolved(await signIn(anonymous, credentials))).not.toBeNull()
  })

  test('a change of roles and groups counts at the next request of an open session', async () => {
    const actor = await signIn(anonymous, { email: 'support@desk.example', password: 'password-support' })
    const change = { staffId: actor.id, roles: ['manager' as const], groupIds: [desk.groupId] }
    await changeStaffAccess(admin, change)
    expect(await resolved(actor)).toMatchObject({ roles: ['manager'], groupIds: [desk.groupId] })
    await changeStaffAccess(admin, change)
    expect((await auditOf(actor.id)).filter((action) => action === 'staff.changed')).toHaveLength(1)
  })

  test('ending the sessions of someone puts every browser of theirs out, and they can come back', async () => {
    const credentials = { email: 'support@desk.example', password: 'password-support' }
    const actors = [await signIn(anonymous, credentials), await signIn(anonymous, credentials)]
    const staffId = desk.staff.support.id
    expect((await readStaff(admin, { staffId })).sessions).toHaveLength(2)
    expect(await endSessions(admin, { staffId })).toEqual({ ended: 2 })
    expect(await Promise.all(actors.map(resolved))).toEqual([null, null])
    expect((await readStaff(admin, { staffId })).sessions).toEqual([])
    expect(await resolved(await signIn(anonymous, credentials))).not.toBeNull()
  })

  test('administrators can neither raise, disable, reset nor sign out themselves', async () => {
    const staffId = desk.staff.admin.id
    const refusals = [
      changeStaffAccess(admin, { staffId, roles: ['admin', 'compliance'], groupIds: null }),
      disableStaff(admin, { staffId }),
      enableStaff(admin, { staffId }),
      inviteAgain(admin, { staffId }),
      endSessions(admin, { staffId }),
    ]
    for (const refusal of refusals) {
      await expect(refusal).rejects.toMatchObject({
        code: 'FORBIDDEN',
        userMessage: { key: 'staff.yourself' },
      })
    }
    expect(await staffRow(staffId)).toMatchObject({ roles: ['admin'], state: 'active' })
  })

  test.each([
    ['disable', (ctx: Context, staffId: string) => disableStaff(ctx, { staffId })],
    [
      'take the role from',
      (ctx: Context, staffId: string) =>
        changeStaffAccess(ctx, { staffId, roles: ['support'], groupIds: null }),
    ],
    ['reset', (ctx: Context, staffId: string) => inviteAgain(ctx, { staffId })],
  ] as const)('of two administrators who %s each other at the same moment one remains', async (_, act) => {
    const second = await secondAdmin()
    const first = desk.staff.admin
    const answers = await Promise.allSettled([act(desk.as(first), second.id), act(desk.as(second), first.id)])
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'FORBIDDEN' },
    })
    const rows = await Promise.all([staffRow(first.id), staffRow(second.id)])
    const left = rows.filter(
      (row) => row?.state === 'active' && row.roles.includes('admin') && row.passwordHash !== null,
    )
    expect(left).toHaveLength(1)
  })

  test('nobody but administrators manages staff', async () => {
    const staffId = desk.staff.support.id
    for (const role of ['support', 'compliance', 'manager'] as const) {
      const ctx = desk.as(desk.staff[role])
      const tries = [
        listStaff(ctx, {}),
        readStaff(ctx, { staffId }),
        inviteStaff(ctx, invitation),
        inviteAgain(ctx, { staffId }),
        changeStaffAccess(ctx, { staffId, roles: ['admin'], groupIds: null }),
        disableStaff(ctx, { staffId }),
        enableStaff(ctx, { staffId }),
        endSessions(ctx, { staffId }),
      ]
      for (const attempt of tries) await expect(attempt).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await expect(listStaff(anonymous, {})).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  })

  test('an administrator limited to groups sees, manages and gives only those', async () => {
    const limited = desk.as(await secondAdmin([desk.groupId]))
    const here = await inviteStaff(limited, { ...invitation, groupIds: [desk.groupId] })
    const there = await inviteStaff(admin, {
      ...invitation,
      email: 'there@desk.example',
      groupIds: [desk.groupId, desk.otherGroupId],
    })
    const refusal = (groupIds: string[] | null) =>
      inviteStaff(limited, { ...invitation, email: 'x@desk.example', groupIds }).catch(
        (error) => error.fieldErrors.groupIds,
      )
    expect(await refusal(null)).toBe('allGroupsNotYours')
    expect(await refusal([desk.otherGroupId])).toBe('unknownGroup')
    expect((await listStaff(limited, {})).rows.map(({ email }) => email)).toEqual([
      'ondine.falaise@desk.example',
      'second@desk.example',
    ])
    for (const staffId of [there.staffId, desk.staff.admin.id, 'no-such-person']) {
      await expect(readStaff(limited, { staffId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(disableStaff(limited, { staffId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(inviteAgain(limited, { staffId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    await expect(
      changeStaffAccess(limited, { staffId: here.staffId, roles: ['support'], groupIds: null }),
    ).rejects.toMatchObject({ fieldErrors: { groupIds: 'allGroupsNotYours' } })
    await disableStaff(limited, { staffId: here.staffId })
  })

  test('the list is searched by name and address, filtered by state, and comes in pages', async () => {
    const invite = await inviteStaff(admin, { ...invitation, name: 'Zoé Éclair' })
    await disableStaff(admin, { staffId: desk.staff.manager.id })
    const emails = async (input: Parameters<typeof listStaff>[1]) =>
      (await listStaff(admin, input)).rows.map(({ email }) => email)
    expect(await emails({ search: 'eclair ZOE' })).toEqual(['ondine.falaise@desk.example'])
    expect(await emails({ search: 'compliance@' })).toEqual(['compliance@desk.example'])
    expect(await emails({ search: 'nobody' })).toEqual([])
    expect(await emails({ state: 'disabled' })).toEqual(['manager@desk.example'])
    expect(await emails({ state: 'invited' })).toEqual(['ondine.falaise@desk.example'])
    const last = await listStaff(admin, { size: 2, page: 99 })
    expect(last).toMatchObject({ total: 5, page: 3, pages: 3 })
    expect(last.rows.map(({ email }) => email)).toEqual(['ondine.falaise@desk.example'])
    desk.setClock(desk.clock() + 72 * HOUR)
    expect((await listStaff(admin, { state: 'invited' })).rows).toMatchObject([
      { id: invite.staffId, state: 'expired' },
    ])
    expect(JSON.stringify(await listStaff(admin, {}))).not.toMatch(/hash/i)
  })
})
