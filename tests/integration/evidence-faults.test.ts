import { createHash } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSealedBytes } from '@/lib/evidence/sealed-files'
import { verifyEvidence } from '@/lib/evidence/verify-evidence'
import { createId360Client } from '@/lib/id360/create-id360-client'
import { jobHandlers } from '@/lib/jobs/handlers'
import { runDueJobs } from '@/lib/jobs/run-worker'
import { type CaptureDesk, openCaptureDesk } from '../fixtures/capture-desk'
import { ENGINES } from '../fixtures/test-desk'

/** EVIDENCE_FAULT_ENROLLMENTS=500 makes it the long run. */
const ENROLLMENTS = Number(process.env.EVIDENCE_FAULT_ENROLLMENTS ?? 24)
const WORKERS = 8
const EXPIRIES = 10
/** A stall of 30 s, and the desk's patience of 10 s, shortened; so are the pauses between two tries. */
const STALL_MS = 2_500
const PATIENCE_MS = 1_000

describe.each(ENGINES)(
  'captures on %s from an ID360 that resets, refuses, stalls, cuts and forgets',
  (engine) => {
    let world: CaptureDesk
    beforeAll(async () => {
      world = await openCaptureDesk(engine)
    })
    afterAll(() => world.close())

    it(
      `keep nothing corrupt of ${ENROLLMENTS} enrollments, end done or visibly dead, and log in once a token`,
      async () => {
        const { store, settings } = world.desk
        const { job, evidence, evidenceOwed } = store.tables
        const all = []
        for (let n = 0; n < ENROLLMENTS; n++) all.push(await world.finished(n % 4 === 3 ? 'KO' : 'OK'))
        const loginsBefore = await logins()
        const path = '/api/1.0.0/(enrollment|document)/'
        const rule = (probability: number, fault: object) => ({
          pathPattern: path,
          method: 'GET',
          probability,
          ...fault,
        })
        await world.faults(
          [
            { ...rule(0.02, { action: 'expire_tokens' }), times: EXPIRIES },
            rule(0.06, { action: 'reset' }),
            rule(0.05, { action: 'status', status: 429, retryAfter: 1 }),
            rule(0.05, { action: 'status', status: 503 }),
            rule(0.03, { action: 'stall', ms: STALL_MS }),
            rule(0.03, { action: 'stall_midway', ms: STALL_MS }),
            rule(0.06, { action: 'truncate' }),
            rule(0.06, { action: 'shorten' }),
          ],
          { seed: 7 },
        )
        let lostLogins = 0
        const id360 = createId360Client({
          baseUrl: settings.ID360_BASE_URL,
          username: settings.ID360_USERNAME,
          password: settings.ID360_PASSWORD,
          timeouts: { defaultMs: PATIENCE_MS, downloadIdleMs: PATIENCE_MS },
          sleep: () => Promise.resolve(),
          // No fault touches the login: only a machine with much else to do lets its answer come too late.
          notify: ({ kind, errorKind }) => {
            if (kind === 'login' && errorKind === 'timed_out') lostLogins += 1
          },
        })
        const desk = { ...world.desk, id360 }
        for (let round = 0; (await openJobs()) > 0; round++) {
          expect(round).toBeLessThan(12)
          await Promise.all(Array.from({ length: WORKERS }, () => runDueJobs(desk, jobHandlers)))
          // Past every pause after a failure.
          world.desk.setClock(world.desk.clock() + 2 * 3_600_000)
        }
        const loginsDone = (await logins()) - loginsBefore
        const { body } = await world.api.control('GET', '/faults')
        const [expiry] = (body as { rules: { times?: number }[] }).rules
        const expired = EXPIRIES - (expiry?.times ?? 0)
        expect(expired).toBeGreaterThan(0)
        expect(loginsDone).toBeLessThanOrEqual(1 + expired + lostLogins)
        await world.faults([])

        const jobs = await store.read.select().from(job)
        expect(jobs.filter(({ state }) => state !== 'done' && state !== 'dead')).toEqual([])
        const dead = jobs.filter(({ state }) => state === 'dead')
        // A fault that passes by itself is no reason to give up: eight attempts of four calls each see to it.
        expect(dead.length).toBeLessThanOrEqual(Math.ceil(jobs.length / 50))
        for (const one of dead) {
          expect(one.lastError).toMatch(/^[a-z0-9_.]+: /)
          const owed = await store.read
            .select()
            .from(evidenceOwed)
            .where(eq(evidenceOwed.enrollmentId, one.subjectId))
          expect(owed.length).toBeGreaterThan(0)
        }
        if (dead.length === 0) expect(await store.read.select().from(evidenceOwed)).toEqual([])

        const summary = await verifyEvidence(world.desk.system)
        const figures = { engine, enrollments: ENROLLMENTS, jobs: jobs.length, dead: dead.length }
        console.info(JSON.stringify({ ...figures, files: summary.evidence, loginsDone, expired, lostLogins }))
        expect(summary).toMatchObject({ damaged: 0, missing: 0, unreadable: 0, leftoverFiles: 0, ok: true })
        const token = await world.api.login()
        for (const { id } of all.slice(0, 40)) {
          const kept = await store.read
            .select()
            .from(evidence)
            .where(inArray(evidence.enrollmentId, [id]))
          for (const row of kept) {
            expect([row.kind, row.state, row.hashMatch]).toEqual([
              row.kind,
              'sound',
              row.kind === 'document' ? true : null,
            ])
            const bytes = await readSealedBytes(world.desk, row)
            if (row.kind === 'report')
              expect(JSON.parse(bytes.toString())).toMatchObject({ id: expect.any(Number) })
            else {
              const served = await world.api.call('GET', row.source, { token })
              expect(createHash('sha256').update(served.bytes).digest('hex')).toBe(row.sha256)
            }
          }
        }
        id360.close()

        async function openJobs() {
          const open = await store.read
            .select({ id: job.id })
            .from(job)
            .where(inArray(job.state, ['ready', 'leased']))
          return open.length
        }
        async function logins() {
          const { body } = await world.api.control('GET', '/stats')
          return (body as { logins: number }).logins
        }
      },
      60_000 + ENROLLMENTS * 3_000,
    )
  },
)
