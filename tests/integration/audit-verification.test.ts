import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLastAuditVerification } from '@/lib/audit/read-last-audit-verification'
import { verifyAudit } from '@/lib/audit/verify-audit'
import { scheduleAuditVerification, verifyAuditJob } from '@/lib/audit/verify-audit-job'
import { verifyAuditOnce } from '@/lib/audit/verify-audit-once'
import { writeAudit } from '@/lib/audit/write-audit'
import { runDueJobs } from '@/lib/jobs/run-worker'
import { judgeSystem } from '@/lib/system/judge-system'
import { metricsText } from '@/lib/system/metrics-text'
import { readSystem } from '@/lib/system/read-system'
import { systemMetrics } from '@/lib/system/system-metrics'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const HOUR = 3_600_000
const root = path.resolve(import.meta.dirname, '../..')

describe.each(ENGINES)('the verification of the audit log on %s', (engine) => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await openTestDesk(engine)
    for (const targetId of ['one', 'two', 'three']) {
      await desk.store.tx((tx) =>
        writeAudit(desk.system, tx, { action: 'staff.signed_in', targetKind: 'staff', targetId }),
      )
    }
  })
  afterAll(() => desk.close())

  const last = () => readLastAuditVerification(desk.system)
  const rows = async () => (await verifyAudit(desk.system)).rows
  const runJobs = () => runDueJobs(desk, { 'verify-audit': verifyAuditJob })
  const verdict = async () => {
    const { tone, says } = judgeSystem(await readSystem(desk.system)).audit
    return `${tone} ${says}`
  }
  const forge = (targetId: string) => {
    const { audit } = desk.store.tables
    return desk.store.tx((tx) => tx.update(audit).set({ targetId }).where(eq(audit.seq, 2)))
  }

  it('is told to those who read the log or run the desk, and before the first one there is none', async () => {
    for (const ctx of [desk.as(desk.staff.compliance), desk.as(desk.staff.admin), desk.system]) {
      expect(await readLastAuditVerification(ctx)).toBeNull()
    }
    for (const role of ['support', 'manager'] as const) {
      const asked = readLastAuditVerification(desk.as(desk.staff[role]))
      await expect(asked).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    expect(await verdict()).toBe('grey unverified')
  })

  it('is done by itself once a day, and kept', async () => {
    expect(await scheduleAuditVerification(desk.system)).toBe(true)
    expect(await scheduleAuditVerification(desk.system)).toBe(false)
    expect(await runJobs()).toBe(1)
    const at = desk.clock()
    expect(await last()).toEqual({ startedAt: at, finishedAt: at, rows: await rows(), brokenAt: null })
    desk.setClock(at + 23 * HOUR)
    expect(await scheduleAuditVerification(desk.system)).toBe(false)
    desk.setClock(at + 25 * HOUR)
    expect(await scheduleAuditVerification(desk.system)).toBe(true)
    expect(await runJobs()).toBe(1)
    expect((await last())?.startedAt).toBe(at + 25 * HOUR)
    expect(await verdict()).toBe('green holds')
    desk.setClock(at + 5 * 24 * HOUR)
    expect(await verdict()).toBe('amber old')
  })

  it('that finds a broken chain is a failure of the system until one finds it whole', async () => {
    const [second] = await desk.store.read
      .select()
      .from(desk.store.tables.audit)
      .where(eq(desk.store.tables.audit.seq, 2))
    await forge('somebody else')
    await verifyAuditOnce(desk.as(desk.staff.compliance))
    expect(await last()).toMatchObject({ rows: 1, brokenAt: 2 })
    expect(await verdict()).toBe('red broken')
    const metrics = metricsText(systemMetrics(await readSystem(desk.system)))
    expect(metrics).toMatch(/^desk_audit_chain_broken 1$/m)
    expect(metrics).toMatch(/^desk_audit_rows 1$/m)
    expect(metrics).toContain('desk_part_state{part="audit",state="red"} 1')

    await forge(second?.targetId ?? '')
    await verifyAudit(desk.system)
    expect(await verdict()).toBe('green holds')
    expect(metricsText(systemMetrics(await readSystem(desk.system)))).toMatch(/^desk_audit_chain_broken 0$/m)
  })

  it('that was stopped leaves what the last one found', async () => {
    const before = await last()
    desk.setClock(desk.clock() + HOUR)
    const stopped = verifyAudit(desk.system, { signal: AbortSignal.abort(new Error('stopped')) })
    await expect(stopped).rejects.toThrow('stopped')
    expect(await last()).toEqual(before)
  })

  // Postgres is PGlite here, inside this process: no command can open it.
  if (engine === 'sqlite')
    it('by the command is kept like any other', async () => {
      const before = await last()
      const command = spawn(process.execPath, ['--import', 'tsx', 'scripts/audit-verify.ts'], {
        cwd: root,
        env: { ...process.env, DATA_DIR: desk.settings.DATA_DIR },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const ended = once(command, 'exit')
      const said = JSON.parse(await text(command.stdout))
      expect(await ended).toEqual([0, null])
      const { auditVerification } = desk.store.tables
      const [kept] = await desk.store.read
        .select()
        .from(auditVerification)
        .orderBy(desc(auditVerification.id))
        .limit(1)
      expect(kept).toMatchObject({ rows: said.rows, brokenAt: null })
      expect(kept?.startedAt).not.toBe(before?.startedAt)
    })
})
