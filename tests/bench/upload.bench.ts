/**
 * Pictures of 9 MB through the desk's production server to the sandbox, against the same uploads straight to the
 * sandbox: rounds of the two alternate in one run. Unit: MB per second, ratio of the medians; and by how much the
 * memory of the desk's process (RSS) grows at most while pictures pass, after a warm-up.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, request as httpRequest } from 'node:http'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { eq } from 'drizzle-orm'
import { encode } from 'next-auth/jwt'
import { sessionCookieName } from '@/app/_auth/session-cookie'
import { giveConsent } from '@/lib/assisted/give-consent'
import { startAssisted } from '@/lib/assisted/start-assisted'
import { DEMO_STAFF } from '@/lib/demo'
import { contextFor } from '@/lib/desk'
import { openApiKey } from '@/lib/enrollments/api-key'
import { createEnrollment } from '@/lib/enrollments/create-enrollment'
import { signIn } from '@/lib/staff/sign-in'
import { ensureBuild } from '@/scripts/ensure-build'
import { freePort, runDesk, runSandbox } from '@/scripts/run-server'
import { openBenchDesk } from './bench-desk'
import { median } from './percentile'

const UPLOADS = 50
const SIZE = 9_000_000
const AT_A_TIME = 8
const ROUNDS = 3
const MB = 1024 * 1024

type Upload = { method: string; path: string; headers: Record<string, string> }
type File = { enrollmentId: string; apiKey: string }

await ensureBuild()
const sandboxPort = await freePort()
const port = await freePort()
const bench = await openBenchDesk({
  ID360_BASE_URL: `http://127.0.0.1:${sandboxPort}`,
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  PORT: String(port),
  WORKER: 'off',
})
const sandbox = await runSandbox({ port: sandboxPort, dataDir: path.join(bench.directory, 'sandbox') })
const { store, settings, keys } = bench.desk

/** A picture by its first bytes; nothing in it can be squeezed. */
const picture = randomBytes(SIZE)
picture.set([0xff, 0xd8, 0xff, 0xe0])

async function sessionCookie(): Promise<string> {
  const agent = DEMO_STAFF.find(({ roles }) => roles.includes('support'))
  if (!agent) throw new Error('the demo has no agent')
  const { id, sessionId } = await signIn(contextFor({ kind: 'anonymous' }, bench.desk), agent)
  const token = await encode({ token: { sub: id, sid: sessionId }, secret: settings.AUTH_SECRET })
  return `${sessionCookieName(settings.PUBLIC_URL)}=${token}`
}

/** An enrollment whose consent is given: pages may come. */
async function addFile(): Promise<File> {
  const ctx = contextFor(bench.support, bench.desk)
  const { enrollmentId } = await createEnrollment(ctx, {
    submissionKey: randomUUID(),
    processId: bench.processId,
    groupId: '',
    language: 'fr',
    lastName: 'Banquise',
    firstName: 'Oriane',
  })
  await startAssisted(ctx, { enrollmentId })
  await giveConsent(ctx, { enrollmentId, acceptedCgu: true, acceptedBiometry: true, wording: 'fr-1' })
  const { enrollment } = store.tables
  const [row] = await store.read.select().from(enrollment).where(eq(enrollment.id, enrollmentId))
  if (!row?.sealedApiKey) throw new Error('ID360 gave no key')
  return { enrollmentId, apiKey: openApiKey(keys, enrollmentId, row.sealedApiKey) }
}

function send(agent: Agent, toPort: number, wanted: number, upload: Upload): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: toPort, agent, method: upload.method, path: upload.path }
    const headers = { ...upload.headers, 'content-length': String(SIZE) }
    const request = httpRequest({ ...options, headers }, (response) => {
      response.resume()
      response.on('end', () => {
        if (response.statusCode === wanted) resolve()
        else reject(new Error(`${upload.path}: ${response.statusCode}`))
      })
    })
    request.on('error', reject)
    request.end(picture)
  })
}

/** MB per second of so many uploads, `AT_A_TIME` at a time. */
async function load(toPort: number, wanted: number, uploads: Upload[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME })
  const waiting = [...uploads]
  const start = performance.now()
  await Promise.all(
    Array.from({ length: AT_A_TIME }, async () => {
      for (let upload = waiting.shift(); upload; upload = waiting.shift()) {
        await send(agent, toPort, wanted, upload)
      }
    }),
  )
  const seconds = (performance.now() - start) / 1000
  agent.destroy()
  return (uploads.length * SIZE) / MB / seconds
}

/** Resident memory of a process, MB (Linux). */
function residentMb(pid: number | undefined): number {
  const [, kb] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kb) / 1024
}

/** Processor time that a process has used, ms (Linux: clock ticks of 10 ms). */
function processorMs(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const rounded = (value: number, digits = 2) => Number(value.toFixed(digits))

try {
  const desk = await runDesk({ port, env: bench.env, output: 'inherit' })
  try {
    const cookie = await sessionCookie()
    const files: File[] = []
    for (let n = 0; n < UPLOADS; n++) files.push(await addFile())
    const throughDesk = files.map(({ enrollmentId }) => ({
      method: 'PUT',
      path: `/api/enrollments/${enrollmentId}/assist/id_document_image/0?total=1`,
      headers: { cookie, origin: settings.PUBLIC_URL, 'sec-fetch-site': 'same-origin' },
    }))
    const straight = files.map(({ apiKey }) => ({
      method: 'POST',
      path: '/api/1.0.0/enrollment/flow/document/id_document_image/?total_pages=1&uploaded_page=0',
      headers: { 'x-api-key': apiKey, 'content-type': 'image/jpeg' },
    }))
    // Warms both up, twice: until its collector has found its pace, a process grows whatever it does.
    for (let pass = 0; pass < 2; pass++) {
      await load(port, 200, throughDesk)
      await load(sandboxPort, 204, straight)
    }
    const settled = residentMb(desk.process.pid)
    let peak = settled
    const sampling = setInterval(() => {
      peak = Math.max(peak, residentMb(desk.process.pid))
    }, 25)
    const rates: { desk: number; sandbox: number }[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const pids = [process.pid, desk.process.pid, sandbox.process.pid]
      const start = pids.map(processorMs)
      const through = await load(port, 200, throughDesk)
      const middle = pids.map(processorMs)
      const rate = { desk: through, sandbox: await load(sandboxPort, 204, straight) }
      const used = (from: number[], to: number[]) =>
        to.map((ms, index) => ms - (from[index] ?? 0)).join(' + ')
      console.log(
        `round ${round + 1}: ${rounded(rate.desk, 0)} MB/s through the desk, ${rounded(rate.sandbox, 0)} MB/s straight; ` +
          `processor ms (sender + desk + sandbox): ${used(start, middle)} and ${used(middle, pids.map(processorMs))}`,
      )
      rates.push(rate)
    }
    clearInterval(sampling)
    console.log(
      `the desk’s process: ${rounded(settled, 0)} MB after the warm-up, ${rounded(peak, 0)} MB at most`,
    )
    console.log(
      JSON.stringify({
        bench: 'upload',
        rss_growth_mb: rounded(peak - settled, 1),
        ratio: rounded(median(rates.map((rate) => rate.desk)) / median(rates.map((rate) => rate.sandbox))),
      }),
    )
  } finally {
    await desk.stop()
  }
} finally {
  await sandbox.stop()
  await bench.close()
}
