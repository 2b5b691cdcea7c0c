/**
 * A million enrollments line by line as CSV, through the HTTP route of the production build, against better-sqlite3's
 * bare iterate and csv-stringify of the same columns in this process: rounds of the two alternate. How much the memory
 * of the desk grows meanwhile, and how soon an aborted download stops its query. `--keep=<folder>` fills the desk there
 * once and uses it again.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { stringify } from 'csv-stringify/sync'
import { eq } from 'drizzle-orm'
import { encode } from 'next-auth/jwt'
import { sessionCookieName } from '@/app/_auth/session-cookie'
import { migrateSqlite } from '@/db/open-sqlite'
import type { StaffActor } from '@/lib/context'
import { DEMO_STAFF, seedDemo } from '@/lib/demo'
import { contextFor, type Desk, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { createGroup } from '@/lib/processes/create-group'
import { signIn } from '@/lib/staff/sign-in'
import { askExport } from '@/lib/usage/exports/ask-export'
import { rebuildRollup } from '@/lib/usage/rebuild-rollup'
import { ensureBuild } from '@/scripts/ensure-build'
import { freePort, runDesk } from '@/scripts/run-server'
import { fillEnrollments } from './fill-enrollments'
import { median } from './percentile'

const ROWS = 1_000_000
const ROUNDS = 3
const PAGE_ROWS = 1_000
const ABORT_AFTER_BYTES = 20 * 1024 * 1024
const NOW = Date.UTC(2026, 10, 23, 9, 0, 0)
const MB = 1024 * 1024

const kept = process.argv.find((argument) => argument.startsWith('--keep='))?.slice('--keep='.length)
const directory = kept ?? mkdtempSync(path.join(os.tmpdir(), 'desk-export-'))
const port = await freePort()
const env = {
  DATA_DIR: directory,
  LOG_LEVEL: 'error',
  WORKER: 'off',
  PORT: String(port),
  PUBLIC_URL: `http://127.0.0.1:${port}`,
}
const settings = parseSettings(env)
const file = settings.DATABASE_URL.replace('file:', '')
const say = (text: string) => process.stderr.write(`${text}\n`)

async function fill() {
  const filled = existsSync(file)
  migrateSqlite(file)
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id)
  const withDesk = async <T>(use: (desk: Desk) => Promise<T>) => {
    const desk = openDesk(settings)
    try {
      return await use(desk)
    } finally {
      await desk.close()
    }
  }
  if (filled) return
  const ids = await withDesk(async (desk) => {
    const system = contextFor({ kind: 'system', name: 'bench' }, desk)
    await seedDemo(system)
    for (let number = 1; number <= 27; number++) await createGroup(system, { name: `Agence ${number}` })
    const { staff, process, usageGroup } = desk.store.tables
    return {
      staffIds: idsOf(await desk.store.read.select().from(staff)),
      processIds: idsOf(await desk.store.read.select().from(process)),
      groupIds: idsOf(await desk.store.read.select().from(usageGroup)),
    }
  })
  fillEnrollments(file, { count: ROWS, now: NOW, seed: 360, ...ids }, say)
  await withDesk((desk) => rebuildRollup(contextFor({ kind: 'system', name: 'bench' }, desk)))
}

/** Somebody may export: a session of theirs, and its cookie. */
async function signedIn(desk: Desk): Promise<{ actor: StaffActor; cookie: string }> {
  const person = DEMO_STAFF.find(({ roles }) => roles.includes('manager'))
  if (!person) throw new Error('no demo person is a manager')
  const actor = await signIn(contextFor({ kind: 'anonymous' }, desk), person)
  const token = await encode({
    token: { sub: actor.id, sid: actor.sessionId },
    secret: settings.AUTH_SECRET,
  })
  return { actor, cookie: `${sessionCookieName(settings.PUBLIC_URL)}=${token}` }
}

/** The bare way: the same columns, no pages, no HTTP, no hash, nothing formatted. Rows per second. */
function bareRate(): { rate: number; rows: number } {
  const connection = new Database(file, { readonly: true })
  try {
    const query = connection.prepare(`
      select e.id, e.id360_id, e.client_reference, e.created_at, e.created_at, g.name, p.name, e.status, e.reason,
        e.confirmation, e.started_at, e.finished_at, (e.finished_at - e.created_at) / 1000, e.has_idclaim, e.retry,
        e.language, s.name
      from enrollment e join process p on p.id = e.process_id join staff s on s.id = e.created_by
        left join usage_group g on g.id = e.group_id
      where e.status <> 'NOT_CREATED' order by e.created_at, e.id`)
    const begun = performance.now()
    let rows = 0
    let bytes = 0
    let page: unknown[] = []
    const write = () => {
      bytes += Buffer.byteLength(stringify(page, { delimiter: ';', record_delimiter: '\r\n' }))
      rows += page.length
      page = []
    }
    for (const row of query.raw().iterate()) {
      if (page.push(row) === PAGE_ROWS) write()
    }
    write()
    const seconds = (performance.now() - begun) / 1_000
    say(`bare: ${rows} rows, ${Math.round(bytes / MB)} MB in ${seconds.toFixed(1)} s`)
    return { rate: rows / seconds, rows }
  } finally {
    connection.close()
  }
}

async function open(href: string, cookie: string): Promise<IncomingMessage> {
  const request = get(`${settings.PUBLIC_URL}${href}`, {
    // A connection of its own: one that waits through a bare round would be closed.
    agent: false,
    headers: { cookie, 'accept-encoding': 'gzip, br', 'sec-fetch-site': 'same-origin' },
  })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  if (response.statusCode !== 200) throw new Error(`${href}: ${response.statusCode}`)
  return response
}

/** Megabytes of memory that a process holds (Linux). */
function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

/** Processor time that a process has used, ms (Linux: clock ticks of 10 ms). */
function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

await ensureBuild()
await fill()
const desk = openDesk(settings)
const server = await runDesk({ port, env, output: 'inherit' })
try {
  const pid = server.process.pid ?? 0
  const { actor, cookie } = await signedIn(desk)
  const ctx = contextFor(actor, desk)
  const { usageExport } = desk.store.tables
  const query = { period: 'range', from: '2024-01-01', to: '2026-12-31' } as const
  const ask = () => askExport(ctx, { kind: 'lines', format: 'csv', query, language: 'fr' })
  const rowOf = async (exportId: string) => {
    const [row] = await desk.store.read.select().from(usageExport).where(eq(usageExport.id, exportId))
    if (!row) throw new Error('the export is gone')
    return row
  }

  /** Reads one whole file; `look` sees its bytes. Rows per second from the request to the last byte. */
  const download = async (look: (chunk: Buffer) => void) => {
    const { exportId, href } = await ask()
    const begun = performance.now()
    const response = await open(href, cookie)
    for await (const chunk of response) look(chunk as Buffer)
    const seconds = (performance.now() - begun) / 1_000
    const row = await rowOf(exportId)
    if (row.state !== 'done') throw new Error(`the export is ${row.state}`)
    say(`route: ${row.rows} rows, ${Math.round(row.bytes / MB)} MB in ${seconds.toFixed(1)} s`)
    return { rate: row.rows / seconds, row }
  }

  // The first round warms both up, and its file is looked at closely.
  const expected = bareRate().rows
  const hash = createHash('sha256')
  let lines = -1
  const { row } = await download((chunk) => {
    hash.update(chunk)
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1
  })
  if (row.rows !== expected || lines !== expected || row.sha256 !== hash.digest('hex')) {
    throw new Error(`${expected} enrollments, ${row.rows} rows said, ${lines} in the file, or another hash`)
  }

  const bare: number[] = []
  const route: number[] = []
  const before = residentMb(pid)
  let peak = before
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(bareRate().rate)
    const sampling = setInterval(() => {
      peak = Math.max(peak, residentMb(pid))
    }, 100)
    let bytes = 0
    const { rate } = await download((chunk) => {
      bytes += chunk.length
    })
    clearInterval(sampling)
    if (bytes !== row.bytes) throw new Error(`${bytes} bytes came, ${row.bytes} were to come`)
    route.push(rate)
  }

  const { exportId, href } = await ask()
  const response = await open(href, cookie)
  let read = 0
  for await (const chunk of response) {
    read += (chunk as Buffer).length
    if (read > ABORT_AFTER_BYTES) break
  }
  response.destroy()
  const aborted = performance.now()
  while ((await rowOf(exportId)).state === 'running') await wait(5)
  const abortMs = performance.now() - aborted
  const stopped = await rowOf(exportId)
  await wait(Math.max(0, 1_000 - abortMs))
  const idleFrom = processorMs(pid)
  await wait(1_000)
  const idleMs = processorMs(pid) - idleFrom
  if (stopped.state !== 'canceled' || stopped.rows >= expected) {
    throw new Error(`an aborted download left its export ${stopped.state} with ${stopped.rows} rows`)
  }
  if (idleMs > 500)
    throw new Error(`a second after the abort the desk still worked: ${idleMs} ms of a second`)

  const round = (value: number, digits = 0) => Number(value.toFixed(digits))
  console.log(
    JSON.stringify({
      bench: 'export',
      ratio: round(median(route) / median(bare), 3),
      rss_growth_mb: round(peak - before, 1),
      abort_ms: round(abortMs),
      rows: expected,
      file_mb: round(row.bytes / MB),
      rows_per_second: round(median(route)),
      bare_rows_per_second: round(median(bare)),
      rss_mb: round(peak),
    }),
  )
} finally {
  await server.stop()
  await desk.close()
  if (!kept) rmSync(directory, { recursive: true, force: true })
}
