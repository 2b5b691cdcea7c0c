import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { keepFile } from '@/lib/evidence/keep-file'
import { evidenceFolder, stageSealedFile } from '@/lib/evidence/sealed-files'
import { verifyEvidence } from '@/lib/evidence/verify-evidence'
import { jobHandlers } from '@/lib/jobs/handlers'
import { runDueJobs } from '@/lib/jobs/run-worker'
import { eraseAgain } from '@/lib/retention/erase-again'
import { appendToLedger, ledgerFile } from '@/lib/retention/ledger'
import { findOnDisk } from '../fixtures/bytes-on-disk'
import { type Ended, type ErasureDesk, openErasureDesk, TRACES } from '../fixtures/erasure-desk'
import { ENGINES } from '../fixtures/test-desk'
import { until } from '../fixtures/until'

const HOUR = 60 * 60_000
const root = path.resolve(import.meta.dirname, '../..')

describe.each(ENGINES)('erasing beside a working desk on %s', (engine) => {
  let here: ErasureDesk
  afterEach(() => here.close())

  const rowsOf = ({ enrollmentId }: Ended) => {
    const { evidence } = here.desk.store.tables
    return here.desk.store.read.select().from(evidence).where(eq(evidence.enrollmentId, enrollmentId))
  }

  /** Whatever waits for its hour has come to it. */
  async function anHourLater() {
    here.desk.setClock(here.desk.clock() + 2 * HOUR)
    await here.runJobs()
  }

  it('brings nothing back by a capture that is under way', async () => {
    here = await openErasureDesk(engine)
    const { desk } = here
    const file = await here.ended()
    let erased = false
    const proofSlip: typeof desk.id360.proofSlip = async (id) => {
      if (!erased) {
        erased = true
        await here.erase(file)
      }
      return desk.id360.proofSlip(id)
    }
    await runDueJobs({ ...desk, id360: { ...desk.id360, proofSlip } }, jobHandlers)
    expect(erased).toBe(true)
    await anHourLater()
    expect(await rowsOf(file)).toEqual([])
    expect(await verifyEvidence(desk.system, { graceMs: 0 })).toMatchObject({ evidence: 0, orphanFiles: 0 })
    expect((await here.rowOf(file.enrollmentId)).sealedApiKey).toBeNull()
  }, 60_000)

  it('ends erased however captures and erasing meet', async () => {
    here = await openErasureDesk(engine)
    const files = await Promise.all(
      Array.from({ length: 4 }, (_, n) => here.ended({ email: `personne-${n}@example.org` })),
    )
    await Promise.all([
      here.runJobs(),
      here.runJobs(),
      ...files.map(async (file, n) => {
        // Each meets the captures at another moment of theirs.
        await until(
          'a capture',
          async () =>
            n === 0 || (await rowsOf(files[n - 1] ?? file)).length > 0 || (await isErased(files[n - 1])),
          30_000,
        )
        await here.erase(file)
      }),
    ])
    await here.runJobs()
    await anHourLater()
    for (const file of files) expect(await rowsOf(file)).toEqual([])
    const { evidenceOwed } = here.desk.store.tables
    expect(await here.desk.store.read.select().from(evidenceOwed)).toEqual([])
    expect(await verifyEvidence(here.desk.system, { graceMs: 0 })).toMatchObject({
      evidence: 0,
      orphanFiles: 0,
    })
  }, 120_000)

  const isErased = async (file: Ended | undefined) =>
    file !== undefined && (await here.rowOf(file.enrollmentId)).erasedAt !== null

  it('removes a file whose capture died before its row came, and no other', async () => {
    here = await openErasureDesk(engine)
    const { desk } = here
    const file = await here.captured()
    const staged = await stageSealedFile(desk, new Blob(['whose row never came']).stream())
    await keepFile(desk.system, staged)
    const orphan = path.join(evidenceFolder(desk), staged.address)
    await here.runJobs()
    expect(existsSync(orphan)).toBe(true)
    await anHourLater()
    expect(existsSync(orphan)).toBe(false)
    const rows = await rowsOf(file)
    expect(rows.every(({ address }) => existsSync(path.join(evidenceFolder(desk), address)))).toBe(true)
  }, 60_000)

  it('erases at the next start what the ledger had before the desk died', async () => {
    here = await openErasureDesk(engine)
    const { desk } = here
    const file = await here.captured()
    const { enrollmentId } = file
    const files = (await rowsOf(file)).map(({ address }) => address)
    await appendToLedger(desk, [
      { enrollmentId, at: desk.clock(), personal: true, evidence: true, keptUntil: null, files },
      {
        enrollmentId: 'of-another-database',
        at: 1,
        personal: true,
        evidence: true,
        keptUntil: null,
        files: ['aa/bb/gone.sealed'],
      },
    ])
    expect(await eraseAgain(desk.system)).toEqual({ enrollments: 1, files: 0 })
    await here.runJobs()
    expect((await here.rowOf(enrollmentId)).lastName).toBeNull()
    expect(files.some((address) => existsSync(path.join(evidenceFolder(desk), address)))).toBe(false)
  }, 60_000)

  // Postgres is PGlite here, inside this process: nothing to be killed apart.
  if (engine === 'sqlite')
    it('can be killed between the rows and the files: the next worker removes the rest', async () => {
      here = await openErasureDesk(engine)
      const { desk } = here
      const files = [await here.captured(), await here.captured({ email: 'autre@example.org' })]
      const kept = (await Promise.all(files.map(rowsOf))).flat()
      const paths = kept.map(({ address }) => path.join(evidenceFolder(desk), address))
      // The worker of another process looks at the real clock.
      desk.setClock(Date.now() - 1_000)
      await here.erase(...files)
      expect(paths.every(existsSync)).toBe(true)
      const worker = () =>
        spawn(process.execPath, ['--import', 'tsx', path.join(root, 'tests/fixtures/capture-worker.ts')], {
          cwd: root,
          env: { ...process.env, DATA_DIR: desk.directory, LOG_LEVEL: 'silent' },
          stdio: 'ignore',
        })
      const first = worker()
      await until('the first file to go', () => !paths.every(existsSync), 60_000)
      first.kill('SIGKILL')
      await once(first, 'exit')
      expect(await Promise.all(files.map(rowsOf))).toEqual([[], []])
      const second = worker()
      await until('all of them to go', () => !paths.some(existsSync), 60_000)
      second.kill('SIGKILL')
      await once(second, 'exit')
    }, 180_000)

  if (engine === 'sqlite')
    it('is told of by the ledger when a whole backup of before is started, and leaves nothing there either', async () => {
      here = await openErasureDesk(engine)
      const { desk } = here
      const file = await here.captured()
      expect(await desk.store.forgetErased()).toBe(true)
      const restored = mkdtempSync(path.join(os.tmpdir(), 'desk-restored-'))
      for (const name of ['desk.sqlite', 'evidence']) {
        cpSync(path.join(desk.directory, name), path.join(restored, name), { recursive: true })
      }
      await here.erase(file)
      expect(findOnDisk(restored, TRACES).length).toBeGreaterThan(10)
      cpSync(ledgerFile(desk), path.join(restored, path.basename(ledgerFile(desk))))

      const env = { ...process.env, DATA_DIR: restored, LOG_LEVEL: 'silent' }
      const migrate = spawn(process.execPath, ['--import', 'tsx', 'scripts/migrate.ts'], { cwd: root, env })
      const [said] = await Promise.all([text(migrate.stdout), once(migrate, 'exit')])
      expect(said).toContain('1 enrollments that had been erased were erased again.')
      const worker = spawn(process.execPath, ['--import', 'tsx', 'tests/fixtures/capture-worker.ts'], {
        cwd: root,
        env,
        stdio: 'ignore',
      })
      await until('nothing to be left', () => findOnDisk(restored, TRACES).length === 0, 60_000)
      await until('the files to be gone', () => sealedFiles(restored).length === 0, 60_000)
      worker.kill('SIGKILL')
      await once(worker, 'exit')
      rmSync(restored, { recursive: true, force: true })
    }, 180_000)

  const sealedFiles = (directory: string) =>
    readdirSync(path.join(directory, 'evidence'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.sealed'),
    )
})
