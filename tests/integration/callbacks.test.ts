import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rebuildEnrollment } from '@/lib/callbacks/rebuild-enrollment'
import { MAX_CALLBACK_BYTES, receiveCallback } from '@/lib/callbacks/receive-callback'
import { open } from '@/lib/sealing/keyring'
import { type AddedEnrollment, addEnrollment } from '../fixtures/add-enrollment'
import { finalBody, sendCallback, stepBody } from '../fixtures/send-callback'
import { statusCounts } from '../fixtures/status-counts'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

describe.each(ENGINES)('receiving callbacks on %s', (engine) => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await openTestDesk(engine)
  })
  afterAll(() => desk.close())

  const rowOf = async ({ id }: { id: string }) => {
    const { enrollment } = desk.store.tables
    const [row] = await desk.store.read.select().from(enrollment).where(eq(enrollment.id, id))
    if (!row) throw new Error('the enrollment is gone')
    return row
  }
  const callbacksOf = ({ id }: { id: string }) => {
    const { callback } = desk.store.tables
    return desk.store.read.select().from(callback).where(eq(callback.enrollmentId, id))
  }
  const jobsOf = ({ id }: { id: string }) => {
    const { job } = desk.store.tables
    return desk.store.read.select().from(job).where(eq(job.subjectId, id))
  }
  const auditOf = ({ id }: { id: string }) => {
    const { audit } = desk.store.tables
    return desk.store.read.select().from(audit).where(eq(audit.targetId, id))
  }
  const rowsByStatus = async () => {
    const { enrollment } = desk.store.tables
    const rows = await desk.store.read.select({ status: enrollment.status }).from(enrollment)
    const counted: Record<string, number> = {}
    for (const { status } of rows) counted[status] = (counted[status] ?? 0) + 1
    return counted
  }

  it('stores the bytes sealed, projects the row, moves the counters, and audits nothing', async () => {
    const added = await addEnrollment(desk)
    const body = JSON.stringify(stepBody({ name: 'id_document', finished: '2026-11-23T09:10:00' }))
    expect(await sendCallback(desk, added, body)).toEqual({ outcome: 'stored' })
    expect(await rowOf(added)).toMatchObject({
      status: 'STARTED',
      stepsDone: 1,
      stepsTotal: 4,
      steps: [{ name: 'id_document', status: 'OK' }],
      confirmation: 'none',
      revision: 2,
    })
    const [stored] = await callbacksOf(added)
    expect(stored).toMatchObject({
      sha256: createHash('sha256').update(body).digest('hex'),
      size: body.length,
      kind: 'intermediate',
      duplicates: 0,
    })
    expect(stored?.sealedBody.includes('id_document')).toBe(false)
    const opened = open(desk.keys, `callback.body:${added.id}`, stored?.sealedBody ?? Buffer.alloc(0))
    expect(opened.toString()).toBe(body)
    expect(await auditOf(added)).toEqual([])
    expect(await statusCounts(desk)).toEqual(await rowsByStatus())
  })

  it('queues one capture when the verdict falls, and none when there is no verdict', async () => {
    const ok = await addEnrollment(desk)
    await sendCallback(desk, ok, finalBody('OK'))
    await sendCallback(desk, ok, finalBody('OK', '2026-11-23T09:30:00', 'told again in other words'))
    expect(await rowOf(ok)).toMatchObject({ status: 'OK', confirmation: 'pending' })
    expect(await jobsOf(ok)).toMatchObject([{ kind: 'capture-report', state: 'ready', attempts: 0 }])
    const canceled = await addEnrollment(desk)
    await sendCallback(desk, canceled, finalBody('CANCELED'))
    expect(await rowOf(canceled)).toMatchObject({ status: 'CANCELED', confirmation: 'none' })
    expect(await jobsOf(canceled)).toEqual([])
    expect(await statusCounts(desk)).toEqual(await rowsByStatus())
  })

  it('counts the same bytes again as a duplicate of the first, however many come at once', async () => {
    const added = await addEnrollment(desk)
    const sent = await Promise.all(
      Array.from({ length: 12 }, () => sendCallback(desk, added, finalBody('KO'))),
    )
    const outcomes = sent.map(({ outcome }) => outcome).sort()
    expect(outcomes).toEqual([...Array.from({ length: 11 }, () => 'duplicate'), 'stored'])
    expect(await callbacksOf(added)).toMatchObject([{ duplicates: 11, lastDuplicateAt: desk.clock() }])
    expect(await jobsOf(added)).toHaveLength(1)
    expect(await statusCounts(desk)).toEqual(await rowsByStatus())
  })

  it('does not reopen a KO enrollment when an intermediate callback comes late', async () => {
    const added = await addEnrollment(desk)
    await sendCallback(desk, added, finalBody('KO', '2026-11-23T09:30:00', 'document'))
    await sendCallback(desk, added, stepBody({ name: 'liveness$0', done: 3 }))
    expect(await rowOf(added)).toMatchObject({
      status: 'KO',
      reason: 'document',
      stepsDone: 3,
      conflict: false,
    })
  })

  it('shows that two verdicts conflict, and has the one shown confirmed anew', async () => {
    const added = await addEnrollment(desk)
    const { job, enrollment } = desk.store.tables
    await sendCallback(desk, added, finalBody('OK', '2026-11-23T10:00:00'))
    await desk.store.tx(async (tx) => {
      await tx.update(job).set({ state: 'done' }).where(eq(job.subjectId, added.id))
      await tx.update(enrollment).set({ confirmation: 'confirmed' }).where(eq(enrollment.id, added.id))
    })
    await sendCallback(desk, added, finalBody('KO', '2026-11-23T09:00:00'))
    expect(await rowOf(added)).toMatchObject({ status: 'KO', conflict: true, confirmation: 'pending' })
    expect(await jobsOf(added)).toMatchObject([{ state: 'ready' }])
  })

  it('settles an enrollment whose creation was never answered, and learns its id', async () => {
    const added = await addEnrollment(desk, { status: 'UNCONFIRMED', id360Id: null })
    await sendCallback(desk, added, { ...stepBody({ name: 'id_document' }), id: 990_017 })
    expect(await rowOf(added)).toMatchObject({ status: 'STARTED', id360Id: '990017' })
    expect(await auditOf(added)).toMatchObject([
      {
        action: 'enrollment.settled',
        actorKind: 'callback',
        details: { from: 'UNCONFIRMED', to: 'STARTED' },
      },
    ])
    expect(await statusCounts(desk)).toEqual(await rowsByStatus())
  })

  it('stores nothing for a wrong secret, a missing one or an unknown inbox', async () => {
    const added = await addEnrollment(desk)
    const other = await addEnrollment(desk)
    const body = Buffer.from(JSON.stringify(finalBody('OK')))
    const ctx = desk.as({ kind: 'callback' })
    const attempts = [
      { inboxId: added.inboxId, secret: other.secret },
      { inboxId: added.inboxId, secret: null },
      { inboxId: added.inboxId, secret: '' },
      { inboxId: added.inboxId, secret: added.secretSha256 },
      { inboxId: 'AAAAAAAAAAAAAAAAAAAAAA', secret: added.secret },
      { inboxId: 'a\u0000b', secret: added.secret },
      { inboxId: '', secret: '' },
    ]
    for (const attempt of attempts) {
      expect(await receiveCallback(ctx, { ...attempt, body })).toEqual({ outcome: 'unknown' })
    }
    expect(await callbacksOf(added)).toEqual([])
    expect(await rowOf(added)).toMatchObject({ status: 'NEW', revision: 1 })
  })

  it('quarantines what is authenticated but unreadable, once, sealed and audited', async () => {
    const added = await addEnrollment(desk)
    const { quarantine } = desk.store.tables
    for (const body of ['{"status": "OK"', '{"status": "OK"', '[]', Uint8Array.of(0xff, 0xfe, 0x00), '']) {
      expect(await sendCallback(desk, added, body)).toEqual({ outcome: 'quarantined' })
    }
    const rows = await desk.store.read.select().from(quarantine).where(eq(quarantine.enrollmentId, added.id))
    expect(rows.map(({ reason }) => reason).sort()).toEqual([
      'not_an_object',
      'not_json',
      'not_json',
      'not_utf8',
    ])
    const broken = rows.find(({ size }) => size === 15)
    const opened = open(desk.keys, `quarantine.body:${added.id}`, broken?.sealedBody ?? Buffer.alloc(0))
    expect(opened.toString()).toBe('{"status": "OK"')
    expect((await auditOf(added)).map(({ action }) => action)).toEqual(
      Array.from({ length: 4 }, () => 'callback.quarantined'),
    )
    expect(await rowOf(added)).toMatchObject({ status: 'NEW', revision: 5 })
  })

  it('takes what the database could choke on: NUL, half characters, huge numbers, endless names', async () => {
    const added = await addEnrollment(desk)
    const body = {
      status: 'STARTED',
      reason: `blurred\u0000 \ud800 ${'x'.repeat(10_000)}`,
      id: '\u0000',
      steps_status: { done: Number.MAX_SAFE_INTEGER, total: 4 },
      enrollment_step: { name: `iris\u0000${'n'.repeat(5_000)}`, status: '\udfff' },
      status_codes: Array.from({ length: 500 }, (_, i) => `CODE_\u0000${i}`),
    }
    expect(await sendCallback(desk, added, body)).toEqual({ outcome: 'stored' })
    const row = await rowOf(added)
    expect(row).toMatchObject({ status: 'STARTED', stepsDone: null, stepsTotal: 4 })
    expect(row.steps[0]?.name).toMatch(/^irisn+$/)
  })

  it('refuses to be run for anyone but a callback, and beyond its cap', async () => {
    const added = await addEnrollment(desk)
    const given = { inboxId: added.inboxId, secret: added.secret, body: Buffer.from('{}') }
    await expect(receiveCallback(desk.system, given)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const body = Buffer.alloc(MAX_CALLBACK_BYTES + 1, 0x20)
    await expect(sendCallback(desk, added, body)).rejects.toMatchObject({ code: 'TOO_LARGE' })
  })

  describe('any history', () => {
    const step = fc
      .record({
        name: fc.constantFrom('id_document', 'liveness$0', 'phone_detection'),
        status: fc.constantFrom('OK', 'KO', 'ODD'),
        done: fc.nat(4),
        finished: fc.constantFrom('2026-11-23T09:01:00', '2026-11-23T09:02:00', undefined),
      })
      .map(stepBody)
    const final = fc
      .tuple(
        fc.constantFrom('OK', 'KO', 'CANCELED', 'FAILED'),
        fc.constantFrom('2026-11-23T09:05:00', '2026-11-23T09:06:00', undefined),
      )
      .map(([status, finished]) => finalBody(status, finished))
    const bodies = fc.array(fc.oneof({ weight: 3, arbitrary: step }, final), { minLength: 1, maxLength: 6 })
    const histories = bodies.chain((some) => {
      const twice = [...some, ...some]
      return fc.tuple(fc.shuffledSubarray(twice, { minLength: some.length }), fc.constant(some))
    })

    /** The projected columns: those that do not depend on when and how often something arrived. */
    const projected = async (added: AddedEnrollment) => {
      const { status, reason, confirmation, conflict, stepsDone, stepsTotal, steps, finishedAt, startedAt } =
        await rowOf(added)
      return { status, reason, confirmation, conflict, stepsDone, stepsTotal, steps, finishedAt, startedAt }
    }

    it('gives the same row in any order, with repetitions, and when rebuilt from the log', async () => {
      const runs = engine === 'sqlite' ? 60 : 25
      const check = async (shuffled: object[], inOrder: object[]) => {
        const first = await addEnrollment(desk)
        const second = await addEnrollment(desk)
        const missing = inOrder.filter((body) => !shuffled.includes(body))
        for (const body of [...shuffled, ...missing]) await sendCallback(desk, first, body)
        for (const body of inOrder) await sendCallback(desk, second, body)
        expect(await projected(first)).toEqual(await projected(second))

        const { revision: _, ...received } = await rowOf(first)
        const { enrollment } = desk.store.tables
        const damage = { stepsDone: 99, reason: 'damaged', steps: [], conflict: !received.conflict }
        await desk.store.tx((tx) => tx.update(enrollment).set(damage).where(eq(enrollment.id, first.id)))
        await rebuildEnrollment(desk.system, { enrollmentId: first.id })
        const { revision: __, ...rebuilt } = await rowOf(first)
        expect(rebuilt).toEqual(received)
      }
      await fc.assert(
        fc.asyncProperty(histories, ([shuffled, inOrder]) => check(shuffled, inOrder)),
        { numRuns: runs },
      )
      expect(await statusCounts(desk)).toEqual(await rowsByStatus())
      const { job } = desk.store.tables
      const captures = await desk.store.read
        .select()
        .from(job)
        .where(and(eq(job.kind, 'capture-report')))
      expect(new Set(captures.map(({ subjectId }) => subjectId)).size).toBe(captures.length)
    })
  })
})
