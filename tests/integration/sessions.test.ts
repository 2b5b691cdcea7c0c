import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context, StaffActor } from '@/lib/context'
import { changePassword } from '@/lib/staff/change-password'
import { changePreferences } from '@/lib/staff/change-preferences'
import { listSessions } from '@/lib/staff/list-sessions'
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
    desk = await openTestDesk(engine, { env: { SESSION_HOURS: '2', SESSION_IDLE_MINUTES: '30' } })
    anonymous = desk.as({ kind: 'anonymous' })
    actor = await signIn(anonymous, { email: 'support@desk.example', password: 'password-support' })
  })
  afterEach(() => desk.close())

  const resolved = () => resolveSession(anonymous, { sessionId: actor.sessionId })
  async function change(values: {
    state?: 'disabled'
    roles?: StaffActor['roles']
    groupIds?: string[]
    passwordChangedAt?: number
  }) {
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
    const opened = desk.clock()
    for (let minutes = 0; minutes < 120; minutes += 20) {
      desk.setClock(opened + minutes * MINUTE)
      expect(await resolved(), `after ${minutes} minutes`).not.toBeNull()
    }
    desk.setClock(opened + 2 * HOUR - 1)
    expect(await resolved()).not.toBeNull()
    desk.setClock(opened + 2 * HOUR)
    expect(await resolved()).toBeNull()
  })

  test('ends after SESSION_IDLE_MINUTES without a request, and does not come back', async () => {
    desk.setClock(desk.clock() + 30 * MINUTE - 1)
    expect(await resolved()).not.toBeNull()
    desk.setClock(desk.clock() + 30 * MINUTE)
    expect(await resolved()).toBeNull()
    expect(await resolved()).toBeNull()
    expect(await listSessions(desk.as(actor))).toEqual([])
  })

  test('is not kept alive by a live stream that nobody looks at', async () => {
    for (let minutes = 0; minutes < 30; minutes += 1) {
      desk.setClock(desk.clock() + MINUTE - 1)
      expect(await resolveSession(anonymous, { sessionId: actor.sessionId, passive: true })).not.toBeNull()
    }
    desk.setClock(desk.clock() + MINUTE)
    expect(await resolveSession(anonymous, { sessionId: actor.sessionId, passive: true })).toBeNull()
  })

  test('ends when its person’s password is changed, except the one in which it was changed', async () => {
    const elsewhere = await signIn(anonymous, { email: actor.email, password: 'password-support' })
    desk.setClock(desk.clock() + MINUTE)
    const { sessionId } = await changePassword(desk.as(actor), {
      current: 'password-support',
      password: 'brume lente et vélo bleu',
    })
    expect(await resolveSession(anonymous, { sessionId: elsewhere.sessionId })).toBeNull()
    expect(await resolveSession(anonymous, { sessionId })).toEqual({ ...actor, sessionId })
  })

  test('older than the password leads to nobody, even one that nothing has ended', async () => {
    desk.setClock(desk.clock() + 1)
    await change({ passwordChangedAt: desk.clock() })
    expect((await row())?.endedAt).toBeNull()
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
