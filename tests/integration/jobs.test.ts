import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { writeAudit } from '@/lib/audit/write-audit'
import { MAX_ATTEMPTS } from '@/lib/jobs/backoff'
import { enqueueJob } from '@/lib/jobs/enqueue-job'
import { JobFailure } from '@/lib/jobs/job-failure'
import type { JobHandlers } from '@/lib/jobs/job-handler'
import { claimJobs, completeJob, failJob, renewLease } from '@/lib/jobs/lease'
import { readJob } from '@/lib/jobs/read-job'
import { retryJob } from '@/lib/jobs/retry-job'
import { runDueJobs, startWorker } from '@/lib/jobs/run-worker'
import { wakeWorkers } from '@/lib/jobs/wake-workers'
import { addEnrollment } from '../fixtures/add-enrollment'
import { emptyDesk } from '../fixtures/empty-desk'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'
import { until } from '../fixtures/until'

describe.each(ENGINES)('the outbox on %s', (engine) => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await openTestDesk(engine)
  })
  beforeEach(() => emptyDesk(desk))
  afterAll(() => desk.close())

  const enqueue = (subjectId: string, options: { again?: boolean; runAt?: number } = {}) =>
    desk.store.tx((tx) => enqueueJob(desk.system, tx, { kind: 'capture-report', subjectId, ...options }))
  const claim = (limit = 10) => claimJobs(desk.system, { kinds: ['capture-report'], limit, leaseMs: 60_000 })
  const jobs = () => desk.store.read.select().from(desk.store.tables.job)
  const later = (ms: number) => desk.setClock(desk.clock() + ms)
  const problem = { code: 'odd', sentence: 'something odd', permanent: false, retryAfterMs: 0 }

  it('holds one job per kind and subject, however often it is enqueued', async () => {
    await Promise.all(Array.from({ length: 10 }, () => enqueue('e1')))
    await enqueue('e1', { again: true })
    await enqueue('e2')
    expect((await jobs()).map(({ subjectId }) => subjectId).sort()).toEqual(['e1', 'e2'])
  })

  it('loses the job together with the change that would have caused it', async () => {
    const change = desk.store.tx(async (tx) => {
      await enqueueJob(desk.system, tx, { kind: 'capture-report', subjectId: 'e1' })
      throw new Error('changed my mind')
    })
    await expect(change).rejects.toThrow('changed my mind')
    expect(await jobs()).toEqual([])
  })

  it('gives each job to one of many claimants', async () => {
    for (let i = 0; i < 20; i++) await enqueue(`e${i}`)
    const claimed = (await Promise.all(Array.from({ length: 8 }, () => claim(4)))).flat()
    expect(claimed).toHaveLength(20)
    expect(new Set(claimed.map(({ job }) => job.id)).size).toBe(20)
    expect(await claim()).toEqual([])
  })

  it('runs nothing before its time', async () => {
    await enqueue('e1', { runAt: desk.clock() + 1_000 })
    expect(await claim()).toEqual([])
    later(1_000)
    expect(await claim()).toHaveLength(1)
  })

  it('hands a dead worker’s job on, and refuses what that worker still wants to write', async () => {
    await enqueue('e1')
    const [lost] = await claim()
    later(60_000)
    const [taken] = await claim()
    if (!lost || !taken) throw new Error('nothing was claimed')
    expect(taken.job).toMatchObject({ id: lost.job.id, attempts: 2 })
    const audit = async (ctx = desk.system) =>
      desk.store.tx((tx) =>
        writeAudit(ctx, tx, { action: 'evidence.captured', targetKind: 'job', targetId: 'late' }),
      )
    const lateWrite = await completeJob(desk.system, lost, async (tx) => {
      await writeAudit(desk.system, tx, {
        action: 'evidence.captured',
        targetKind: 'job',
        targetId: 'too-late',
      })
    })
    expect(lateWrite).toBe(false)
    expect(await failJob(desk.system, lost, problem, undefined)).toBe(false)
    expect(await renewLease(desk.system, lost, 60_000)).toBe(false)
    await audit()
    const { audit: log } = desk.store.tables
    expect((await desk.store.read.select().from(log)).map(({ targetId }) => targetId)).toEqual(['late'])
    expect(await completeJob(desk.system, taken, async () => {})).toBe(true)
    expect(await jobs()).toMatchObject([{ state: 'done', leaseUntil: null, finishedAt: desk.clock() }])
  })

  it('keeps a job whose lease is renewed', async () => {
    await enqueue('e1')
    const [lease] = await claim()
    if (!lease) throw new Error('nothing was claimed')
    later(50_000)
    expect(await renewLease(desk.system, lease, 60_000)).toBe(true)
    later(50_000)
    expect(await claim()).toEqual([])
    expect(await completeJob(desk.system, lease, async () => {})).toBe(true)
  })

  it('tries a failing job again later and later, then shows it dead', async () => {
    await enqueue('e1')
    const given: string[] = []
    const handlers: JobHandlers = {
      'capture-report': {
        run: async () => {
          throw new JobFailure('odd', 'something odd')
        },
        gaveUp: async (_ctx, _tx, job, { code }) => {
          given.push(`${job.subjectId} ${code} ${job.attempts}`)
        },
      },
    }
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
      expect(await runDueJobs(desk, handlers)).toBeGreaterThan(0)
      const [job] = await jobs()
      expect(job).toMatchObject({ state: 'ready', lastError: 'odd: something odd' })
      if (job && job.attempts >= MAX_ATTEMPTS - 1) break
      later(3_600_000)
    }
    later(3_600_000)
    await runDueJobs(desk, handlers)
    expect(await jobs()).toMatchObject([{ state: 'dead', attempts: MAX_ATTEMPTS }])
    expect(given).toEqual([`e1 odd ${MAX_ATTEMPTS}`])
    later(3_600_000 * 24)
    expect(await runDueJobs(desk, handlers)).toBe(0)
    await enqueue('e1')
    expect(await jobs()).toMatchObject([{ state: 'dead' }])
    await enqueue('e1', { again: true })
    expect(await jobs()).toMatchObject([{ state: 'ready', attempts: 0 }])
  })

  it('gives up at once when no further attempt can help', async () => {
    await enqueue('e1')
    const gone = new JobFailure('gone', 'ID360 no longer has it', { permanent: true })
    await runDueJobs(desk, { 'capture-report': { run: () => Promise.reject(gone) } })
    expect(await jobs()).toMatchObject([{ state: 'dead', attempts: 1 }])
  })

  it('ends a job that kills every worker that takes it', async () => {
    await enqueue('e1')
    for (let i = 0; i < MAX_ATTEMPTS; i++) {
      expect(await claim()).toHaveLength(1)
      later(60_000)
    }
    let ran = false
    const run = async () => {
      ran = true
      return async () => {}
    }
    await runDueJobs(desk, { 'capture-report': { run } })
    expect(ran).toBe(false)
    expect(await jobs()).toMatchObject([{ state: 'dead', lastError: 'lease_lost: never came to an end' }])
  })

  it('lets who may retry a given-up job do so, in their groups, audited; and nobody else', async () => {
    const mine = await addEnrollment(desk)
    await enqueue(mine.id)
    const gone = new JobFailure('gone', 'ID360 no longer has it', { permanent: true })
    await runDueJobs(desk, { 'capture-report': { run: () => Promise.reject(gone) } })
    const [dead] = await jobs()
    if (!dead) throw new Error('no job')
    const input = { jobId: dead.id }
    const elsewhere = { ...desk.staff.compliance, groupIds: [desk.otherGroupId] }
    const read = { kind: 'capture-report' as const, subjectId: mine.id }
    await expect(retryJob(desk.as(desk.staff.support), input)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(retryJob(desk.as(elsewhere), input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(readJob(desk.as(elsewhere), read)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(retryJob(desk.as({ kind: 'anonymous' }), input)).rejects.toMatchObject({
      code: 'SIGNED_OUT',
    })
    const compliance = desk.as(desk.staff.compliance)
    expect(await readJob(compliance, read)).toMatchObject({
      state: 'dead',
      errorCode: 'gone',
      nextRunAt: null,
    })
    await retryJob(compliance, input)
    expect(await readJob(compliance, read)).toMatchObject({ state: 'ready', attempts: 0 })
    const { audit } = desk.store.tables
    const log = await desk.store.read.select().from(audit).where(eq(audit.targetId, mine.id))
    expect(log).toMatchObject([{ action: 'evidence.retried', actorId: desk.staff.compliance.id }])
    await claim()
    await expect(retryJob(compliance, input)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('runs what is enqueued while it works, survives a crash in a job, and stops cleanly', async () => {
    const ended: string[] = []
    const handlers: JobHandlers = {
      'capture-report': {
        run: async (_ctx, job) => {
          if (job.subjectId === 'crash') throw new TypeError('undefined is not a function')
          return async () => {
            ended.push(job.subjectId)
          }
        },
      },
    }
    // The next poll is an hour away: only the wake-up can start what comes later.
    const worker = startWorker(desk, handlers, { pollMs: 3_600_000, concurrency: 2 })
    for (const subjectId of ['crash', 'e1', 'e2', 'e3']) {
      await enqueue(subjectId)
      wakeWorkers()
    }
    await until('three jobs', () => ended.length === 3)
    await worker.stop()
    const states = Object.fromEntries((await jobs()).map((job) => [job.subjectId, job]))
    expect(states.e1).toMatchObject({ state: 'done' })
    expect(states.crash).toMatchObject({ state: 'ready', lastError: 'unexpected: TypeError', attempts: 1 })
    await enqueue('e4')
    wakeWorkers()
    expect((await jobs()).find(({ subjectId }) => subjectId === 'e4')).toMatchObject({ state: 'ready' })
  })

  it('tells a job that will not end that the worker stops, and keeps it for the next one', async () => {
    await enqueue('e1')
    let started = false
    const worker = startWorker(
      desk,
      {
        'capture-report': {
          run: (_ctx, _job, signal) =>
            new Promise((_, reject) => {
              started = true
              signal.addEventListener('abort', () => reject(new JobFailure('stopped', 'the worker stops')))
            }),
        },
      },
      { graceMs: 1 },
    )
    await until('the job', () => started)
    await worker.stop()
    expect(await jobs()).toMatchObject([{ state: 'ready', attempts: 1 }])
  })
})
