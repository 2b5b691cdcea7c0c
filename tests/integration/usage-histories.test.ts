import { createHash } from 'node:crypto'
import { and, between, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UsageGrain } from '@/db/schema/usage'
import { rebuildEnrollment } from '@/lib/callbacks/rebuild-enrollment'
import { createEnrollment } from '@/lib/enrollments/create-enrollment'
import { reconcileEnrollment } from '@/lib/enrollments/reconcile-enrollment'
import { settleEnrollment } from '@/lib/enrollments/settle-enrollment'
import { DeskError } from '@/lib/errors'
import { addEvidence } from '@/lib/evidence/add-evidence'
import { checkRollup } from '@/lib/usage/check-rollup'
import { durationBucket } from '@/lib/usage/duration-bucket'
import { addPacked, emptyHistogram } from '@/lib/usage/duration-histogram'
import { rebuildRollup } from '@/lib/usage/rebuild-rollup'
import { type PlainId360, startPlainId360 } from '../fixtures/plain-id360'
import { finalBody, sendCallback, stepBody } from '../fixtures/send-callback'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const RUNS = Number(process.env.USAGE_RUNS ?? 1_000)

const FINALS = ['OK', 'KO', 'CANCELED', 'FAILED', 'DISCONTINUED']

const which = fc.nat({ max: 2 })
/** Minutes after the creation: before it (a clock that is behind), soon, days later. */
const minutes = fc.constantFrom(-3, 0, 1, 7, 45, 46, 600, 9_000)
const final = fc.record({ status: fc.constantFrom(...FINALS), minutes })
const history = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('create' as const),
        answer: fc.constantFrom(
          'answered' as const,
          'answered' as const,
          'refused' as const,
          'lost' as const,
        ),
        early: fc.boolean(),
        reference: fc.constantFrom('A', 'B'),
        grouped: fc.boolean(),
        /** The hour of the month: ends of days and months, and nights in which the clocks change, are among them. */
        hour: fc.constantFrom(0, 1, 21, 22, 23, 24, 400, 671, 719, 743),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('step' as const), which, done: fc.nat({ max: 3 }) }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('final' as const), which, final }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('again' as const), which }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const), which, exists: fc.boolean() }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('reconcile' as const),
        which,
        status: fc.constantFrom('NEW', 'STARTED', ...FINALS),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('idclaim' as const), which, version: fc.nat({ max: 1 }) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('rebuild' as const), which }) },
  ),
  { minLength: 2, maxLength: 9 },
)
type Step = typeof history extends fc.Arbitrary<(infer S)[]> ? S : never

type Known = {
  id: string
  id360Id: string
  inboxId: string
  secret: string
  createdAt: number
  bodies: object[]
}

/** Its callbacks are sent with the secret that ID360 was given. */
const asAdded = (file: Pick<Known, 'id' | 'id360Id' | 'inboxId' | 'secret'>) => ({
  ...file,
  secretSha256: '',
})

describe.each(ENGINES)('the figures of usage on %s', (engine) => {
  let id360: PlainId360
  let desk: TestDesk
  beforeAll(async () => {
    id360 = await startPlainId360()
    desk = await openTestDesk(engine, { id360BaseUrl: id360.url })
  })
  afterAll(async () => {
    await desk.close()
    await id360.close()
  })

  const inParis = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' })
  const dayOf = (at: number) => Number(inParis.format(at).replaceAll('-', ''))
  const isoAt = (at: number) => new Date(at).toISOString().replace('Z', '')

  /** Every history has a month of its own: what it leaves is told apart without emptying the desk. */
  let month = Date.UTC(1990, 0, 1)
  function nextMonth(): number {
    const date = new Date(month)
    month = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
    return date.getTime()
  }

  async function take(start: number, known: Known[], step: Step): Promise<void> {
    const agent = desk.as(desk.staff.support)
    if (step.do === 'create') return create(start, known, step)
    const file = known[step.which % Math.max(known.length, 1)]
    if (!file) return
    const enrollmentId = file.id
    const send = async (body: object) => {
      file.bodies.push(body)
      await sendCallback(desk, asAdded(file), body)
    }
    switch (step.do) {
      case 'step':
        return send(stepBody({ name: `step-${step.done}`, done: step.done, finished: isoAt(file.createdAt) }))
      case 'final':
        return send(finalBody(step.final.status, isoAt(file.createdAt + step.final.minutes * 60_000)))
      case 'again':
        return send(file.bodies[0] ?? stepBody({ name: 'first' }))
      case 'settle': {
        const decision = step.exists
          ? { enrollmentId, decision: 'exists' as const, id360Id: file.id360Id }
          : { enrollmentId, decision: 'not_created' as const }
        return settleEnrollment(agent, decision)
      }
      case 'reconcile':
        id360.next.statuses.set(file.id360Id, step.status)
        await reconcileEnrollment(agent, { enrollmentId })
        return
      case 'idclaim': {
        const sha256 = createHash('sha256').update(`${enrollmentId} ${step.version}`).digest('hex')
        const captured = {
          enrollmentId,
          kind: 'idclaim',
          contentType: 'application/zip',
          state: 'sound',
        } as const
        await desk.store.tx((tx) =>
          addEvidence(
            desk.system,
            tx,
            { ...captured, source: '/idclaim' },
            { sha256, size: 1, address: sha256 },
          ),
        )
        return
      }
      case 'rebuild':
        return rebuildEnrollment(desk.system, { enrollmentId })
    }
  }

  async function create(start: number, known: Known[], step: Extract<Step, { do: 'create' }>) {
    const createdAt = start + step.hour * 3_600_000
    desk.setClock(createdAt)
    id360.next.answer = step.answer
    id360.next.beforeAnswer = step.early
      ? (file) =>
          sendCallback(desk, asAdded({ ...file, id360Id: file.id }), stepBody({ name: 'early', done: 1 }))
      : null
    const submissionKey = uuidv7()
    await createEnrollment(desk.as(desk.staff.support), {
      submissionKey,
      processId: desk.processId,
      groupId: step.grouped ? desk.groupId : '',
      language: 'fr',
      clientReference: `${start}-${step.reference}`,
    }).catch((error) => {
      if (!(error instanceof DeskError)) throw error
    })
    const { enrollment } = desk.store.tables
    const [row] = await desk.store.read
      .select({ id: enrollment.id })
      .from(enrollment)
      .where(eq(enrollment.submissionKey, submissionKey))
    const file = id360.next.last
    if (row && file) known.push({ ...file, id: row.id, id360Id: file.id, createdAt, bodies: [] })
  }

  /** docs/usage.md once more, from the rows, without the code that keeps the figures. */
  async function expected(start: number) {
    const { enrollment } = desk.store.tables
    const [from, to] = [start - 86_400_000, start + 32 * 86_400_000]
    const rows = await desk.store.read
      .select()
      .from(enrollment)
      .where(between(enrollment.createdAt, from, to))
      .orderBy(enrollment.createdAt, enrollment.id)
    const cells: Record<string, Record<string, number>> = {}
    for (const row of rows) {
      const day = dayOf(row.createdAt)
      const counts: string[] = [row.status]
      if (row.status !== 'NOT_CREATED') {
        if (row.startedAt !== null || /^(STARTED|OK|KO)$/.test(row.status)) counts.push('everStarted')
        if (row.hasIdclaim) counts.push('idclaims')
        if (row.retry) counts.push('retries')
      }
      const verdict = row.status === 'OK' || row.status === 'KO'
      if (verdict && row.finishedAt !== null) {
        counts.push(`took ${durationBucket(Math.max(0, row.finishedAt - row.createdAt))}`)
      }
      for (const period of [day, Math.floor(day / 100)]) {
        const key = `${period} ${row.groupId} ${row.processId}`
        cells[key] ??= {}
        const cell = cells[key]
        for (const count of counts) cell[count] = (cell[count] ?? 0) + 1
      }
    }
    return cells
  }

  async function kept(start: number) {
    const { usageRollup } = desk.store.tables
    const cells: Record<string, Record<string, number>> = {}
    const from = dayOf(start - 86_400_000)
    const to = dayOf(start + 32 * 86_400_000)
    for (const [grain, first, last] of [
      ['day', from, to],
      ['month', Math.floor(from / 100), Math.floor(to / 100)],
    ] as [UsageGrain, number, number][]) {
      const rows = await desk.store.read
        .select()
        .from(usageRollup)
        .where(and(eq(usageRollup.grain, grain), between(usageRollup.period, first, last)))
      for (const row of rows) {
        const counts: Record<string, number> = {
          UNCONFIRMED: row.unconfirmed,
          NOT_CREATED: row.notCreated,
          NEW: row.fresh,
          STARTED: row.started,
          OK: row.ok,
          KO: row.ko,
          CANCELED: row.canceled,
          FAILED: row.failed,
          DISCONTINUED: row.discontinued,
          everStarted: row.everStarted,
          idclaims: row.idclaims,
          retries: row.retries,
        }
        const durations = emptyHistogram()
        addPacked(durations, row.durations)
        for (const [bucket, n] of durations.entries()) counts[`took ${bucket}`] = n
        const some = Object.entries(counts).filter(([, n]) => n !== 0)
        if (some.length > 0) {
          cells[`${row.period} ${row.groupId} ${row.processId}`] = Object.fromEntries(some)
        }
      }
    }
    return cells
  }

  it(`equal a recount after each of ${RUNS} random histories`, { timeout: 900_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        // Three months apart: the edges of one reach into the days of the next.
        const start = nextMonth()
        nextMonth()
        nextMonth()
        const known: Known[] = []
        for (const step of steps) {
          await take(start, known, step).catch((error) => {
            // What a history asks for at the wrong moment (settled already, no id yet) is refused, and changes nothing.
            if (!(error instanceof DeskError)) throw error
          })
        }
        expect(await kept(start)).toEqual(await expected(start))
      }),
      { numRuns: RUNS },
    )
    // The whole, the years too, counted anew in one go; and a rebuild changes nothing.
    expect(await checkRollup(desk.system, { repair: false })).toEqual({ differences: [], repaired: false })
    await rebuildRollup(desk.system)
    expect(await checkRollup(desk.system, { repair: false })).toEqual({ differences: [], repaired: false })
  })
})
