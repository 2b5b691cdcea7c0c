import { cpSync, existsSync, rmSync } from 'node:fs'
import { appendFile, mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { desc, eq, sql } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { openSqlite } from '@/db/open-sqlite'
import { createEnrollment } from '@/lib/enrollments/create-enrollment'
import { countAtRisk } from '@/lib/evidence/count-at-risk'
import { readEvidence } from '@/lib/evidence/read-evidence'
import { evidenceFolder } from '@/lib/evidence/sealed-files'
import { verifyEvidence } from '@/lib/evidence/verify-evidence'
import { changeRetention, previewPeriods } from '@/lib/retention/change-retention'
import { eraseAgain } from '@/lib/retention/erase-again'
import { eraseDue } from '@/lib/retention/erase-due'
import { eraseOnRequest } from '@/lib/retention/erase-on-request'
import { findToErase } from '@/lib/retention/find-to-erase'
import { ledgerFile } from '@/lib/retention/ledger'
import { listErasures } from '@/lib/retention/list-erasures'
import { readRetention } from '@/lib/retention/read-retention'
import { scheduleRetention } from '@/lib/retention/retention-job'
import { tidyErasingJobs } from '@/lib/retention/tidy-erasing-jobs'
import { findOnDisk } from '../fixtures/bytes-on-disk'
import { type Ended, type ErasureDesk, openErasureDesk, PERSON, TRACES } from '../fixtures/erasure-desk'
import { ENGINES } from '../fixtures/test-desk'

const DAY = 24 * 60 * 60_000
const OFF = { personalDays: null, evidenceDays: null, evidenceByLawDays: null }

describe.each(ENGINES)('retention on %s', (engine) => {
  let here: ErasureDesk
  afterEach(() => here.close())

  async function decide(periods: Partial<typeof OFF> | Record<string, number | null>) {
    const { changedAt } = await readRetention(here.admin)
    const wanted = { ...OFF, ...periods }
    await changeRetention(here.admin, { ...wanted, seenAt: changedAt, confirmed: true })
  }

  const later = (from: number, days: number) => here.desk.setClock(from + days * DAY)
  const addresses = async ({ enrollmentId }: Ended) => {
    const { evidence } = here.desk.store.tables
    const rows = await here.desk.store.read
      .select()
      .from(evidence)
      .where(eq(evidence.enrollmentId, enrollmentId))
    return rows.map(({ address }) => path.join(evidenceFolder(here.desk), address))
  }

  it('is off until an administrator decides, and then erases by age: who it was, later the evidence', async () => {
    here = await openErasureDesk(engine)
    const file = await here.captured()
    const ended = (await here.rowOf(file.enrollmentId)).finishedAt ?? 0
    later(ended, 4_000)
    expect(await scheduleRetention(here.desk.system)).toBe(false)
    expect(await eraseDue(here.desk.system)).toEqual({ personal: 0, evidence: 0, waiting: 0 })

    here.desk.setClock(ended)
    await decide({ personalDays: 30, evidenceDays: 90 })
    later(ended, 29)
    expect((await readRetention(here.admin)).preview).toMatchObject({
      personal: { count: 0 },
      evidence: { count: 0 },
    })
    later(ended, 31)
    expect((await readRetention(here.admin)).preview).toMatchObject({
      personal: { count: 1 },
      evidence: { count: 0 },
    })
    expect(await scheduleRetention(here.desk.system)).toBe(true)
    expect(await scheduleRetention(here.desk.system)).toBe(false)
    await here.runJobs()
    expect(await here.rowOf(file.enrollmentId)).toMatchObject({
      lastName: null,
      evidenceErasedAt: null,
      status: 'OK',
    })
    const kept = await addresses(file)
    expect(kept.length).toBeGreaterThan(3)
    expect(kept.every(existsSync)).toBe(true)
    later(ended, 91)
    expect(await scheduleRetention(here.desk.system)).toBe(true)
    await here.runJobs()
    expect(await addresses(file)).toEqual([])
    expect(kept.some(existsSync)).toBe(false)
    expect((await readRetention(here.admin)).lastRun).toMatchObject({ state: 'done' })
  }, 60_000)

  it('may be erased by several at once, and again, and nothing is erased twice', async () => {
    here = await openErasureDesk(engine)
    const first = await here.captured()
    const second = await here.captured()
    const ended = (await here.rowOf(second.enrollmentId)).finishedAt ?? 0
    await decide({ personalDays: 1, evidenceDays: 1 })
    later(ended, 5)
    const runs = await Promise.all([1, 2, 3].map(() => eraseDue(here.desk.system)))
    expect(runs.reduce((sum, { personal }) => sum + personal, 0)).toBe(2)
    expect(runs.reduce((sum, { evidence }) => sum + evidence, 0)).toBe(2)
    const { audit } = here.desk.store.tables
    const told = await here.desk.store.read.select().from(audit).where(eq(audit.action, 'enrollment.erased'))
    expect(told.map(({ targetId }) => targetId).sort()).toEqual(
      [first.enrollmentId, second.enrollmentId].sort(),
    )
  }, 60_000)

  it('keeps the evidence that the law makes it keep, whoever asks, and erases it when that is over', async () => {
    here = await openErasureDesk(engine)
    const file = await here.captured()
    const ended = (await here.rowOf(file.enrollmentId)).finishedAt ?? 0
    await decide({ evidenceByLawDays: 100 })
    await expect(
      changeRetention(here.admin, {
        ...OFF,
        evidenceDays: 99,
        evidenceByLawDays: 100,
        seenAt: here.desk.clock(),
        confirmed: true,
      }),
    ).rejects.toMatchObject({ code: 'INVALID', fieldErrors: { evidenceDays: 'belowLaw' } })
    const until = ended + 100 * DAY
    const [found] = (await findToErase(here.compliance, { by: 'email', text: PERSON.email })).rows
    expect(found).toMatchObject({ obstacle: null, evidenceKeptUntil: until })
    expect(await here.erase(file)).toMatchObject({ erased: 1, kept: 1, keptUntil: until, files: 0 })
    await here.runJobs()
    expect(await here.rowOf(file.enrollmentId)).toMatchObject({ lastName: null, evidenceKeptUntil: until })
    const kept = await addresses(file)
    expect(kept.every(existsSync)).toBe(true)
    await expect(here.erase(file)).rejects.toMatchObject({ code: 'CONFLICT', userMessage: { key: 'erased' } })
    // A shorter period of later does not shorten what was told.
    await decide({ evidenceByLawDays: 10 })
    later(ended, 50)
    await eraseDue(here.desk.system)
    expect(kept.every(existsSync)).toBe(true)
    await decide(OFF)
    later(ended, 101)
    expect(await scheduleRetention(here.desk.system)).toBe(true)
    await here.runJobs()
    expect(kept.some(existsSync)).toBe(false)
    expect(await here.rowOf(file.enrollmentId)).toMatchObject({ evidenceKeptUntil: null })
    expect((await here.rowOf(file.enrollmentId)).evidenceErasedAt).not.toBeNull()
  }, 60_000)

  it('waits for evidence that the law makes it keep and that is not captured yet', async () => {
    here = await openErasureDesk(engine)
    const file = await here.ended()
    await decide({ evidenceByLawDays: 100 })
    await expect(here.erase(file)).rejects.toMatchObject({ userMessage: { key: 'erasure.toCapture' } })
    await here.runJobs()
    expect(await here.erase(file)).toMatchObject({ kept: 1 })
    expect(await countAtRisk(here.compliance)).toEqual({ total: 0, leavingSoon: 0, left: 0 })
  }, 60_000)

  it('erases no file that still runs, none of another group, and none that was not counted', async () => {
    here = await openErasureDesk(engine)
    const { desk } = here
    const file = await here.captured()
    const { enrollmentId } = await createEnrollment(desk.as(desk.staff.support), {
      submissionKey: '0198f5c0-0000-7000-8000-000000000001',
      processId: desk.processId,
      groupId: desk.groupId,
      language: 'fr',
      ...PERSON,
    })
    const running = { enrollmentIds: [enrollmentId], ground: 'request' as const, confirmation: 1 }
    await expect(eraseOnRequest(here.compliance, running)).rejects.toMatchObject({
      userMessage: { key: 'erasure.running' },
    })
    const both = { ...running, enrollmentIds: [file.enrollmentId, enrollmentId], confirmation: 2 }
    await expect(eraseOnRequest(here.compliance, both)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await here.rowOf(file.enrollmentId)).lastName).toBe(PERSON.lastName)
    const miscounted = { ...both, enrollmentIds: [file.enrollmentId], confirmation: 2 }
    await expect(eraseOnRequest(here.compliance, miscounted)).rejects.toMatchObject({
      fieldErrors: { confirmation: 'countDiffers' },
    })
    const limited = desk.as({ ...desk.staff.compliance, groupIds: [desk.otherGroupId] })
    const own = { enrollmentIds: [file.enrollmentId], ground: 'mistake' as const, confirmation: 1 }
    await expect(eraseOnRequest(limited, own)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    for (const by of ['email', 'name', 'phone', 'reference', 'id'] as const) {
      const text = {
        email: PERSON.email.toUpperCase(),
        name: `${PERSON.firstName} ${PERSON.lastName}`,
        phone: '06 39 98 44 17',
        reference: PERSON.clientReference,
        id: file.id360Id,
      }[by]
      const found = await findToErase(here.compliance, { by, text })
      expect(
        found.rows.map((row) => row.enrollmentId),
        by,
      ).toContain(file.enrollmentId)
      expect((await findToErase(limited, { by, text })).rows, by).toEqual([])
      expect((await findToErase(here.compliance, { by, text: text.slice(0, -1) })).rows, by).toEqual([])
    }
    for (const role of ['support', 'manager', 'admin'] as const) {
      await expect(eraseOnRequest(desk.as(desk.staff[role]), own)).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
    }
    desk.setClock(desk.clock() + 61 * DAY)
    expect(await eraseOnRequest(here.compliance, running)).toMatchObject({ erased: 1 })
    const { rows } = await listErasures(here.compliance)
    expect(rows).toMatchObject([{ files: 1, ground: 'request', kept: 0 }])
    expect(JSON.stringify(rows)).not.toContain(PERSON.lastName)
  }, 60_000)

  it('erases again what an older database and evidence folder bring back', async () => {
    here = await openErasureDesk(engine)
    const { desk } = here
    const file = await here.captured()
    const files = await addresses(file)
    const backup = path.join(desk.directory, '..', `backup-${path.basename(desk.directory)}`)
    const rows = await copyOf(file)
    cpSync(evidenceFolder(desk), backup, { recursive: true })
    await here.erase(file)
    await here.runJobs()
    expect(files.some(existsSync)).toBe(false)
    // A process that died in the middle of a line must not spoil the ledger.
    await appendFile(ledgerFile(desk), '{"enrollmentId":"half')

    cpSync(backup, evidenceFolder(desk), { recursive: true })
    rmSync(backup, { recursive: true })
    expect(files.every(existsSync)).toBe(true)
    // The evidence folder alone came back.
    expect(await eraseAgain(desk.system)).toEqual({ enrollments: 0, files: files.length })
    await here.runJobs()
    expect(files.some(existsSync)).toBe(false)

    await rows.putBack()
    expect((await here.rowOf(file.enrollmentId)).lastName).toBe(PERSON.lastName)
    expect(await eraseAgain(desk.system)).toEqual({ enrollments: 1, files: 0 })
    await here.runJobs()
    expect((await here.rowOf(file.enrollmentId)).lastName).toBeNull()
    expect(await addresses(file)).toEqual([])
    expect(await eraseAgain(desk.system)).toEqual({ enrollments: 0, files: 0 })
    await here.logWritten()
    expect(findOnDisk(desk.directory, TRACES)).toEqual([])
  }, 60_000)

  /** What a backup of the database holds of a file, and a way to have it there again. */
  async function copyOf({ enrollmentId }: Ended) {
    const { store } = here.desk
    const { enrollment, evidence } = store.tables
    const [row] = await store.read.select().from(enrollment).where(eq(enrollment.id, enrollmentId))
    const pieces = await store.read.select().from(evidence).where(eq(evidence.enrollmentId, enrollmentId))
    return {
      putBack: () =>
        store.tx(async (tx) => {
          if (row) await tx.update(enrollment).set(row).where(eq(enrollment.id, enrollmentId))
          await tx.insert(evidence).values(pieces)
        }),
    }
  }

  it('says of a file that the disk does not give up that it is still there, and removes it in the end', async () => {
    here = await openErasureDesk(engine)
    const file = await here.captured()
    const [address = ''] = await addresses(file)
    // A folder of that name cannot be removed as a file: whoever runs the tests, root included.
    await rename(address, `${address}.away`)
    await mkdir(path.join(address, 'inside'), { recursive: true })
    await here.erase(file)
    const start = here.desk.clock()
    for (let hour = 0; hour < 20; hour++) {
      here.desk.setClock(start + hour * 3_600_000)
      await here.runJobs()
    }
    expect((await readRetention(here.admin)).filesToRemove).toEqual({ waiting: 0, refused: 1 })
    rmSync(address, { recursive: true })
    await rename(`${address}.away`, address)
    here.desk.setClock(start + 30 * 3_600_000)
    expect(await tidyErasingJobs(here.desk.system)).toMatchObject({ revived: 1 })
    await here.runJobs()
    expect(existsSync(address)).toBe(false)
    expect((await readRetention(here.admin)).filesToRemove).toEqual({ waiting: 0, refused: 0 })
  }, 60_000)

  it('removes damaged copies that were kept aside, and leaves a file that another person’s evidence names', async () => {
    here = await openErasureDesk(engine)
    const { desk } = here
    const file = await here.captured()
    const other = await here.captured({ email: 'autre@example.org' })
    const { evidence } = desk.store.tables
    const [own] = await desk.store.read
      .select()
      .from(evidence)
      .where(eq(evidence.enrollmentId, file.enrollmentId))
    const [shared] = await desk.store.read
      .select()
      .from(evidence)
      .where(eq(evidence.enrollmentId, other.enrollmentId))
      .orderBy(desc(evidence.id))
    if (!own || !shared) throw new Error('nothing was captured')
    await desk.store.tx((tx) =>
      tx
        .insert(evidence)
        .values({ ...shared, id: 'shared', enrollmentId: file.enrollmentId, part: 'same/0' }),
    )
    const aside = `${path.join(evidenceFolder(desk), own.address)}.x.damaged`
    await writeFile(aside, 'damaged')
    await here.erase(file)
    await here.runJobs()
    expect(existsSync(aside)).toBe(false)
    expect(existsSync(path.join(evidenceFolder(desk), shared.address))).toBe(true)
    expect(await verifyEvidence(desk.system, { graceMs: 0 })).toMatchObject({
      ok: true,
      orphanFiles: 0,
      asideFiles: 0,
    })
    expect(
      (await readEvidence(here.compliance, { enrollmentId: file.enrollmentId })).kinds.report.items,
    ).toEqual([])
  }, 60_000)

  it('asks for a word before it erases earlier, counts what would go, and is for administrators of the whole desk', async () => {
    here = await openErasureDesk(engine)
    const { desk, admin } = here
    const file = await here.captured()
    later((await here.rowOf(file.enrollmentId)).finishedAt ?? 0, 40)
    expect(await previewPeriods(admin, { ...OFF, personalDays: 30 })).toMatchObject({
      personal: { count: 1 },
      evidence: { count: 0 },
      shortens: true,
    })
    const change = { ...OFF, personalDays: 30, seenAt: null, confirmed: false }
    await expect(changeRetention(admin, change)).rejects.toMatchObject({
      fieldErrors: { confirmed: 'required' },
    })
    await expect(changeRetention(admin, { ...change, personalDays: 0 })).rejects.toMatchObject({
      fieldErrors: { personalDays: 'days' },
    })
    await changeRetention(admin, { ...change, confirmed: true })
    await expect(changeRetention(admin, { ...change, personalDays: 60 })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await changeRetention(admin, { ...change, personalDays: 60, seenAt: desk.clock() })
    const limited = desk.as({ ...desk.staff.admin, groupIds: [desk.groupId] })
    await expect(changeRetention(limited, change)).rejects.toMatchObject({
      userMessage: { key: 'retention.wholeDesk' },
    })
    await expect(readRetention(here.compliance)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await readRetention(limited)).toMatchObject({ mayChange: false, periods: { personalDays: 60 } })
    const { audit } = desk.store.tables
    const told = await desk.store.read
      .select()
      .from(audit)
      .where(eq(audit.action, 'desk.retention_changed'))
      .orderBy(audit.seq)
    expect(told.map(({ details }) => [details.personalDaysBefore, details.personalDays])).toEqual([
      [null, 30],
      [30, 60],
    ])
  }, 60_000)

  if (engine === 'sqlite')
    it('rewrites the database only when nobody reads it, and says so', async () => {
      here = await openErasureDesk(engine)
      const other = openSqlite(here.desk.settings.DATABASE_URL.replace('file:', ''))
      await here.captured()
      let release = () => {}
      const held = other.tx(async (tx) => {
        await tx.rows(sql`select count(*) as n from enrollment`)
        await new Promise<void>((resolve) => {
          release = resolve
        })
      })
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
      expect(await here.desk.store.forgetErased()).toBe(false)
      release()
      await held
      expect(await here.desk.store.forgetErased()).toBe(true)
      await other.close()
    }, 60_000)
})
