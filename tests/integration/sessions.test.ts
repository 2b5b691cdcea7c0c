import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context, StaffActor } from '@/lib/context'
import { changePreferences } from '@/lib/staff/change-preferences'
import { resolveSession } from '@/lib/staff/resolve-session'
import { signIn } from '@/lib/staff/sign-in'
import { signOut } from '@/lib/staff/sign-out'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe.each(ENGINES)('a session on %s', (engine) => {
  let desk: TestDesk
  let anonymous: Context
  let actor: StaffActor
  beforeEach(async () => {
    desk = await openTestDesk(engine, { env: { SESSION_HOURS: '2' } })
    anonymous = desk.as({ kind: 'anonymous' })
    actor = await signIn(anonymous, { email: 'support@desk.example', password: 'password-support' })
  })
  afterEach(() => desk.close())

  const resolved = () => resolveSession(anonymous, { sessionId: actor.sessionId })
  async function change(values: { state?: 'disabled'; roles?: StaffActor['roles']; groupIds?: string[] }) {
    const { staff } = desk.store.tables
    await desk.store.tx((tx) =>
      tx.update(staff).set(values).where(eq(staff.id, actor.id)).returning({ id: staff.id }),
    )
  }
  async function row() {
    const { staffSession } = desk.store.tables
    const [found] = await desk.store.read
      .select()
      .from(staffSession)
      .where(eq(staffSession.id, actor.sessionId))
    return found
  }

  test('leads to the person it was opened for', async () => {
    expect(await resolved()).toEqual(actor)
  })

  test('of someone disabled counts no more at the very next request', async () => {
    await change({ state: 'disabled' })
    expect(await resolved()).toBeNull()
  })

  test('sees a change of roles and groups at the next request', async () => {
    await change({ roles: ['compliance', 'admin'], groupIds: [desk.groupId] })
    expect(await resolved()).toMatchObject({ roles: ['compliance', 'admin'], groupIds: [desk.groupId] })
  })

  test('ends when the person signs out', async () => {
    await signOut(desk.as(actor))
    expect(await resolved()).toBeNull()
  })

  test('ends after SESSION_HOURS, however busy it was', async () => {
    desk.setClock(desk.clock() + 2 * HOUR - 1)
    expect(await resolved()).not.toBeNull()
    desk.setClock(desk.clock() + 1)
    expect(await resolved()).toBeNull()
  })

  test('that nobody opened leads to nobody', async () => {
    expect(await resolveSession(anonymous, { sessionId: 'no-such-session' })).toBeNull()
  })

  test('is noted as seen once a minute at most', async () => {
    const opened = desk.clock()
    desk.setClock(opened + MINUTE - 1)
    await resolved()
    expect((await row())?.lastSeenAt).toBe(opened)
    desk.setClock(opened + MINUTE)
    await Promise.all([resolved(), resolved(), resolved()])
    expect((await row())?.lastSeenAt).toBe(opened + MINUTE)
  })

  test('keeps the language and the theme that the person chooses, and nothing that is no choice', async () => {
    await changePreferences(desk.as(actor), { language: 'en', theme: 'dark' })
    expect(await resolved()).toMatchObject({ language: 'en', theme: 'dark', name: actor.name })
    const wrong = { theme: 'pink', name: ' ' } as unknown as Parameters<typeof changePreferences>[1]
    await expect(changePreferences(desk.as(actor), wrong)).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { theme: 'invalid', name: 'required' },
    })
    await expect(changePreferences(anonymous, { theme: 'dark' })).rejects.toMatchObject({
      code: 'SIGNED_OUT',
    })
  })
})
