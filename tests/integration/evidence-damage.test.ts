import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEvidence } from '@/lib/evidence/open-evidence'
import { readEvidence } from '@/lib/evidence/read-evidence'
import { readLastVerification } from '@/lib/evidence/read-last-verification'
import { readReport } from '@/lib/evidence/read-report'
import { evidenceFolder, stagingFolder } from '@/lib/evidence/sealed-files'
import { verifyEvidence } from '@/lib/evidence/verify-evidence'
import { scheduleVerification } from '@/lib/evidence/verify-evidence-job'
import { viewEvidence } from '@/lib/evidence/view-evidence'
import { type CaptureDesk, openCaptureDesk } from '../fixtures/capture-desk'
import { ENGINES } from '../fixtures/test-desk'

const FILES = 100
const root = path.resolve(import.meta.dirname, '../..')

describe.each(ENGINES)('damaged evidence on %s', (engine) => {
  let world: CaptureDesk
  beforeAll(async () => {
    world = await openCaptureDesk(engine)
  })
  afterAll(() => world.close())

  const compliance = () => world.desk.as(world.desk.staff.compliance)
  const fileOf = (address: string) => path.join(evidenceFolder(world.desk), address)
  const rows = () => world.desk.store.read.select().from(world.desk.store.tables.evidence)
  const verify = () => verifyEvidence(world.desk.system)

  async function flip(file: string, at?: number) {
    const bytes = await readFile(file)
    const place = at ?? Math.floor(Math.random() * bytes.length)
    bytes[place] = (bytes[place] ?? 0) ^ (1 << Math.floor(Math.random() * 8))
    await writeFile(file, bytes)
    return place
  }

  /** A busy machine lets a call to the sandbox time out: its job comes back later, as it would in life. */
  async function runUntilAllEnded() {
    const { job } = world.desk.store.tables
    const waiting = () => world.desk.store.read.select().from(job).where(eq(job.state, 'ready'))
    for (await world.runJobs(); (await waiting()).length > 0; await world.runJobs()) {
      world.desk.setClock(world.desk.clock() + 3_600_000)
    }
  }

  it('of all kinds, one byte flipped in each of 100 files, is all found, refused, and captured again', async () => {
    // The same specimens lie behind the documents of all: each file is flipped once, whoever names it.
    for (let made = 0; new Set((await rows()).map(({ address }) => address)).size < FILES; made++) {
      expect(made).toBeLessThan(60)
      await world.finished(made % 3 === 2 ? 'KO' : 'OK')
      await world.runJobs()
    }
    expect(await verify()).toMatchObject({ damaged: 0, missing: 0, orphanFiles: 0, ok: true })
    const all = await rows()
    const addresses = [...new Set(all.map(({ address }) => address))].slice(0, FILES)
    const broken = all.filter(({ address }) => addresses.includes(address))
    expect(new Set(broken.map(({ kind }) => kind)).size).toBe(4)
    const flipped = new Map<string, number>()
    for (const address of addresses) flipped.set(address, await flip(fileOf(address)))

    // Half of them is found by looking at them, all by the verification.
    const ctx = compliance()
    for (const { id, address } of broken.slice(0, broken.length >> 1)) {
      const place = `${address} at ${flipped.get(address)}`
      await expect(viewEvidence(ctx, { evidenceId: id }), place).rejects.toMatchObject({ code: 'DAMAGED' })
    }
    if (engine === 'sqlite') {
      const { code, summary, lines } = await runVerifyScript()
      expect(code).toBe(1)
      expect(summary).toMatchObject({ evidence: all.length, sound: all.length - broken.length, ok: false })
      expect(lines.filter((line) => /^(changed|missing|unknown_key): /.test(line))).toHaveLength(
        broken.length,
      )
    } else {
      const summary = await verify()
      expect(summary).toMatchObject({ evidence: all.length, sound: all.length - broken.length, ok: false })
      expect(summary.damaged + summary.missing).toBe(broken.length)
    }
    for (const { id } of broken) {
      await expect(viewEvidence(ctx, { evidenceId: id })).rejects.toMatchObject({ code: 'DAMAGED' })
      await expect(openEvidence(ctx, { evidenceId: id })).rejects.toMatchObject({ code: 'DAMAGED' })
    }
    const ids = new Set(broken.map(({ id }) => id))
    expect((await rows()).filter(({ state }) => state === 'damaged').map(({ id }) => id)).toHaveLength(
      ids.size,
    )

    await runUntilAllEnded()
    const after = await verify()
    // A report is written anew at each call: the damaged version of those stays, beside the new one.
    const reports = broken.filter(({ kind }) => kind === 'report').length
    expect(after).toMatchObject({ unreadable: 0, damaged: 0, orphanFiles: 0 })
    expect(after.missing).toBeLessThanOrEqual(reports)
    expect(after.asideFiles).toBe(addresses.length)
    for (const { id, kind } of broken.filter((row) => row.kind !== 'report')) {
      const { stream } = await viewEvidence(ctx, { evidenceId: id })
      expect([kind, (await new Response(stream).bytes()).byteLength > 0]).toEqual([kind, true])
    }
  }, 120_000)

  it('is shown as damaged, owed again, and recorded, from the first look that finds it', async () => {
    const { id } = await world.finished('OK')
    await world.runJobs()
    const [slip] = await world.evidenceOf(id, 'proof_slip')
    await flip(fileOf(slip?.address ?? ''), 400)
    await expect(viewEvidence(compliance(), { evidenceId: slip?.id ?? '' })).rejects.toMatchObject({
      code: 'DAMAGED',
    })
    const { kinds } = await readEvidence(compliance(), { enrollmentId: id })
    expect(kinds.proof_slip).toMatchObject({ state: 'damaged', job: { state: 'ready' } })
    expect((await world.auditOf(id)).filter(({ action }) => action === 'evidence.damaged')).toMatchObject([
      { details: { kind: 'proof_slip', problem: 'changed', aside: true, recapture: true } },
    ])
    await world.runJobs()
    expect((await readEvidence(compliance(), { enrollmentId: id })).kinds.proof_slip.state).toBe('captured')
    expect((await world.auditOf(id)).at(-1)?.action).toBe('evidence.restored')
    expect(await filesBeside(slip?.address ?? '')).toHaveLength(2)
  })

  it('that ID360 no longer has stays damaged, and is not asked for', async () => {
    const { id } = await world.finished('OK', { finishedAt: '2026-09-01T10:00:00' })
    await world.runJobs()
    const [slip] = await world.evidenceOf(id, 'proof_slip')
    await rm(fileOf(slip?.address ?? ''))
    await verify()
    const { kinds, hasLeft } = await readEvidence(compliance(), { enrollmentId: id })
    expect(hasLeft).toBe(true)
    expect(kinds.proof_slip).toMatchObject({ state: 'damaged', job: { state: 'done' } })
  })

  it('whose key is not there is refused, and sound again once the key is back', async () => {
    const { id } = await world.finished('OK')
    await world.runJobs()
    const [report] = await world.evidenceOf(id, 'report')
    const noKeys = { ...compliance(), keys: { ...world.desk.keys, byId: new Map() } }
    await expect(readReport(noKeys, { enrollmentId: id })).rejects.toMatchObject({ code: 'DAMAGED' })
    const [marked] = await world.evidenceOf(id, 'report')
    expect(marked).toMatchObject({ id: report?.id, state: 'damaged' })
    expect(await filesBeside(report?.address ?? '')).toHaveLength(1)
    expect((await verify()).restored).toBe(1)
    expect((await world.evidenceOf(id, 'report'))[0]).toMatchObject({ state: 'sound' })
  })

  it('files that nobody names, and those a killed capture left, are counted and left alone', async () => {
    const before = await verify()
    const orphan = path.join(evidenceFolder(world.desk), '00', '00', `${'0'.repeat(64)}.sealed`)
    const leftover = path.join(stagingFolder(world.desk), 'left.part')
    await mkdir(path.dirname(orphan), { recursive: true })
    for (const file of [orphan, leftover]) {
      await writeFile(file, 'x')
      const longAgo = new Date(Date.now() - 7_200_000)
      await utimes(file, longAgo, longAgo)
    }
    expect(await verify()).toMatchObject({
      orphanFiles: before.orphanFiles + 1,
      leftoverFiles: before.leftoverFiles + 1,
    })
    for (const file of [orphan, leftover]) await rm(file)
  })

  it('is looked for once a day by itself, and administrators read what was found', async () => {
    const { system, staff } = world.desk
    const { evidenceVerification } = world.desk.store.tables
    await world.desk.store.tx(async (tx) => {
      await tx.delete(evidenceVerification)
    })
    expect(await readLastVerification(world.desk.as(staff.admin))).toMatchObject({
      last: null,
      everyHours: 24,
    })
    expect(await scheduleVerification(system)).toBe(true)
    expect(await scheduleVerification(system)).toBe(false)
    await world.runJobs()
    const { last, job } = await readLastVerification(world.desk.as(staff.admin))
    expect(last?.summary.evidence).toBe((await rows()).length)
    expect(job).toMatchObject({ state: 'done' })
    expect(await scheduleVerification(system)).toBe(false)
    world.desk.setClock(world.desk.clock() + 24 * 3_600_000)
    expect(await scheduleVerification(system)).toBe(true)
    expect((await readLastVerification(compliance())).last).toEqual(last)
    for (const role of ['support', 'manager'] as const) {
      const other = readLastVerification(world.desk.as(staff[role]))
      await expect(other).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await expect(verifyEvidence(compliance())).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const off = { ...system, settings: { ...system.settings, EVIDENCE_VERIFY_HOURS: 0 } }
    expect(await scheduleVerification(off)).toBe(false)
  })

  async function filesBeside(address: string) {
    const names = await readdir(path.dirname(fileOf(address)))
    return names.filter((name) => name.startsWith(path.basename(address)))
  }

  function runVerifyScript(): Promise<{ code: number; lines: string[]; summary: unknown }> {
    const { DATA_DIR, ID360_BASE_URL } = world.desk.settings
    const env = { ...process.env, DATA_DIR, ID360_BASE_URL, LOG_LEVEL: 'silent' }
    const tsx = path.join(root, 'node_modules/.bin/tsx')
    return new Promise((resolve) => {
      execFile(tsx, ['scripts/evidence-verify.ts'], { cwd: root, env }, (error, stdout) => {
        const lines = stdout.trim().split('\n')
        const code = typeof error?.code === 'number' ? error.code : 0
        resolve({ code, lines, summary: JSON.parse(lines.at(-1) ?? 'null') })
      })
    })
  }
})
