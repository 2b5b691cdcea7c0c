import { and, eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import { clearReveals } from '@/lib/enrollments/clear-reveals'
import { endReveal } from '@/lib/enrollments/end-reveal'
import { sealDetails } from '@/lib/enrollments/enrollment-details'
import { getEnrollment } from '@/lib/enrollments/get-enrollment'
import { listEnrollments } from '@/lib/enrollments/list-enrollments'
import { readRevealed } from '@/lib/enrollments/read-revealed'
import { readTimeline } from '@/lib/enrollments/read-timeline'
import { revealPersonal } from '@/lib/enrollments/reveal-personal'
import { disableStaff, enableStaff } from '@/lib/staff/disable-staff'
import { signOut } from '@/lib/staff/sign-out'
import { fictionalEnrollments } from '../bench/fictional-enrollments'
import { inSession } from '../fixtures/in-session'
import { storeEnrollments } from '../fixtures/store-enrollments'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const NINE = Date.UTC(2026, 10, 23, 9, 0, 0)
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const PLAIN = {
  email: 'ysaline.quetzalvermeil@example.org',
  phone: '+33199004217',
  street: '7 impasse des Tamaris',
  idclaimPhone: '+33639981234',
}

describe.each(ENGINES)('what is masked of a person on %s', (engine) => {
  let desk: TestDesk
  let enrollmentId: string

  beforeAll(async () => {
    desk = await openTestDesk(engine, { env: { REVEAL_MINUTES: '5' } })
  })
  beforeEach(async () => {
    desk.setClock(NINE)
    enrollmentId = await newEnrollment()
    await change({
      phone: PLAIN.phone,
      sealedDetails: sealDetails(desk.keys, enrollmentId, {
        addressLine1: PLAIN.street,
        addressLine2: null,
        addressLine3: null,
        zipCode: '69003',
        city: 'Lyon',
        country: 'FR',
        idclaimPhone: PLAIN.idclaimPhone,
      }),
    })
  })
  afterAll(() => desk.close())

  async function newEnrollment(): Promise<string> {
    const [one] = fictionalEnrollments({
      count: 1,
      now: NINE,
      seed: 3,
      staffIds: [desk.staff.support.id],
      processIds: [desk.processId],
      groupIds: [desk.groupId],
    })
    if (!one) throw new Error('nothing was made')
    const id = uuidv7()
    await storeEnrollments(desk, [
      { ...one, id, lastName: 'Quetzalvermeil', email: PLAIN.email, clientReference: id },
    ])
    return id
  }
  async function change(values: Partial<typeof desk.store.tables.enrollment.$inferSelect>) {
    const { enrollment } = desk.store.tables
    await desk.store.tx((tx) =>
      tx
        .update(enrollment)
        .set(values)
        .where(eq(enrollment.id, enrollmentId))
        .returning({ id: enrollment.id }),
    )
  }
  const reveal = (ctx: Context) => revealPersonal(ctx, { enrollmentId, reason: 'contact' })
  const revealed = (ctx: Context) => readRevealed(ctx, { enrollmentId })
  const reveals = async () => {
    const { personalReveal } = desk.store.tables
    return desk.store.read.select().from(personalReveal).where(eq(personalReveal.enrollmentId, enrollmentId))
  }
  const audited = async () => {
    const { audit } = desk.store.tables
    return desk.store.read
      .select({ actorId: audit.actorId, action: audit.action, details: audit.details })
      .from(audit)
      .where(and(eq(audit.targetId, enrollmentId), eq(audit.action, 'enrollment.personal_revealed')))
  }
  /** Everything that pages are made of. */
  const views = async (ctx: Context) =>
    JSON.stringify([
      await getEnrollment(ctx, { enrollmentId }),
      await listEnrollments(ctx, { search: enrollmentId }),
      await readTimeline(ctx, { enrollmentId }),
    ])
  async function expectNothingPlain(ctx: Context) {
    const told = await views(ctx)
    for (const value of Object.values(PLAIN)) expect(told).not.toContain(value)
    return told
  }

  it('stands in no view, whoever looks, while the name and the masks do', async () => {
    for (const role of ['support', 'compliance'] as const) {
      const told = await expectNothingPlain(await inSession(desk, role))
      for (const shown of ['Quetzalvermeil', 'y…@example.org', '… 17']) expect(told).toContain(shown)
    }
    for (const role of ['manager', 'admin'] as const) {
      const told = await expectNothingPlain(await inSession(desk, role))
      for (const hidden of ['Quetzalvermeil', '@example.org', '… 17']) expect(told).not.toContain(hidden)
    }
  })

  it('is still found by the whole e-mail address', async () => {
    const { rows } = await listEnrollments(await inSession(desk, 'support'), { search: PLAIN.email })
    expect(rows.map(({ id }) => id)).toContain(enrollmentId)
    expect(JSON.stringify(rows)).not.toContain(PLAIN.email)
  })

  it('is told to who says why, for the minutes of the setting, and that is recorded', async () => {
    const agent = await inSession(desk, 'support')
    const plain = {
      email: PLAIN.email,
      phone: PLAIN.phone,
      addressLines: [PLAIN.street, '69003 Lyon', 'FR'],
      idclaimPhone: PLAIN.idclaimPhone,
      until: NINE + 5 * MINUTE,
    }
    expect(await revealed(agent)).toBeNull()
    expect(await reveal(agent)).toEqual({ ...plain, leftMs: 5 * MINUTE })
    expect(await audited()).toEqual([
      {
        actorId: desk.staff.support.id,
        action: 'enrollment.personal_revealed',
        details: { reason: 'contact', minutes: 5 },
      },
    ])
    desk.setClock(NINE + 2 * MINUTE)
    expect(await revealed(agent)).toEqual({ ...plain, leftMs: 3 * MINUTE })
    expect(await getEnrollment(agent, { enrollmentId })).toMatchObject({ revealed: true })
    // What pages are made of does not change: it is told by this verb alone.
    await expectNothingPlain(agent)

    desk.setClock(NINE + 5 * MINUTE)
    expect(await revealed(agent)).toBeNull()
    expect(await getEnrollment(agent, { enrollmentId })).toMatchObject({ revealed: false })
    expect(await audited()).toHaveLength(1)
  })

  it('asked for again, stays for the minutes of the later time', async () => {
    const agent = await inSession(desk, 'support')
    await reveal(agent)
    desk.setClock(NINE + 4 * MINUTE)
    await revealPersonal(agent, { enrollmentId, reason: 'check' })
    desk.setClock(NINE + 8 * MINUTE)
    expect(await revealed(agent)).toMatchObject({ until: NINE + 9 * MINUTE })
    expect((await audited()).map(({ details }) => details.reason)).toEqual(['contact', 'check'])
  })

  it('is not shown for want of a reason, and then nothing is recorded', async () => {
    const agent = await inSession(desk, 'support')
    for (const reason of [undefined, '', 'curiosity', null]) {
      await expect(revealPersonal(agent, { enrollmentId, reason } as never)).rejects.toMatchObject({
        code: 'INVALID',
        fieldErrors: { reason: 'chooseReason' },
      })
    }
    expect([await reveals(), await audited()]).toEqual([[], []])
  })

  it('is not shown to another person because one had it revealed', async () => {
    await reveal(await inSession(desk, 'support'))
    const officer = await inSession(desk, 'compliance')
    expect(await revealed(officer)).toBeNull()
    expect(await getEnrollment(officer, { enrollmentId })).toMatchObject({ revealed: false })
  })

  it('of one enrollment is not shown because another was revealed', async () => {
    const agent = await inSession(desk, 'support')
    await reveal(agent)
    const another = await newEnrollment()
    expect(await readRevealed(agent, { enrollmentId: another })).toBeNull()
    expect(await getEnrollment(agent, { enrollmentId: another })).toMatchObject({ revealed: false })
  })

  it('is masked again at once by who has it revealed, in every session of theirs', async () => {
    const [here, there] = [await inSession(desk, 'support'), await inSession(desk, 'support')]
    const officer = await inSession(desk, 'compliance')
    await reveal(here)
    await reveal(officer)
    expect(await revealed(there)).not.toBeNull()
    await endReveal(here, { enrollmentId })
    expect([await revealed(here), await revealed(there)]).toEqual([null, null])
    expect(await revealed(officer)).not.toBeNull()
  })

  it('is masked after signing out, and after a disabling, until a reason is given anew', async () => {
    const agent = await inSession(desk, 'support')
    await reveal(agent)
    desk.setClock(NINE + MINUTE)
    await signOut(agent)
    expect(await revealed(agent)).toBeNull()
    const again = await inSession(desk, 'support')
    expect(await revealed(again)).toBeNull()

    await reveal(again)
    desk.setClock(NINE + 2 * MINUTE)
    const admin = await inSession(desk, 'admin')
    await disableStaff(admin, { staffId: desk.staff.support.id })
    await enableStaff(admin, { staffId: desk.staff.support.id })
    expect(await revealed(again)).toBeNull()
    expect(await revealed(await inSession(desk, 'support'))).toBeNull()
  })

  it('is not there for people of another group, and forbidden to managers and administrators', async () => {
    const agent = await inSession(desk, 'support')
    if (agent.actor.kind !== 'staff') throw new Error('nobody is signed in')
    const elsewhere = desk.as({ ...agent.actor, groupIds: [desk.otherGroupId] })
    const refused = async (ctx: Context, code: string) => {
      for (const asked of [reveal(ctx), revealed(ctx), endReveal(ctx, { enrollmentId })]) {
        await expect(asked).rejects.toMatchObject({ code })
      }
    }
    await reveal(agent)
    await refused(elsewhere, 'NOT_FOUND')
    for (const role of ['manager', 'admin'] as const) await refused(await inSession(desk, role), 'FORBIDDEN')
    await refused(desk.as({ kind: 'anonymous' }), 'SIGNED_OUT')
    for (const missing of ['', 'x'.repeat(65), uuidv7()]) {
      await expect(revealPersonal(agent, { enrollmentId: missing, reason: 'check' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
      await expect(readRevealed(agent, { enrollmentId: missing })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    }
    expect(await audited()).toHaveLength(1)
  })

  it('is not revealed when that cannot be recorded', async () => {
    const agent = await inSession(desk, 'support')
    const { auditHead } = desk.store.tables
    const [head] = await desk.store.tx((tx) => tx.delete(auditHead).returning())
    if (!head) throw new Error('the audit log has no end')
    try {
      await expect(reveal(agent)).rejects.toThrow()
      expect(await reveals()).toEqual([])
      expect(await revealed(agent)).toBeNull()
    } finally {
      await desk.store.tx((tx) => tx.insert(auditHead).values(head).returning())
    }
  })

  it('is gone once the person is erased, even where it was revealed before', async () => {
    const agent = await inSession(desk, 'support')
    await reveal(agent)
    const erasedAt = NINE + MINUTE
    await change({ erasedAt, evidenceErasedAt: null, evidenceKeptUntil: NINE + 365 * DAY })
    expect(await getEnrollment(agent, { enrollmentId })).toMatchObject({
      erasedAt,
      evidenceErasedAt: null,
      evidenceKeptUntil: NINE + 365 * DAY,
    })
    expect(await revealed(agent)).toBeNull()
    await expect(reveal(agent)).rejects.toMatchObject({
      code: 'NOT_READY',
      userMessage: { key: 'personal.erased' },
    })
    expect(await audited()).toHaveLength(1)
  })

  it('leaves no row behind thirty days after its end, only the audit log', async () => {
    const agent = await inSession(desk, 'support')
    await reveal(agent)
    await expect(clearReveals(agent)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    desk.setClock(NINE + 30 * DAY)
    await clearReveals(desk.system)
    expect(await reveals()).toHaveLength(1)
    desk.setClock(NINE + 30 * DAY + 5 * MINUTE)
    expect(await clearReveals(desk.system)).toBeGreaterThan(0)
    expect(await reveals()).toEqual([])
    expect(await audited()).toHaveLength(1)
    expect(await clearReveals(desk.system)).toBe(0)
  })
})
