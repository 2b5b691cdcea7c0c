import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEnrollment } from '@/lib/enrollments/create-enrollment'
import { stagingFolder } from '@/lib/evidence/sealed-files'
import { verifyEvidence } from '@/lib/evidence/verify-evidence'
import { type RunningSandbox, startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { type ApiCaller, apiCaller } from '@/lib/id360-sandbox/testing/api-caller'
import { jobHandlers } from '@/lib/jobs/handlers'
import { runDueJobs } from '@/lib/jobs/run-worker'
import { createProcess } from '@/lib/processes/create-process'
import { type CallbackServer, startCallbackServer } from '../fixtures/callback-server'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'
import { until } from '../fixtures/until'

const root = path.resolve(import.meta.dirname, '../..')
const ADDRESS_LINE = '17 bis impasse des Mirabelles inventées'
const DOCUMENT_NUMBER = '880692310285'
const BIRTH_DATE = '1983-08-19'
const ENROLLMENTS = 8
const KILLS = 4

describe.each(ENGINES)('what is sealed, on %s', (engine) => {
  let sandbox: RunningSandbox
  let api: ApiCaller
  let callbacks: CallbackServer
  let desk: TestDesk
  let processId: string

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, dataDir: ':memory:', callbackBackoffMs: 5 })
    api = apiCaller(sandbox.url)
    callbacks = await startCallbackServer()
    desk = await openTestDesk(engine, { id360BaseUrl: sandbox.url, publicUrl: callbacks.url })
    // A worker in another process goes by the real time.
    desk.setClock(Date.now())
    callbacks.serve(desk)
    processId = await createProcess(desk.system, {
      id360Uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e103',
      name: 'Signature avancée',
      makesIdclaim: true,
    })
  })
  afterAll(async () => {
    await callbacks.close()
    await desk.close()
    await sandbox.close()
  })

  async function finished(): Promise<{ id: string; id360Id: string }> {
    const { enrollment } = desk.store.tables
    const { enrollmentId } = await createEnrollment(desk.as(desk.staff.support), {
      submissionKey: uuidv7(),
      processId,
      groupId: desk.groupId,
      language: 'fr',
      lastName: 'Exemple',
      firstName: 'Camille',
      addressLine1: ADDRESS_LINE,
      // The sandbox prints no number in its reports but what it was given.
      addressLine2: `Titre ${DOCUMENT_NUMBER}`,
      zipCode: '69001',
      city: 'Lyon',
      country: 'FR',
      idclaimPhone: '+33639980042',
    })
    const rowOf = async () =>
      (await desk.store.read.select().from(enrollment).where(eq(enrollment.id, enrollmentId)))[0]
    const id360Id = String((await rowOf())?.id360Id)
    await api.control('POST', `/enrollments/${id360Id}/walk`, {
      outcome: 'OK',
      identity: { birth_date: BIRTH_DATE },
    })
    await until('the final callback', async () => (await rowOf())?.status === 'OK')
    return { id: enrollmentId, id360Id }
  }

  /** Texts and bytes that must be nowhere, as ID360 serves them. */
  async function secretsOf({ id360Id }: { id360Id: string }): Promise<Map<string, Buffer>> {
    const token = await api.login()
    const get = async (at: string) => (await api.call('GET', at, { token })).bytes
    const report = JSON.parse((await get(`/enrollment/${id360Id}/report`)).toString())
    const text = JSON.stringify(report)
    const { body } = await api.control('GET', `/enrollments/${id360Id}`)
    const apiKey = /enrollment\/([^?&"]+)\?lang/.exec(JSON.stringify(body))?.[1] ?? ''
    const [identity] = report.documents.identity_document.files
    const jpeg = await get(identity.url)
    const found = {
      api_key: apiKey,
      'birth date': BIRTH_DATE,
      'address line': ADDRESS_LINE,
      'document number': DOCUMENT_NUMBER,
      'callback secret': report.enrollment.callback_headers[0].value,
      '%PDF': '%PDF-',
      'JPEG header': jpeg.subarray(0, 11),
      'a picture': jpeg.subarray(2_000, 2_064),
    }
    const secrets = new Map(Object.entries(found).map(([name, value]) => [name, Buffer.from(value)]))
    for (const [name, value] of secrets) expect([name, value.length >= 5]).toEqual([name, true])
    for (const known of [BIRTH_DATE, ADDRESS_LINE, DOCUMENT_NUMBER]) expect(text).toContain(known)
    return secrets
  }

  /**
   * Never read in this process: it has the database open, and closing a file lets go of every lock that the process
   * holds on it (fcntl(2)); a worker that starts then cuts the index of the WAL under our feet.
   */
  async function copyInAnotherProcess(from: string, to: string) {
    const script = `require('node:fs').cpSync(${JSON.stringify(from)}, ${JSON.stringify(to)}, { recursive: true })`
    await promisify(execFile)(process.execPath, ['-e', script])
  }

  async function filesBelow(folder: string): Promise<string[]> {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  }

  function search(where: string, bytes: Buffer, secrets: Map<string, Buffer>): string[] {
    return [...secrets].filter(([, secret]) => bytes.includes(secret)).map(([name]) => `${name} in ${where}`)
  }

  /** Every file below the data folder, and every row of every table. */
  async function leaks(secrets: Map<string, Buffer>): Promise<string[]> {
    const copy = `${desk.settings.DATA_DIR}-copy`
    await copyInAnotherProcess(desk.settings.DATA_DIR, copy)
    const files = await filesBelow(copy)
    expect(files.filter((file) => file.endsWith('.sealed')).length).toBeGreaterThan(6)
    const inFiles = await Promise.all(files.map(async (file) => search(file, await readFile(file), secrets)))
    const inRows: string[][] = []
    for (const [name, table] of Object.entries(desk.store.tables)) {
      for (const row of await desk.store.read.select().from(table)) {
        const bytes = Object.values(row).map((value) =>
          Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value) ?? ''),
        )
        inRows.push(search(name, Buffer.concat(bytes), secrets))
      }
    }
    expect(inRows.length).toBeGreaterThan(20)
    await rm(copy, { recursive: true })
    return [...inFiles, ...inRows].flat()
  }

  it('is nowhere to be read after everything was captured', async () => {
    const done = await finished()
    await runDueJobs(desk, jobHandlers)
    const secrets = await secretsOf(done)
    expect(await leaks(secrets)).toEqual([])
    // The search itself finds what stands there: a name is readable, for it must be searched.
    expect(await leaks(new Map([['a name', Buffer.from('Camille')]]))).not.toEqual([])
  })

  // Postgres is PGlite here, inside this process: nothing to be killed apart.
  if (engine === 'sqlite')
    it('is nowhere to be read after the worker was killed in the middle of captures, and nothing is half kept', async () => {
      const all: Awaited<ReturnType<typeof finished>>[] = []
      for (let n = 0; n < ENROLLMENTS; n++) all.push(await finished())
      const secrets = await secretsOf(all[0] ?? (await finished()))
      // Every body stays half delivered for a while: kills fall into the middle of a capture.
      await api.control('PUT', '/faults', {
        rules: [
          {
            pathPattern: '/(enrollment|document)/',
            method: 'GET',
            action: 'stall_midway',
            ms: 150,
            probability: 0.7,
          },
        ],
      })
      const logs: Buffer[] = []
      let caughtInTheMiddle = 0
      for (let kill = 0; kill < KILLS; kill++) {
        const worker = startWorkerProcess(logs)
        await until('a capture under way', async () => (await stagedNow()) > 0, 15_000)
        worker.kill('SIGKILL')
        await once(worker, 'exit')
        caughtInTheMiddle += await stagedNow()
      }
      expect(caughtInTheMiddle).toBeGreaterThan(0)
      expect(await leaks(secrets)).toEqual([])

      await api.control('DELETE', '/faults')
      const worker = startWorkerProcess(logs)
      const { job } = desk.store.tables
      await until(
        'every capture',
        async () => {
          const open = await desk.store.read.select().from(job).where(eq(job.state, 'ready'))
          const held = await desk.store.read.select().from(job).where(eq(job.state, 'leased'))
          // Pauses after failures are waited for by nobody here.
          await desk.store.tx(async (tx) => {
            await tx.update(job).set({ runAt: 0 }).where(eq(job.state, 'ready'))
          })
          return open.length + held.length === 0
        },
        40_000,
      )
      worker.kill('SIGKILL')
      await once(worker, 'exit')
      expect(await leaks(secrets)).toEqual([])
      expect(search('the log', Buffer.concat(logs), secrets)).toEqual([])
      expect(Buffer.concat(logs).length).toBeGreaterThan(100)
      expect(await verifyEvidence(desk.system)).toMatchObject({ damaged: 0, missing: 0, ok: true })
      const { evidence } = desk.store.tables
      for (const { id } of all) {
        const kept = await desk.store.read.select().from(evidence).where(eq(evidence.enrollmentId, id))
        expect(new Set(kept.map(({ kind }) => kind)).size).toBe(4)
      }
    }, 90_000)

  const stagedNow = async () => (await readdir(stagingFolder(desk)).catch(() => [])).length

  function startWorkerProcess(logs: Buffer[]): ChildProcess {
    const { DATA_DIR, ID360_BASE_URL } = desk.settings
    const env = { ...process.env, DATA_DIR, ID360_BASE_URL, LOG_LEVEL: 'trace' }
    const worker = spawn(
      process.execPath,
      ['--import', 'tsx', path.join(root, 'tests/fixtures/capture-worker.ts')],
      { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    worker.stdout.on('data', (piece) => logs.push(piece))
    worker.stderr.on('data', (piece) => logs.push(piece))
    return worker
  }
})
