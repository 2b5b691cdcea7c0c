import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { id360Clients } from '@/lib/desk'
import { startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { retryJob } from '@/lib/jobs/retry-job'
import { newId } from '@/lib/new-id'
import { judgeSystem } from '@/lib/system/judge-system'
import { listDeadJobs } from '@/lib/system/list-dead-jobs'
import type { Part } from '@/lib/system/read-part'
import { readSystem, type System } from '@/lib/system/read-system'
import { retryDeadCaptures } from '@/lib/system/retry-dead-captures'
import { addEnrollment } from '../fixtures/add-enrollment'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

function read<T>(part: Part<T>): T {
  if (!part.ok) throw new Error('this part could not be read')
  return part.value
}

describe.each(ENGINES)('the state of the system on %s', (engine) => {
  let desk: TestDesk
  let sandbox: Awaited<ReturnType<typeof startSandbox>>
  let enrollmentId: string
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0 })
    desk = await openTestDesk(engine, { id360BaseUrl: sandbox.url })
    enrollmentId = (await addEnrollment(desk)).id
  })
  afterAll(async () => {
    await desk.close()
    await sandbox.close()
  })

  const system = (): Promise<System> => readSystem(desk.as(desk.staff.admin))
  const says = async () => {
    const verdicts = judgeSystem(await system())
    return Object.fromEntries(
      Object.entries(verdicts).map(([part, { tone, says }]) => [part, `${tone} ${says}`]),
    )
  }
  const jobs = (
    rows: { id: string; kind: string; state: 'ready' | 'leased' | 'dead' | 'done'; runAt: number }[],
  ) =>
    desk.store.tx((tx) =>
      tx
        .insert(desk.store.tables.job)
        .values(rows.map((row) => ({ ...row, subjectId: enrollmentId, attempts: 1, createdAt: 0 }))),
    )
  const noJobs = () => desk.store.tx((tx) => tx.delete(desk.store.tables.job))

  it('is for administrators and for the desk itself', async () => {
    for (const role of ['support', 'compliance', 'manager'] as const) {
      await expect(readSystem(desk.as(desk.staff[role]))).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(listDeadJobs(desk.as(desk.staff[role]))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    for (const kind of ['anonymous', 'callback'] as const) {
      await expect(readSystem(desk.as({ kind }))).rejects.toMatchObject({ code: 'SIGNED_OUT' })
    }
    expect((await readSystem(desk.system)).jobs.ok).toBe(true)
  })

  it('of a new desk is quiet and well', async () => {
    expect(await says()).toMatchObject({
      id360: 'grey quiet',
      callbacks: 'grey none',
      jobs: 'green idle',
      evidence: 'green kept',
      audit: 'grey unverified',
      database: 'green answers',
      process: 'green runs',
    })
  })

  it('knows the engine, its size, its migrations and how fast it answers', async () => {
    const {
      engine: named,
      version,
      bytes,
      walBytes,
      migrations,
      readMs,
      writeMs,
    } = read((await system()).database)
    expect(named).toBe(engine)
    expect(version).toMatch(/^\d+\.\d+/)
    expect(bytes).toBeGreaterThan(100_000)
    if (engine === 'sqlite') expect(walBytes).toBeGreaterThan(0)
    else expect(walBytes).toBeNull()
    expect(migrations.applied).toBe(migrations.known)
    expect(Math.min(readMs, writeMs)).toBeGreaterThan(0)
    // The row that was written to measure is not there.
    expect(await desk.store.read.select().from(desk.store.tables.evidenceOwed)).toEqual([])
  })

  it('knows how calls to ID360 went, and no password', async () => {
    await desk.id360.whoami()
    await expect(desk.id360.getEnrollment('999999')).rejects.toMatchObject({ kind: 'not_found' })
    const { address, application } = read((await system()).id360)
    expect(address).toBe(sandbox.url)
    expect(application.loggedIn).toBe(true)
    expect(application.traffic.recent).toMatchObject({ answered: 2, refused: 1, failed: 0 })
    expect(await says()).toMatchObject({ id360: 'green answers' })
    expect(JSON.stringify(await system())).not.toContain(desk.settings.ID360_PASSWORD)
  })

  it('says that ID360 does not answer, and that it refuses the credentials', async () => {
    const away = { ...desk.settings, ID360_BASE_URL: 'http://127.0.0.1:9' }
    const wrong = { ...desk.settings, ID360_PASSWORD: 'wrong' }
    for (const [settings, said] of [
      [away, 'failing'],
      [wrong, 'refused'],
    ] as const) {
      const { id360 } = id360Clients(settings)
      await expect(id360.whoami()).rejects.toThrow()
      const ctx = { ...desk.as(desk.staff.admin), id360 }
      const state = await readSystem(ctx)
      expect(judgeSystem(state).id360).toEqual({ tone: 'red', says: said })
      expect(read(state.id360).application.traffic.lastFailure?.operation).toBe('login')
      id360.close()
    }
  })

  it('counts callbacks of the last hour and day, and tells them from what the desk asked for', async () => {
    const { callback, quarantine } = desk.store.tables
    const now = desk.clock()
    const row = (receivedAt: number, source: 'callback' | 'reconciliation') => ({
      id: newId(),
      enrollmentId,
      sha256: newId(),
      source,
      receivedAt,
      duplicates: 0,
      sealedBody: Buffer.of(1),
      size: 1,
      kind: 'intermediate' as const,
      status: 'STARTED',
      statusCodes: [],
    })
    await desk.store.tx((tx) =>
      tx
        .insert(callback)
        .values([
          row(now - 3 * DAY, 'callback'),
          row(now - 5 * 60 * MINUTE, 'callback'),
          row(now - 4 * 60 * MINUTE, 'callback'),
          row(now - MINUTE, 'reconciliation'),
        ]),
    )
    expect(read((await system()).callbacks)).toMatchObject({
      lastAt: now - 4 * 60 * MINUTE,
      lastAskedAt: now - MINUTE,
      lastHour: { count: 0 },
      lastDay: { count: 2 },
    })
    expect(await says()).toMatchObject({ callbacks: 'amber asked' })
    await desk.store.tx((tx) => tx.insert(callback).values(row(now, 'callback')))
    expect(await says()).toMatchObject({ callbacks: 'green came' })
    await desk.store.tx((tx) =>
      tx.insert(quarantine).values({
        id: newId(),
        enrollmentId,
        sha256: 'x',
        receivedAt: now,
        sealedBody: Buffer.of(1),
        size: 1,
        reason: 'not_json',
      }),
    )
    expect(await says()).toMatchObject({ callbacks: 'amber quarantined' })
  })

  it('tells jobs that are due from those that have their hour, run, or were given up', async () => {
    const now = desk.clock()
    await jobs([
      { id: 'due', kind: 'capture-report', state: 'ready', runAt: now - MINUTE },
      { id: 'later', kind: 'capture-idclaim', state: 'ready', runAt: now + MINUTE },
      { id: 'held', kind: 'capture-documents', state: 'leased', runAt: now },
      { id: 'done', kind: 'capture-proof-slip', state: 'done', runAt: now },
    ])
    const state = read((await system()).jobs)
    expect(state.counts).toEqual({
      due: { count: 1, more: false },
      later: { count: 1, more: false },
      running: { count: 1, more: false },
      dead: { count: 0, more: false },
    })
    expect(state.oldestDueAt).toBe(now - MINUTE)
    expect(state.kinds.map(({ kind }) => kind)).toEqual([
      'capture-report',
      'capture-idclaim',
      'capture-documents',
    ])
    expect(await says()).toMatchObject({ jobs: 'green flowing' })
    desk.setClock(now + 10 * MINUTE)
    expect(await says()).toMatchObject({ jobs: 'red stuck' })
    desk.setClock(now)
    await noJobs()
  })

  it('lists what was given up, and a capture among it can be tried again', async () => {
    const now = desk.clock()
    await jobs([
      { id: 'capture', kind: 'capture-report', state: 'dead', runAt: now - MINUTE },
      { id: 'verify', kind: 'verify-evidence', state: 'dead', runAt: now },
    ])
    const admin = desk.as(desk.staff.admin)
    expect(await says()).toMatchObject({ jobs: 'red dead' })
    const dead = await listDeadJobs(admin)
    expect(dead.map(({ id, enrollmentId: about }) => [id, about])).toEqual([
      ['verify', null],
      ['capture', enrollmentId],
    ])
    await retryJob(admin, { jobId: 'capture' })
    expect((await listDeadJobs(admin)).map(({ id }) => id)).toEqual(['verify'])
    await noJobs()
  })

  it('starts all captures over that were given up, each audited, and nothing else', async () => {
    const { audit, job } = desk.store.tables
    const now = desk.clock()
    await jobs([
      { id: 'one', kind: 'capture-report', state: 'dead', runAt: now },
      { id: 'two', kind: 'capture-idclaim', state: 'dead', runAt: now },
      { id: 'busy', kind: 'capture-documents', state: 'leased', runAt: now },
      { id: 'verify', kind: 'verify-evidence', state: 'dead', runAt: now },
    ])
    const retried = () => desk.store.read.select().from(audit).where(eq(audit.action, 'evidence.retried'))
    const before = (await retried()).length
    await expect(retryDeadCaptures(desk.as(desk.staff.support))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await retryDeadCaptures(desk.as(desk.staff.admin))).toEqual({ retried: 2 })
    expect(await retryDeadCaptures(desk.as(desk.staff.admin))).toEqual({ retried: 0 })
    expect((await retried()).length).toBe(before + 2)
    const states = await desk.store.read.select({ id: job.id, state: job.state }).from(job).orderBy(job.id)
    expect(states.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'busy leased',
      'one ready',
      'two ready',
      'verify dead',
    ])
    await noJobs()
  })

  it('says of the evidence what is owed, leaving, gone and damaged', async () => {
    const { evidenceOwed, evidence } = desk.store.tables
    const now = desk.clock()
    const owe = (kind: 'report' | 'proof_slip' | 'idclaim', finishedAt: number) =>
      desk.store.tx((tx) => tx.insert(evidenceOwed).values({ enrollmentId, kind, finishedAt }))
    await owe('report', now)
    expect(await says()).toMatchObject({ evidence: 'green onTheWay' })
    await owe('proof_slip', now - 50 * DAY)
    expect(await says()).toMatchObject({ evidence: 'amber leavingSoon' })
    await owe('idclaim', now - 61 * DAY)
    expect(await says()).toMatchObject({ evidence: 'red left' })
    await desk.store.tx((tx) =>
      tx.insert(evidence).values({
        id: newId(),
        enrollmentId,
        kind: 'report',
        sha256: 'a',
        size: 1,
        contentType: 'application/json',
        address: 'aa/aa/a.sealed',
        state: 'damaged',
        capturedAt: now,
      }),
    )
    expect(await says()).toMatchObject({ evidence: 'red damaged' })
    expect(read((await system()).evidence)).toMatchObject({
      owed: { count: 3 },
      leavingSoon: { count: 1 },
      left: { count: 1 },
      damaged: { count: 1 },
      capturedLastDay: { count: 1 },
    })
    await desk.store.tx((tx) => tx.delete(evidenceOwed).where(eq(evidenceOwed.enrollmentId, enrollmentId)))
    expect(await says()).toMatchObject({ evidence: 'green kept' })
  })

  it('shows the other parts when one cannot be read', async () => {
    const nowhere = { ...desk.settings, DATA_DIR: '/nowhere-at-all' }
    const state = await readSystem({ ...desk.as(desk.staff.admin), settings: nowhere })
    expect([state.disk.ok, state.jobs.ok, state.database.ok]).toEqual([false, true, true])
    expect(judgeSystem(state).disk).toEqual({ tone: 'red', says: 'unread' })
  })
})
