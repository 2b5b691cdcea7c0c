/**
 * Ten thousand callbacks, a fifth of them sent twice, a fifth of the journeys out of order, and a desk that is killed
 * with SIGKILL ten times while they arrive. The sandbox sends each one again until it is accepted. Afterwards every
 * body that the sandbox sent must be stored once, and every enrollment must stand where its set of callbacks puts it.
 */
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { contextFor } from '@/lib/desk'
import { createEnrollment } from '@/lib/enrollments/create-enrollment'
import { ensureBuild } from '@/scripts/ensure-build'
import { freePort, runDesk, runSandbox, type Server } from '@/scripts/run-server'
import { openBenchDesk } from './bench-desk'

const ENROLLMENTS = 1400
const KILLS = 10
/** How many callbacks each life of the desk accepts before it is killed. */
const MIN_ACCEPTED = 200
const OUTCOMES = ['OK', 'OK', 'KO', 'OK', 'CANCELED'] as const

type Expected = { enrollmentId: string; id360Id: string; outcome: string }
type Delivery = { enrollmentId: number; sha256: string; delivered: boolean }

async function json<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init)
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}

type Counts = { delivered: number; pending: number }

const counts = (sandbox: Server) => json<Counts>(`${sandbox.url}/sandbox/control/deliveries`)

await ensureBuild()
const port = await freePort()
const sandboxPort = await freePort()
const bench = await openBenchDesk({
  ID360_BASE_URL: `http://127.0.0.1:${sandboxPort}`,
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  PORT: String(port),
})
const sandbox = await runSandbox({
  port: sandboxPort,
  dataDir: path.join(bench.directory, 'sandbox'),
  output: 'inherit',
  env: {
    SANDBOX_CALLBACK_BACKOFF_MS: '50',
    SANDBOX_CALLBACK_BACKOFF_MAX_MS: '500',
    SANDBOX_CALLBACK_MAX_ATTEMPTS: '10000',
    SANDBOX_CALLBACK_CONCURRENCY: '16',
  },
})
const ctx = contextFor(bench.support, bench.desk)
const { store } = bench.desk
let server: Server | null = null

async function createAll(): Promise<Expected[]> {
  const { enrollment } = store.tables
  const expected: Expected[] = []
  while (expected.length < ENROLLMENTS) {
    const created = await Promise.all(
      Array.from({ length: 25 }, async (_, index) => {
        const { enrollmentId } = await createEnrollment(ctx, {
          submissionKey: randomUUID(),
          processId: bench.processId,
          groupId: '',
          language: 'fr',
          clientReference: `LOST-${expected.length + index}`,
        })
        return enrollmentId
      }),
    )
    for (const enrollmentId of created) {
      const outcome = OUTCOMES[expected.length % OUTCOMES.length] ?? 'OK'
      expected.push({ enrollmentId, id360Id: '', outcome })
    }
  }
  const rows = await store.read.select({ id: enrollment.id, id360Id: enrollment.id360Id }).from(enrollment)
  const ids = new Map(rows.map(({ id, id360Id }) => [id, id360Id ?? '']))
  return expected.map((one) => ({ ...one, id360Id: ids.get(one.enrollmentId) ?? '' }))
}

async function walk({ id360Id, outcome }: Expected, index: number) {
  await json(`${sandbox.url}/sandbox/control/enrollments/${id360Id}/walk`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ outcome, duplicates: 0.2, shuffle: index % 5 === 0, seed: index + 1 }),
  })
}

/** What the sandbox sent, as it kept it itself: the measure that nothing was lost. */
async function readDeliveries(): Promise<Delivery[]> {
  const response = await fetch(`${sandbox.url}/sandbox/control/deliveries/export`)
  const lines = (await response.text()).trim().split('\n')
  return lines.map((line) => JSON.parse(line) as Delivery)
}

try {
  const start = () => runDesk({ port, env: bench.env, output: 'inherit' })
  console.error(`creating ${ENROLLMENTS} enrollments …`)
  const expected = await createAll()
  server = await start()
  let kills = 0
  const share = Math.ceil(ENROLLMENTS / (KILLS + 1))
  for (let part = 0; part <= KILLS; part++) {
    const chunk = expected.slice(part * share, (part + 1) * share)
    await Promise.all(chunk.map((one, index) => walk(one, part * share + index)))
    if (part === KILLS) break
    // Killed while it works: some are accepted in this life of the desk, many more are on their way.
    const { delivered } = await counts(sandbox)
    let now = await counts(sandbox)
    while (now.delivered < delivered + MIN_ACCEPTED && now.pending > 0) {
      await wait(5)
      now = await counts(sandbox)
    }
    await wait(Math.random() * 100)
    await server.kill()
    kills += 1
    console.error(`kill ${kills}: ${now.delivered - delivered} accepted in this life, ${now.pending} waiting`)
    server = await start()
  }
  const deadline = Date.now() + 5 * 60_000
  for (let left = await counts(sandbox); left.pending > 0; left = await counts(sandbox)) {
    if (Date.now() > deadline) throw new Error(`${left.pending} callbacks are still pending`)
    await wait(200)
  }

  const deliveries = await readDeliveries()
  const { callback, enrollment, job } = store.tables
  const stored = await store.read
    .select({ id360Id: enrollment.id360Id, sha256: callback.sha256 })
    .from(callback)
    .innerJoin(enrollment, sql`${enrollment.id} = ${callback.enrollmentId}`)
    .where(sql`${callback.source} = 'callback'`)
  const have = new Set(stored.map(({ id360Id, sha256 }) => `${id360Id} ${sha256}`))
  const sent = new Set(deliveries.map(({ enrollmentId, sha256 }) => `${enrollmentId} ${sha256}`))
  const lost = [...sent].filter((one) => !have.has(one)).length
  const invented = [...have].filter((one) => !sent.has(one)).length + (stored.length - have.size)

  const rows = await store.read.select({ id: enrollment.id, status: enrollment.status }).from(enrollment)
  const statuses = new Map(rows.map(({ id, status }) => [id, status]))
  const wrongFinal = expected.filter(
    ({ enrollmentId, outcome }) => statuses.get(enrollmentId) !== outcome,
  ).length

  const jobs = await store.read
    .select({ subjectId: job.subjectId })
    .from(job)
    .where(sql`${job.kind} = 'capture-report'`)
  const verdicts = expected.filter(({ outcome }) => outcome === 'OK' || outcome === 'KO')
  const withJob = new Set(jobs.map(({ subjectId }) => subjectId))
  const missingJobs = verdicts.filter(({ enrollmentId }) => !withJob.has(enrollmentId)).length

  const result = {
    bench: 'lost-callbacks',
    lost,
    wrong_final: wrongFinal,
    duplicate_jobs: jobs.length - withJob.size,
    missing_jobs: missingJobs,
    invented,
    kills,
    callbacks: sent.size,
    deliveries: deliveries.length,
    undelivered: deliveries.filter(({ delivered }) => !delivered).length,
  }
  console.log(JSON.stringify(result))
  if (lost + wrongFinal + result.duplicate_jobs + missingJobs + invented + result.undelivered > 0)
    process.exitCode = 1
} finally {
  await server?.stop()
  await sandbox.stop()
  await bench.close()
}
