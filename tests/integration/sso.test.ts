import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context, StaffActor } from '@/lib/context'
import { setGroupState } from '@/lib/processes/set-group-state'
import { acceptInvite } from '@/lib/staff/accept-invite'
import { changePassword } from '@/lib/staff/change-password'
import { changeStaffAccess } from '@/lib/staff/change-staff-access'
import { disableStaff, enableStaff } from '@/lib/staff/disable-staff'
import { inviteAgain } from '@/lib/staff/invite-again'
import { inviteStaff } from '@/lib/staff/invite-staff'
import { listDemoStaff } from '@/lib/staff/list-demo-staff'
import { listStaff } from '@/lib/staff/list-staff'
import { resolveSession } from '@/lib/staff/resolve-session'
import { signIn } from '@/lib/staff/sign-in'
import type { IdentityInput } from '@/lib/staff/sso/identity-input'
import { signInWithIdentity } from '@/lib/staff/sso/sign-in-with-identity'
import { unlinkIdentity } from '@/lib/staff/sso/unlink-identity'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const ISSUER = 'https://login.example.org'
const PASSWORD = 'trois loutres sous la pluie'
const PROVIDER = { OIDC_ISSUER: ISSUER, OIDC_CLIENT_ID: 'desk', OIDC_CLIENT_SECRET: 'of-the-desk' }
const AUTOMATIC = {
  ...PROVIDER,
  OIDC_PROVISION: 'automatic',
  OIDC_ROLES: 'idp-support=support, idp-managers=manager, idp-admins=admin',
  OIDC_GROUPS: 'lyon=Agence de Lyon, nantes=Agence de Nantes',
}

const ondine: IdentityInput = {
  issuer: ISSUER,
  subject: 'subject-1',
  email: ' Ondine.Falaise@Example.org ',
  emailVerified: true,
  name: 'Ondine Falaise',
  locale: 'en-GB',
  roles: ['idp-support'],
  groups: ['lyon'],
}

const refusal = (key: string) => ({ code: 'INVALID', userMessage: { key } })
const secretOf = ({ url }: { url: string }) => url.split('#')[1] ?? ''

describe.each(ENGINES)('sign-in by the identity provider on %s', (engine) => {
  let desk: TestDesk
  let anonymous: Context
  afterEach(() => desk.close())

  async function open(env: Record<string, string>) {
    desk = await openTestDesk(engine, { env })
    anonymous = desk.as({ kind: 'anonymous' })
  }
  const comeIn = (change: Partial<IdentityInput> = {}) =>
    signInWithIdentity(anonymous, { ...ondine, ...change })
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
  const count = async () => (await desk.store.read.select().from(desk.store.tables.staff)).length
  const resolved = ({ sessionId }: StaffActor) => resolveSession(anonymous, { sessionId })

  describe('with accounts made by roles', () => {
    beforeEach(() => open(AUTOMATIC))

    test('a first sign-in makes an account of what the claims say, and the next one finds it by its subject', async () => {
      const actor = await comeIn()
      expect(await staffRow(actor.id)).toMatchObject({
        email: 'ondine.falaise@example.org',
        name: 'Ondine Falaise',
        roles: ['support'],
        groupIds: [desk.groupId],
        language: 'en',
        passwordHash: null,
        oidcIssuer: ISSUER,
        oidcSubject: 'subject-1',
      })
      expect(await resolved(actor)).toMatchObject({
        id: actor.id,
        roles: ['support'],
        groupIds: [desk.groupId],
      })
      // Another address and another name later: still the same person.
      const again = await comeIn({ email: 'new.name@example.org', emailVerified: false, name: 'New Name' })
      expect(again.id).toBe(actor.id)
      expect(await auditOf(actor.id)).toEqual(['staff.provisioned', 'staff.signed_in', 'staff.signed_in'])
      const { rows } = await listStaff(desk.as(desk.staff.admin), { search: 'ondine' })
      expect(rows).toMatchObject([{ id: actor.id, state: 'active' }])
    })

    test('twenty first sign-ins of one subject at the same moment make one account', async () => {
      const before = await count()
      const actors = await Promise.all(Array.from({ length: 20 }, () => comeIn()))
      expect(new Set(actors.map(({ id }) => id)).size).toBe(1)
      expect(await count()).toBe(before + 1)
      expect(
        (await auditOf(actors[0]?.id ?? '')).filter((action) => action === 'staff.provisioned'),
      ).toHaveLength(1)
    })

    test('two subjects with one address at the same moment make one account, the other is refused', async () => {
      const answers = await Promise.allSettled([comeIn(), comeIn({ subject: 'subject-2' })])
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: refusal('sso.addressKnown'),
      })
    })

    test.each([
      ['no address', { email: undefined }, 'sso.unverified'],
      ['something else as an address', { email: 'nobody' }, 'sso.unverified'],
      ['an address that is not verified', { emailVerified: false }, 'sso.unverified'],
      ['an address that is verified in words', { emailVerified: 'true' }, 'sso.unverified'],
      [
        'the address of an account, not verified',
        { email: 'admin@desk.example', emailVerified: false },
        'sso.unverified',
      ],
      ['the address of an account, verified', { email: 'ADMIN@desk.example' }, 'sso.addressKnown'],
      ['no role', { roles: undefined }, 'sso.noRole'],
      ['roles that mean nothing here', { roles: ['support', 'IDP-SUPPORT', 7, { a: 1 }] }, 'sso.noRole'],
      ['another issuer', { issuer: 'https://login.example.org/' }, 'sso.refused'],
      ['no subject', { subject: '' }, 'sso.refused'],
    ] as [string, Partial<IdentityInput>, string][])('%s makes no account', async (_, change, key) => {
      const before = await count()
      await expect(comeIn(change)).rejects.toMatchObject(refusal(key))
      expect(await count()).toBe(before)
    })

    test('names that break logs are left out, roles may come as one word', async () => {
      const actor = await comeIn({ name: 'a\u202eb', roles: 'idp-managers', locale: 7 })
      expect(await staffRow(actor.id)).toMatchObject({
        name: 'ondine.falaise@example.org',
        roles: ['manager'],
        language: 'fr',
      })
    })

    test('groups that are retired, unknown or not named limit to nothing, which is never everything', async () => {
      const first = await comeIn({ groups: ['nantes', 'lyon'] })
      expect(first.groupIds).toEqual([desk.groupId, desk.otherGroupId].sort())
      await setGroupState(desk.as(desk.staff.admin), { groupId: desk.otherGroupId, state: 'retired' })
      expect((await comeIn({ groups: ['nantes', 'lyon'] })).groupIds).toEqual([desk.groupId])
      for (const groups of [['nantes'], [], undefined, ['Agence de Lyon'], 7]) {
        const actor = await comeIn({ groups })
        expect(actor.groupIds).toEqual([])
        expect(await resolved(actor)).toMatchObject({ groupIds: [] })
      }
    })

    test('a role that is gone at the provider is gone here, with the sessions when none is left', async () => {
      const actor = await comeIn({ roles: ['idp-support', 'idp-managers'] })
      await comeIn({ roles: ['idp-managers'] })
      expect(await resolved(actor)).toMatchObject({ roles: ['manager'] })
      await expect(comeIn({ roles: [] })).rejects.toMatchObject(refusal('sso.noRole'))
      expect(await resolved(actor)).toBeNull()
      expect(await staffRow(actor.id)).toMatchObject({ roles: [], state: 'active' })
      expect(await auditOf(actor.id)).toEqual([
        'staff.provisioned',
        'staff.signed_in',
        'staff.changed',
        'staff.signed_in',
        'staff.changed',
      ])
      expect((await comeIn()).roles).toEqual(['support'])
    })

    test('someone disabled hears what a stranger hears, and comes in again once enabled', async () => {
      const admin = desk.as(desk.staff.admin)
      const actor = await comeIn()
      await disableStaff(admin, { staffId: actor.id })
      expect(await resolved(actor)).toBeNull()
      await expect(comeIn({ roles: ['idp-admins'] })).rejects.toMatchObject(refusal('sso.noAccess'))
      expect(await staffRow(actor.id)).toMatchObject({ roles: ['support'] })
      await enableStaff(admin, { staffId: actor.id })
      expect((await comeIn()).id).toBe(actor.id)
    })

    test('claims never take away the last administrator who can sign in, but do not let them in either', async () => {
      const boss = await comeIn({ roles: ['idp-admins'], groups: ['lyon'] })
      // The local administrator can sign in: the other one may go.
      await expect(comeIn({ roles: [] })).rejects.toMatchObject(refusal('sso.noRole'))
      const chief = await comeIn({ roles: ['idp-admins'] })
      const { staff } = desk.store.tables
      await desk.store.tx((tx) => tx.update(staff).set({ groupIds: null }).where(eq(staff.id, boss.id)))
      await disableStaff(desk.as({ ...chief, groupIds: null }), { staffId: desk.staff.admin.id })
      for (const roles of [[], ['idp-support']]) {
        await expect(comeIn({ roles })).rejects.toMatchObject(refusal('sso.lastAdministrator'))
      }
      expect(await resolved(chief)).toBeNull()
      expect(await staffRow(boss.id)).toMatchObject({ roles: ['admin'], state: 'active' })
      expect((await comeIn({ roles: ['idp-admins'] })).roles).toEqual(['admin'])
    })

    test('of two administrators whom the claims demote at the same moment one keeps the role', async () => {
      const both = { roles: ['idp-admins'] }
      const other = { subject: 'subject-2', email: 'second@example.org' }
      const people = [await comeIn(both), await comeIn({ ...both, ...other })]
      const { staff } = desk.store.tables
      await desk.store.tx((tx) =>
        tx.update(staff).set({ state: 'disabled' }).where(eq(staff.id, desk.staff.admin.id)),
      )
      const answers = await Promise.allSettled([comeIn(), comeIn(other)])
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      const rows = await Promise.all(people.map(({ id }) => staffRow(id)))
      expect(rows.filter((row) => row?.roles.includes('admin'))).toHaveLength(1)
    })
  })

  describe('with accounts by invitation', () => {
    beforeEach(() => open(PROVIDER))
    const invited = () =>
      inviteStaff(desk.as(desk.staff.admin), {
        email: 'ondine@desk.example',
        name: 'Ondine Falaise',
        roles: ['support'],
        groupIds: [desk.groupId],
        language: 'fr',
      })

    test('nobody comes in uninvited, whatever the provider says', async () => {
      const before = await count()
      await expect(comeIn()).rejects.toMatchObject(refusal('sso.noAccess'))
      await expect(comeIn({ email: 'support@desk.example' })).rejects.toMatchObject(refusal('sso.noAccess'))
      await expect(comeIn({ inviteSecret: 'A'.repeat(43) })).rejects.toMatchObject(refusal('invite.gone'))
      expect(await count()).toBe(before)
    })

    test('the link ties the account to the identity, whatever its address, with the access that was given', async () => {
      const link = await invited()
      const actor = await comeIn({ inviteSecret: secretOf(link) })
      expect(actor).toMatchObject({ id: link.staffId, roles: ['support'], groupIds: [desk.groupId] })
      expect(await staffRow(actor.id)).toMatchObject({
        email: 'ondine@desk.example',
        oidcIssuer: ISSUER,
        oidcSubject: 'subject-1',
        inviteHash: null,
        passwordHash: null,
      })
      expect(await auditOf(actor.id)).toEqual([
        'staff.invited',
        'staff.invite_accepted',
        'staff.sso_linked',
        'staff.signed_in',
      ])
      expect((await comeIn()).id).toBe(link.staffId)
      const without = { ...anonymous, settings: { ...anonymous.settings, OIDC_ISSUER: undefined } }
      expect(await resolved(actor)).not.toBeNull()
      expect(await resolveSession(without, { sessionId: actor.sessionId })).toBeNull()
      await expect(comeIn({ inviteSecret: secretOf(link) })).rejects.toMatchObject(refusal('invite.gone'))
    })

    test('of two who use a link at the same moment, by password and by identity, one wins', async () => {
      const link = await invited()
      const secret = secretOf(link)
      const answers = await Promise.allSettled([
        comeIn({ inviteSecret: secret }),
        acceptInvite(anonymous, { secret, name: 'Ondine', password: PASSWORD }),
        comeIn({ inviteSecret: secret, subject: 'subject-2' }),
      ])
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
      const row = await staffRow(link.staffId)
      expect((row?.passwordHash === null) !== (row?.oidcSubject === null)).toBe(true)
    })

    test('a link expires, and opens nothing to who has an account already', async () => {
      const link = await invited()
      const other = await inviteStaff(desk.as(desk.staff.admin), {
        email: 'other@desk.example',
        name: 'Other',
        roles: ['admin'],
        groupIds: null,
        language: 'fr',
      })
      await comeIn({ inviteSecret: secretOf(link) })
      await expect(comeIn({ inviteSecret: secretOf(other) })).rejects.toMatchObject(
        refusal('sso.alreadyLinked'),
      )
      expect((await comeIn()).roles).toEqual(['support'])
      desk.setClock(desk.clock() + 72 * 3_600_000)
      const late = comeIn({ subject: 'subject-2', inviteSecret: secretOf(other) })
      await expect(late).rejects.toMatchObject(refusal('invite.gone'))
    })

    test('an account has one way in: a link can change it either way, and an administrator can untie it', async () => {
      const admin = desk.as(desk.staff.admin)
      const link = await invited()
      const first = await comeIn({ inviteSecret: secretOf(link) })
      const reset = await inviteAgain(admin, { staffId: link.staffId })
      await acceptInvite(anonymous, { secret: secretOf(reset), name: 'Ondine', password: PASSWORD })
      expect(await resolved(first)).toBeNull()
      await expect(comeIn()).rejects.toMatchObject(refusal('sso.noAccess'))
      const byPassword = await signIn(anonymous, { email: 'ondine@desk.example', password: PASSWORD })
      const back = await inviteAgain(admin, { staffId: link.staffId })
      const second = await comeIn({ inviteSecret: secretOf(back), subject: 'subject-2' })
      expect(await resolved(byPassword)).toBeNull()
      expect(await staffRow(link.staffId)).toMatchObject({ passwordHash: null, oidcSubject: 'subject-2' })

      await unlinkIdentity(admin, { staffId: link.staffId })
      await unlinkIdentity(admin, { staffId: link.staffId })
      expect(await resolved(second)).toBeNull()
      await expect(comeIn({ subject: 'subject-2' })).rejects.toMatchObject(refusal('sso.noAccess'))
      expect((await auditOf(link.staffId)).filter((action) => action === 'staff.sso_unlinked')).toHaveLength(
        2,
      )
      await expect(unlinkIdentity(admin, { staffId: desk.staff.admin.id })).rejects.toMatchObject({
        code: 'FORBIDDEN',
        userMessage: { key: 'staff.yourself' },
      })
      await expect(
        unlinkIdentity(desk.as(desk.staff.support), { staffId: link.staffId }),
      ).rejects.toMatchObject({ code: 'FORBIDDEN' })
    })

    test('without a mapping of roles administrators decide them, and claims change nothing', async () => {
      const link = await invited()
      await comeIn({ inviteSecret: secretOf(link) })
      await changeStaffAccess(desk.as(desk.staff.admin), {
        staffId: link.staffId,
        roles: ['manager'],
        groupIds: null,
      })
      expect(await comeIn({ roles: ['admin'], groups: ['lyon'] })).toMatchObject({
        roles: ['manager'],
        groupIds: null,
      })
    })
  })

  test('claims that give no role refuse an invited person too, whose link stays good', async () => {
    await open({ ...AUTOMATIC, OIDC_PROVISION: 'invited' })
    const link = await inviteStaff(desk.as(desk.staff.admin), {
      email: 'ondine@desk.example',
      name: 'Ondine Falaise',
      roles: ['admin'],
      groupIds: null,
      language: 'fr',
    })
    const inviteSecret = secretOf(link)
    await expect(comeIn({ inviteSecret, roles: [] })).rejects.toMatchObject(refusal('sso.noRole'))
    expect(await staffRow(link.staffId)).toMatchObject({ oidcSubject: null, roles: ['admin'] })
    expect(await comeIn({ inviteSecret })).toMatchObject({ roles: ['support'], groupIds: [desk.groupId] })
  })

  test('where passwords are shut none is taken, set or changed, and what they opened is shut', async () => {
    await open({ ...PROVIDER, LOCAL_SIGN_IN: '0' })
    const credentials = { email: 'support@desk.example', password: 'password-support' }
    await expect(signIn(anonymous, credentials)).rejects.toMatchObject(refusal('signIn.closed'))
    expect(await listDemoStaff(anonymous)).toEqual([])
    const change = { current: 'password-support', password: PASSWORD }
    await expect(changePassword(desk.as(desk.staff.support), change)).rejects.toMatchObject(
      refusal('signIn.closed'),
    )
    // An administrator who has nothing but a password is none any more.
    const invitation = {
      email: 'ondine@desk.example',
      name: 'Ondine',
      roles: ['admin' as const],
      groupIds: null,
      language: 'fr' as const,
    }
    await expect(inviteStaff(desk.as(desk.staff.admin), invitation)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const local = { ...anonymous, settings: { ...anonymous.settings, LOCAL_SIGN_IN: '1' as const } }
    const before = await signIn(local, credentials)
    expect(await resolveSession(local, { sessionId: before.sessionId })).not.toBeNull()
    expect(await resolved(before)).toBeNull()
    const link = await inviteStaff({ ...desk.as(desk.staff.admin), settings: local.settings }, invitation)
    const secret = secretOf(link)
    await expect(
      acceptInvite(anonymous, { secret, name: 'Ondine', password: PASSWORD }),
    ).rejects.toMatchObject(refusal('signIn.closed'))
    expect(await comeIn({ inviteSecret: secret })).toMatchObject({ id: link.staffId, roles: ['admin'] })
  })
})
