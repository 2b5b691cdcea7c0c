/**
 * The capture of 200 enrollments with all kinds of evidence, from a sandbox that takes 50 ms for each answer, by the
 * worker as the desk runs it: how many a second, and by how much the memory of its process grows. And how long the check
 * of a container of 1 MB takes against reading it from the disk and hashing it.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { count, eq, inArray } from 'drizzle-orm'
import { checkContainer } from '@/lib/asice/check-container'
import { contextFor } from '@/lib/desk'
import { createEnrollment } from '@/lib/enrollments/create-enrollment'
import { reconcileEnrollment } from '@/lib/enrollments/reconcile-enrollment'
import { readEvidenceBytes } from '@/lib/evidence/report-damage'
import { jobHandlers } from '@/lib/jobs/handlers'
import { startWorker } from '@/lib/jobs/run-worker'
import { freePort, runSandbox } from '@/scripts/run-server'
import { openBenchDesk } from './bench-desk'

const ENROLLMENTS = 200
const LATENCY_MS = 50
const KINDS = ['report', 'proof_slip', 'idclaim', 'document'] as const
const CHECKS = 15
const MB = 1024 * 1024
const REAL_IN_PARALLEL = 8

const sandboxPort = await freePort()
const bench = await openBenchDesk({
  ID360_BASE_URL: `http://127.0.0.1:${sandboxPort}`,
  // Nobody listens for callbacks here: the desk asks for the verdict instead.
  PUBLIC_URL: 'http://127.0.0.1:9',
})
const sandbox = await runSandbox({
  port: sandboxPort,
  dataDir: path.join(bench.directory, 'sandbox'),
  env: { SANDBOX_CALLBACK_MAX_ATTEMPTS: '1' },
})
const { store } = bench.desk
const { tables } = store

async function control(method: string, address: string, body: object) {
  const answer = await fetch(`${sandbox.url}/sandbox/control${address}`, {
    method,
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`)
}

/** An enrollment with a verdict, its capture in the outbox. */
async function addFinished(processId: string) {
  const ctx = contextFor(bench.support, bench.desk)
  const { enrollmentId } = await createEnrollment(ctx, {
    submissionKey: randomUUID(),
    processId,
    groupId: '',
    language: 'fr',
    lastName: 'Exemple',
    firstName: 'Camille',
    idclaimPhone: '+33639980042',
  })
  const [row] = await store.read
    .select({ id360Id: tables.enrollment.id360Id })
    .from(tables.enrollment)
    .where(eq(tables.enrollment.id, enrollmentId))
  await control('POST', `/enrollments/${row?.id360Id}/walk`, { outcome: 'OK' })
  await reconcileEnrollment(ctx, { enrollmentId })
}

async function openJobs(): Promise<number> {
  const [row] = await store.read
    .select({ n: count() })
    .from(tables.job)
    .where(inArray(tables.job.state, ['ready', 'leased']))
  return Number(row?.n ?? 0)
}

async function capture() {
  let peak = process.memoryUsage.rss()
  const before = peak
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 25)
  const start = performance.now()
  const worker = startWorker(bench.desk, jobHandlers)
  while ((await openJobs()) > 0) await wait(50)
  const seconds = (performance.now() - start) / 1_000
  clearInterval(sampling)
  await worker.stop()
  return { seconds, growthMb: (Math.max(peak, process.memoryUsage.rss()) - before) / MB }
}

const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

async function checkAgainstReading() {
  const { goodOcsp, makeCadesContainer, makeTrustWorld } = await import('../fixtures/asice/make-container')
  const { makeCertificate } = await import('../fixtures/asice/make-certificate')
  const world = makeTrustWorld()
  const signer = makeCertificate({ commonName: 'Camille Exemple' }, world.authority)
  const bytes = makeCadesContainer({
    signer,
    chain: [world.authority],
    timestampBy: world.timestamps,
    ocsp: [goodOcsp(world, signer)],
    data: [{ name: 'dossier.pdf', bytes: randomBytes(MB), mediaType: 'application/pdf' }],
  })
  const file = path.join(bench.directory, 'container.asice')
  await writeFile(file, bytes)
  const options = { anchors: [world.root.certificate] }
  const report = await checkContainer(bytes, options)
  if (report.container.indication !== 'TOTAL_PASSED')
    throw new Error(`checked: ${report.container.indication}`)
  const reading: number[] = []
  const checking: number[] = []
  for (let n = 0; n < CHECKS; n++) {
    reading.push(
      await timed(async () =>
        createHash('sha256')
          .update(await readFile(file))
          .digest(),
      ),
    )
    checking.push(await timed(() => checkContainer(bytes, options)))
  }
  return { size: bytes.length, readMs: median(reading), checkMs: median(checking) }
}

try {
  const [process360] = await store.read
    .select({ id: tables.process.id })
    .from(tables.process)
    .where(eq(tables.process.makesIdclaim, true))
  if (!process360) throw new Error('the demo has no process with an idclaim')
  let made = 0
  await Promise.all(
    Array.from({ length: REAL_IN_PARALLEL }, async () => {
      while (made < ENROLLMENTS) {
        made += 1
        await addFinished(process360.id)
      }
    }),
  )
  await control('PUT', '/faults', { latencyMs: LATENCY_MS, rules: [] })
  const { seconds, growthMb } = await capture()

  const rows = await store.read.select().from(tables.evidence)
  const whole = new Map<string, Set<string>>()
  for (const { enrollmentId, kind } of rows) {
    whole.set(enrollmentId, (whole.get(enrollmentId) ?? new Set()).add(kind))
  }
  const incomplete = [...whole.values()].filter((kinds) => kinds.size < KINDS.length).length
  if (whole.size !== ENROLLMENTS || incomplete > 0) throw new Error('not everything was captured')
  const system = contextFor({ kind: 'system', name: 'bench' }, bench.desk)
  for (const row of rows.slice(0, 50)) await readEvidenceBytes(system, row)

  const { size, readMs, checkMs } = await checkAgainstReading()
  const rounded = (value: number, digits = 2) => Number(value.toFixed(digits))
  console.log(`${rows.length} files of ${ENROLLMENTS} enrollments in ${rounded(seconds)} s`)
  console.log(
    `a container of ${size} bytes: read and hashed in ${rounded(readMs)} ms, checked in ${rounded(checkMs)} ms`,
  )
  console.log(
    JSON.stringify({
      bench: 'evidence',
      per_second: rounded(ENROLLMENTS / seconds),
      files_per_second: rounded(rows.length / seconds),
      rss_growth_mb: rounded(growthMb, 1),
      check_ratio: rounded(checkMs / readMs),
      check_ms: rounded(checkMs),
      read_ms: rounded(readMs),
    }),
  )
} finally {
  await sandbox.stop()
  await bench.close()
}
