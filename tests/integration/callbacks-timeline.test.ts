import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listQuarantine } from '@/lib/callbacks/list-quarantine'
import { readPayload } from '@/lib/callbacks/read-payload'
import { readRevision } from '@/lib/enrollments/read-revision'
import { readTimeline, type TimelineEntry } from '@/lib/enrollments/read-timeline'
import { revealPersonal } from '@/lib/enrollments/reveal-personal'
import { watchRevision } from '@/lib/enrollments/watch-revision'
import { type AddedEnrollment, addEnrollment } from '../fixtures/add-enrollment'
import { emptyDesk } from '../fixtures/empty-desk'
import { inSession } from '../fixtures/in-session'
import { finalBody, sendCallback, stepBody } from '../fixtures/send-callback'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const NINE = Date.UTC(2026, 10, 23, 9, 0, 0)
const MINUTE = 60_000

describe.each(ENGINES)('what a person sees of callbacks on %s', (engine) => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await openTestDesk(engine)
  })
  beforeEach(() => desk.setClock(NINE))
  afterAll(() => desk.close())

  const support = () => desk.as(desk.staff.support)
  const compliance = () => desk.as(desk.staff.compliance)
  const elsewhere = () => desk.as({ ...desk.staff.compliance, groupIds: [desk.otherGroupId] })
  const timelineOf = async (added: AddedEnrollment, ctx = support()) =>
    (await readTimeline(ctx, { enrollmentId: added.id })).entries
  const callbacksIn = (entries: TimelineEntry[]) => entries.filter((entry) => entry.type === 'callback')
  const callbackIdOf = async (added: AddedEnrollment) => {
    const [first] = callbacksIn(await timelineOf(added))
    return first?.callbackId ?? ''
  }

  describe('the timeline', () => {
    it('tells things in the order they happened, and how late each arrived', async () => {
      const added = await addEnrollment(desk)
      desk.setClock(NINE + 20 * MINUTE)
      await sendCallback(desk, added, finalBody('KO', '2026-11-23T09:19:59', 'document'))
      desk.setClock(NINE + 30 * MINUTE)
      await sendCallback(desk, added, stepBody({ name: 'liveness$0', finished: '2026-11-23T09:10:00' }))
      await sendCallback(desk, added, stepBody({ name: 'liveness$0', finished: '2026-11-23T09:10:00' }))
      const entries = callbacksIn(await timelineOf(added))
      expect(entries).toMatchObject([
        {
          kind: 'intermediate',
          at: NINE + 10 * MINUTE,
          stepName: 'liveness$0',
          receivedAt: NINE + 30 * MINUTE,
          lateMs: 20 * MINUTE,
          late: true,
          duplicates: 1,
          lastDuplicateAt: NINE + 30 * MINUTE,
          conflict: false,
        },
        { kind: 'final', status: 'KO', reason: 'document', lateMs: null, late: false, conflict: false },
      ])
    })

    it('marks both of two verdicts, shows odd words as they are, and what could not be read', async () => {
      const added = await addEnrollment(desk)
      await sendCallback(desk, added, finalBody('OK', '2026-11-23T08:59:00'))
      await sendCallback(desk, added, finalBody('KO', '2026-11-23T08:59:30'))
      await sendCallback(desk, added, {
        status: 'PAUSED',
        enrollment_step: { name: 'iris$7', status: 'ODD' },
      })
      await sendCallback(desk, added, '{"status": "O')
      const entries = await timelineOf(added)
      expect(callbacksIn(entries)).toMatchObject([
        { status: 'OK', conflict: true },
        { status: 'KO', conflict: true },
        { status: 'PAUSED', stepName: 'iris$7', stepStatus: 'ODD', conflict: false },
      ])
      expect(entries.filter(({ type }) => type !== 'callback')).toMatchObject([
        { type: 'quarantine', reason: 'not_json', size: 13 },
      ])
    })

    it('holds what staff did, with their names, and no personal data for those who may not see it', async () => {
      const added = await addEnrollment(desk)
      await sendCallback(desk, added, finalBody('KO'))
      await readPayload(compliance(), { callbackId: await callbackIdOf(added) })
      const entries = await timelineOf(added, desk.as(desk.staff.manager))
      expect(entries).toContainEqual(
        expect.objectContaining({
          type: 'audit',
          action: 'callback.payload_read',
          actorKind: 'staff',
          actorName: 'compliance person',
        }),
      )
      expect(JSON.stringify(entries)).not.toMatch(/Camille|Exemple/)
      expect(callbacksIn(entries)).toMatchObject([{ canRead: false }])
      expect(callbacksIn(await timelineOf(added, compliance()))).toMatchObject([{ canRead: true }])
    })

    it('is not there for people of another group, or for nobody', async () => {
      const added = await addEnrollment(desk)
      const input = { enrollmentId: added.id }
      await expect(readTimeline(elsewhere(), input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(readTimeline(compliance(), { enrollmentId: 'none' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
      await expect(readTimeline(desk.as({ kind: 'anonymous' }), input)).rejects.toMatchObject({
        code: 'SIGNED_OUT',
      })
    })
  })

  describe('a payload', () => {
    it('is shown indented and without its secrets, and its reading is recorded', async () => {
      const added = await addEnrollment(desk)
      await sendCallback(desk, added, {
        ...finalBody('OK'),
        callback_headers: [{ name: 'x-desk-callback-secret', value: added.secret }],
        note: `sent with ${added.secret}`,
      })
      const { text, truncated } = await readPayload(compliance(), { callbackId: await callbackIdOf(added) })
      expect(truncated).toBe(false)
      expect(text).toContain('\n  "status": "OK"')
      expect(text).not.toContain(added.secret)
      const { audit } = desk.store.tables
      const log = await desk.store.read.select().from(audit).where(eq(audit.targetId, added.id))
      expect(log).toMatchObject([{ action: 'callback.payload_read', actorId: desk.staff.compliance.id }])
    })

    it('says who the person is only to people who may know it, and say why', async () => {
      const added = await addEnrollment(desk)
      const named = { last_name: 'Exemple', note: 'Camille EXEMPLE came back', birth_date: '1990-01-31' }
      await sendCallback(desk, added, { ...finalBody('OK'), person: named, enrollment_step: { name: 'id' } })
      const callbackId = await callbackIdOf(added)
      const officer = await inSession(desk, 'compliance')
      for (const ctx of [officer, desk.as(desk.staff.admin)]) {
        const told = await readPayload(ctx, { callbackId })
        expect(told.text).not.toMatch(/Camille|Exemple|1990/i)
        expect(told.text).toContain('"status": "OK"')
        expect(told.personal).toBe(false)
      }
      await revealPersonal(officer, { enrollmentId: added.id, reason: 'incident' })
      const { text, personal } = await readPayload(officer, { callbackId })
      expect(text).toMatch(/Camille EXEMPLE[\s\S]*1990-01-31/)
      expect(personal).toBe(true)
      const admin = await readPayload(desk.as(desk.staff.admin), { callbackId })
      expect(admin.text).not.toMatch(/Camille|Exemple|1990/i)
    })

    it('is not for everybody, and a damaged one is not shown', async () => {
      const added = await addEnrollment(desk)
      await sendCallback(desk, added, finalBody('OK'))
      const callbackId = await callbackIdOf(added)
      await expect(readPayload(support(), { callbackId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(readPayload(elsewhere(), { callbackId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(readPayload(compliance(), { callbackId: 'x' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
      const { callback } = desk.store.tables
      const sealedBody = Buffer.from('damaged')
      await desk.store.tx((tx) => tx.update(callback).set({ sealedBody }).where(eq(callback.id, callbackId)))
      await expect(readPayload(compliance(), { callbackId })).rejects.toMatchObject({ code: 'DAMAGED' })
    })
  })

  it('lists what was quarantined, newest first, page by page, in the person’s groups', async () => {
    await emptyDesk(desk)
    const mine = await addEnrollment(desk, { reference: 'REF-1' })
    const others = await addEnrollment(desk, { groupId: desk.otherGroupId })
    for (let i = 0; i < 5; i++) {
      desk.setClock(NINE + Math.floor(i / 2))
      await sendCallback(desk, mine, `broken ${i}`)
    }
    await sendCallback(desk, others, 'broken too')
    const limited = desk.as({ ...desk.staff.compliance, groupIds: [desk.groupId] })
    const seen: number[] = []
    let after: { receivedAt: number; id: string } | null = null
    for (let page = 0; page < 3; page++) {
      const { rows, next } = await listQuarantine(limited, { after, limit: 2 })
      expect(rows.every(({ clientReference }) => clientReference === 'REF-1')).toBe(true)
      seen.push(...rows.map(({ receivedAt }) => receivedAt - NINE))
      after = next
    }
    expect({ seen, after }).toEqual({ seen: [2, 1, 1, 0, 0], after: null })
    expect((await listQuarantine(desk.as(desk.staff.admin), {})).rows).toHaveLength(6)
    await expect(listQuarantine(desk.as(desk.staff.support), {})).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  describe('the watched revision', () => {
    const watch = (added: AddedEnrollment, options: Partial<Parameters<typeof watchRevision>[0]> = {}) =>
      watchRevision({
        enrollmentId: added.id,
        resolve: async () => support(),
        signal: new AbortController().signal,
        everyMs: 5,
        ...options,
      })

    it('is told at once and again as soon as a callback has changed it', async () => {
      const added = await addEnrollment(desk)
      const news = watch(added)
      expect(await news.next()).toEqual({ done: false, value: 1 })
      const next = news.next()
      await sendCallback(desk, added, finalBody('OK'))
      expect(await next).toEqual({ done: false, value: 2 })
      expect(await readRevision(support(), { enrollmentId: added.id })).toBe(2)
      await news.return(undefined)
    })

    it('keeps the line alive when nothing happens', async () => {
      const news = watch(await addEnrollment(desk), { heartbeatMs: 20 })
      await news.next()
      expect(await news.next()).toEqual({ done: false, value: 'heartbeat' })
      await news.return(undefined)
    })

    it('ends when the person is signed out or leaves, and breaks when it is theirs no longer', async () => {
      const added = await addEnrollment(desk)
      let signedIn = true
      const out = watch(added, { resolve: async () => (signedIn ? support() : null) })
      await out.next()
      signedIn = false
      expect(await out.next()).toMatchObject({ done: true })

      const leaving = new AbortController()
      const left = watch(added, { signal: leaving.signal })
      await left.next()
      leaving.abort()
      expect(await left.next()).toMatchObject({ done: true })

      let moved = false
      const lost = watch(added, { resolve: async () => (moved ? elsewhere() : support()) })
      await lost.next()
      moved = true
      await expect(lost.next()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })
  })
})
