import { and, eq, ne } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { oweMissingEvidence, scheduleOweMissingEvidence } from '@/lib/evidence/owe-missing-evidence'
import { readEvidence } from '@/lib/evidence/read-evidence'
import { type CaptureDesk, openCaptureDesk } from '../fixtures/capture-desk'
import { ENGINES } from '../fixtures/test-desk'

const DAY_MS = 24 * 3_600_000

describe.each(ENGINES)('evidence that an older desk left uncaptured, on %s', (engine) => {
  let world: CaptureDesk
  beforeAll(async () => {
    world = await openCaptureDesk(engine)
  })
  beforeEach(() => world.faults([]))
  afterAll(() => world.close())

  const kindsOf = async (enrollmentId: string) => [
    ...new Set((await world.evidenceOf(enrollmentId)).map(({ kind }) => kind)),
  ]

  /** As a desk left it that captured reports only, and did not write down what it owes. */
  async function asBefore(enrollmentId: string, { reportToo = false } = {}) {
    const { evidence, evidenceOwed, job } = world.desk.store.tables
    await world.desk.store.tx(async (tx) => {
      const others = reportToo ? undefined : ne(evidence.kind, 'report')
      await tx.delete(evidence).where(and(eq(evidence.enrollmentId, enrollmentId), others))
      await tx.delete(evidenceOwed).where(eq(evidenceOwed.enrollmentId, enrollmentId))
      await tx.delete(job).where(and(eq(job.subjectId, enrollmentId), ne(job.kind, 'capture-report')))
      if (reportToo) await tx.update(job).set({ state: 'dead' }).where(eq(job.subjectId, enrollmentId))
    })
  }

  it('is owed once, and captured: of every kind its process makes', async () => {
    const advanced = await world.finished('OK')
    const plain = await world.finished('KO', { idclaim: false })
    await world.runJobs()
    for (const { id } of [advanced, plain]) await asBefore(id)
    expect(await kindsOf(advanced.id)).toEqual(['report'])

    expect(await oweMissingEvidence(world.desk.system)).toBe(5)
    expect(await oweMissingEvidence(world.desk.system)).toBe(0)
    const state = await readEvidence(world.desk.as(world.desk.staff.compliance), {
      enrollmentId: advanced.id,
    })
    expect(Object.values(state.kinds).filter((kind) => kind.state === 'pending')).toHaveLength(3)
    await world.runJobs()
    expect(await kindsOf(advanced.id)).toEqual(['document', 'idclaim', 'proof_slip', 'report'])
    expect(await kindsOf(plain.id)).toEqual(['document', 'proof_slip', 'report'])
    expect(await oweMissingEvidence(world.desk.system)).toBe(0)
  })

  it('is at risk again where the capture of the report itself gave up', async () => {
    const { id } = await world.finished('OK')
    await world.runJobs()
    await asBefore(id, { reportToo: true })
    expect(await oweMissingEvidence(world.desk.system)).toBe(1)
    const { evidenceOwed } = world.desk.store.tables
    const owed = await world.desk.store.read
      .select()
      .from(evidenceOwed)
      .where(eq(evidenceOwed.enrollmentId, id))
    expect(owed).toMatchObject([{ kind: 'report' }])
    expect(await oweMissingEvidence(world.desk.system)).toBe(0)
  })

  it('is left alone where ID360 no longer has it', async () => {
    const { id } = await world.finished('OK')
    await world.runJobs()
    await asBefore(id)
    const now = world.desk.clock()
    world.desk.setClock(now + 61 * DAY_MS)
    expect(await oweMissingEvidence(world.desk.system)).toBe(0)
    world.desk.setClock(now)
    expect(await oweMissingEvidence(world.desk.system)).toBe(3)
  })

  it('is found beyond the first page, and a desk that stops in the middle goes on later', async () => {
    const { job, enrollment } = world.desk.store.tables
    const { id } = await world.finished('OK')
    await world.runJobs()
    await asBefore(id)
    const [report] = await world.desk.store.read
      .select()
      .from(job)
      .where(and(eq(job.subjectId, id), eq(job.kind, 'capture-report')))
    if (!report) throw new Error('the report was not captured')
    await world.desk.store.tx(async (tx) => {
      // Before every id of an enrollment: they fill the first pages.
      for (let at = 0; at < 450; at++) {
        const subjectId = `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`
        await tx.insert(job).values({ ...report, id: subjectId, subjectId })
      }
    })
    const stopped = AbortSignal.abort()
    await expect(oweMissingEvidence(world.desk.system, stopped)).rejects.toMatchObject({ code: 'stopped' })
    expect(await oweMissingEvidence(world.desk.system)).toBe(3)
    expect(await world.desk.store.read.select().from(enrollment).where(eq(enrollment.id, id))).toHaveLength(1)
  })

  it('is looked for once in the life of a desk, and again when that gave up', async () => {
    const { job } = world.desk.store.tables
    const jobRow = async () => {
      const [row] = await world.desk.store.read.select().from(job).where(eq(job.kind, 'owe-missing-evidence'))
      return row
    }
    await scheduleOweMissingEvidence(world.desk.system)
    await world.runJobs()
    expect(await jobRow()).toMatchObject({ state: 'done' })
    await scheduleOweMissingEvidence(world.desk.system)
    expect(await jobRow()).toMatchObject({ state: 'done' })
    await world.desk.store.tx(async (tx) => {
      await tx.update(job).set({ state: 'dead' }).where(eq(job.kind, 'owe-missing-evidence'))
    })
    await scheduleOweMissingEvidence(world.desk.system)
    expect(await jobRow()).toMatchObject({ state: 'ready' })
    await world.runJobs()
    expect(await jobRow()).toMatchObject({ state: 'done' })
  })
})
