import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { and, eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CALLBACK_SECRET_HEADER } from '@/lib/callbacks/callback-secret'
import { createEnrollment } from '@/lib/enrollments/create-enrollment'
import { readTimeline } from '@/lib/enrollments/read-timeline'
import { openEvidence } from '@/lib/evidence/open-evidence'
import { MAX_SHOWN_BYTES, readReport } from '@/lib/evidence/read-report'
import { type RunningSandbox, startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { type ApiCaller, apiCaller } from '@/lib/id360-sandbox/testing/api-caller'
import { jobHandlers } from '@/lib/jobs/handlers'
import { retryJob } from '@/lib/jobs/retry-job'
import { runDueJobs } from '@/lib/jobs/run-worker'
import { addEnrollment } from '../fixtures/add-enrollment'
import { type CallbackServer, startCallbackServer } from '../fixtures/callback-server'
import { finalBody, sendCallback } from '../fixtures/send-callback'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'
import { until } from '../fixtures/until'

describe.each(ENGINES)('the report as evidence on %s', (engine) => {
  let sandbox: RunningSandbox
  let api: ApiCaller
  let callbacks: CallbackServer
  let desk: TestDesk

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, dataDir: ':memory:', callbackBackoffMs: 5 })
    api = apiCaller(sandbox.url)
    callbacks = await startCallbackServer()
    desk = await openTestDesk(engine, {
      id360BaseUrl: sandbox.url,
      publicUrl: callbacks.url,
      id360TimeoutMs: 500,
    })
    callbacks.serve(desk)
  })
  beforeEach(async () => {
    await api.control('DELETE', '/faults')
  })
  afterAll(async () => {
    await callbacks.close()
    await desk.close()
    await sandbox.close()
  })

  const compliance = () => desk.as(desk.staff.compliance)
  const rowOf = async (enrollmentId: string) => {
    const { enrollment } = desk.store.tables
    const [row] = await desk.store.read.select().from(enrollment).where(eq(enrollment.id, enrollmentId))
    if (!row) throw new Error('the enrollment is gone')
    return row
  }
  const auditOf = async (enrollmentId: string) => {
    const { audit } = desk.store.tables
    const rows = await desk.store.read.select().from(audit).where(eq(audit.targetId, enrollmentId))
    return rows
      .filter(
        ({ action, details }) => action.startsWith('evidence.') && (details.kind ?? 'report') === 'report',
      )
      .map(({ action }) => action)
  }
  const evidenceOf = (enrollmentId: string) => {
    const { evidence } = desk.store.tables
    return desk.store.read
      .select()
      .from(evidence)
      .where(and(eq(evidence.enrollmentId, enrollmentId), eq(evidence.kind, 'report')))
  }
  const runJobs = () => runDueJobs(desk, jobHandlers)

  /** Issued by an agent, walked at the sandbox, called back over HTTP. */
  async function walked(outcome: string, how: object = {}) {
    const { enrollmentId } = await createEnrollment(desk.as(desk.staff.support), {
      submissionKey: uuidv7(),
      processId: desk.processId,
      groupId: desk.groupId,
      language: 'fr',
      clientReference: 'Dossier n° 42/é',
      lastName: 'Exemple',
      firstName: 'Camille',
    })
    const { id360Id } = await rowOf(enrollmentId)
    await api.control('POST', `/enrollments/${id360Id}/walk`, { outcome, ...how })
    const final = await until('the final callback', async () => {
      const row = await rowOf(enrollmentId)
      return /^(OK|KO|CANCELED|FAILED)$/.test(row.status) ? row : null
    })
    return { ...final, id360Id: String(id360Id) }
  }

  it('captures the report of a verdict, confirms it, and shows it without its secrets', async () => {
    const { id, id360Id } = await walked('KO', { duplicates: 1, shuffle: true })
    expect(await readReport(compliance(), { enrollmentId: id })).toMatchObject({
      state: 'pending',
      report: null,
      job: { state: 'ready', attempts: 0 },
    })
    await runJobs()
    expect(await rowOf(id)).toMatchObject({ status: 'KO', confirmation: 'confirmed' })
    const view = await readReport(compliance(), { enrollmentId: id })
    expect(view).toMatchObject({ state: 'captured', confirmation: 'confirmed', job: { state: 'done' } })
    expect(view.report?.value).toMatchObject({
      id: Number(id360Id),
      status: 'KO',
      enrollment: { callback_headers: [{ name: 'x-desk-callback-secret', value: '********' }] },
    })
    expect(await auditOf(id)).toEqual(['evidence.captured', 'evidence.verdict_confirmed', 'evidence.viewed'])
    const timeline = await readTimeline(compliance(), { enrollmentId: id })
    expect(timeline.entries.some((entry) => entry.type === 'callback' && entry.duplicates > 0)).toBe(true)
    await runJobs()
    expect(await evidenceOf(id)).toHaveLength(1)
  })

  it('lets no callback secret out, on the screen or in the download, though the original holds it', async () => {
    const { id, id360Id } = await walked('OK')
    await runJobs()
    const token = await api.login()
    const original = (await api.call('GET', `/enrollment/${id360Id}/report`, { token })).bytes.toString()
    const secret = JSON.parse(original).enrollment.callback_headers[0].value
    expect(secret).toMatch(/^[\w-]{43}$/)
    const view = await readReport(compliance(), { enrollmentId: id })
    expect(JSON.stringify(view)).not.toContain(secret)
    expect(view.report?.size).toBe(Buffer.byteLength(original))
    const opened = await openEvidence(compliance(), { evidenceId: view.report?.evidenceId ?? '' })
    expect(opened.fileName).toBe('report_Dossier-n-42-e_OK_2026-11-23.json')
    const text = await new Response(opened.stream).text()
    expect(text).not.toContain(secret)
    expect(JSON.parse(text)).toEqual(view.report?.value)
    expect(await auditOf(id)).toContain('evidence.downloaded')
  })

  it('is for those who may see it, in their groups', async () => {
    const { id } = await walked('OK')
    await runJobs()
    const [file] = await evidenceOf(id)
    const evidenceId = file?.id ?? ''
    const elsewhere = desk.as({ ...desk.staff.compliance, groupIds: [desk.otherGroupId] })
    for (const role of ['support', 'manager', 'admin'] as const) {
      const ctx = desk.as(desk.staff[role])
      await expect(readReport(ctx, { enrollmentId: id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(openEvidence(ctx, { evidenceId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await expect(readReport(elsewhere, { enrollmentId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(openEvidence(elsewhere, { evidenceId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const nobody = desk.as({ kind: 'anonymous' })
    await expect(openEvidence(nobody, { evidenceId })).rejects.toMatchObject({ code: 'SIGNED_OUT' })
    expect(await auditOf(id)).toEqual(['evidence.captured', 'evidence.verdict_confirmed'])
  })

  it('that was damaged on the disk is not served', async () => {
    const { id } = await walked('OK')
    await runJobs()
    const [file] = await evidenceOf(id)
    if (!file) throw new Error('nothing was captured')
    const where = path.join(desk.settings.DATA_DIR, 'evidence', file.address)
    const bytes = await readFile(where)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    await writeFile(where, bytes)
    await expect(readReport(compliance(), { enrollmentId: id })).rejects.toMatchObject({ code: 'DAMAGED' })
    const evidenceId = file.id
    await expect(openEvidence(compliance(), { evidenceId })).rejects.toMatchObject({ code: 'DAMAGED' })
    expect(await auditOf(id)).not.toContain('evidence.downloaded')
  })

  it('contradicts a callback whose verdict the report does not give', async () => {
    const { id } = await walked('OK', { finals: ['KO'] })
    expect(await rowOf(id)).toMatchObject({ status: 'KO', confirmation: 'pending' })
    await runJobs()
    expect(await rowOf(id)).toMatchObject({ status: 'KO', confirmation: 'contradicted' })
    const { entries } = await readTimeline(compliance(), { enrollmentId: id })
    expect(entries).toContainEqual(
      expect.objectContaining({
        action: 'evidence.verdict_contradicted',
        details: { callback: 'KO', report: 'OK' },
      }),
    )
  })

  it('of two verdicts confirms the one that is shown, once more when it changes', async () => {
    const { id, inboxId } = await walked('OK')
    await runJobs()
    expect(await rowOf(id)).toMatchObject({ status: 'OK', confirmation: 'confirmed' })
    const answer = await fetch(`${callbacks.url}/api/callbacks/id360/${inboxId}`, {
      method: 'POST',
      headers: { [CALLBACK_SECRET_HEADER]: await secretOf(id) },
      body: JSON.stringify(finalBody('KO', '2020-01-01T00:00:00')),
    })
    expect(answer.status).toBe(200)
    expect(await rowOf(id)).toMatchObject({ status: 'KO', conflict: true, confirmation: 'pending' })
    await runJobs()
    expect(await rowOf(id)).toMatchObject({ status: 'KO', conflict: true, confirmation: 'contradicted' })
    expect(await evidenceOf(id)).toHaveLength(1)
  })

  /** ID360 echoes it in its report: the desk itself has only its hash. */
  async function secretOf(enrollmentId: string): Promise<string> {
    const { id360Id } = await rowOf(enrollmentId)
    const token = await api.login()
    const { body } = await api.call('GET', `/enrollment/${id360Id}/report`, { token })
    return (body as { enrollment: { callback_headers: { value: string }[] } }).enrollment.callback_headers[0]
      ?.value as string
  }

  it('is not asked for while there is no verdict', async () => {
    const { id } = await walked('CANCELED')
    expect(await runJobs()).toBe(0)
    expect(await readReport(compliance(), { enrollmentId: id })).toMatchObject({
      state: 'none',
      status: 'CANCELED',
      job: null,
    })
  })

  it.each([
    ['ID360 is down', { action: 'status', status: 503 }, 'id360.server_error'],
    ['the answer is no JSON', { action: 'malformed' }, 'malformed_report'],
    ['the answer is cut off', { action: 'truncate' }, 'id360.malformed_answer'],
    ['ID360 stalls', { action: 'stall' }, 'id360.timed_out'],
  ])('is fetched later, and nothing kept, when %s', async (_, rule, errorCode) => {
    const { id } = await walked('OK')
    await api.control('PUT', '/faults', { rules: [{ pathPattern: '/report$', ...rule }] })
    await runJobs()
    const view = await readReport(compliance(), { enrollmentId: id })
    expect(view).toMatchObject({
      state: 'pending',
      report: null,
      job: { state: 'ready', attempts: 1, errorCode },
    })
    expect(await evidenceOf(id)).toEqual([])
    await api.control('DELETE', '/faults')
    await retryJob(compliance(), { jobId: view.job?.id ?? '' })
    await runJobs()
    expect(await rowOf(id)).toMatchObject({ confirmation: 'confirmed' })
  })

  it('that ID360 no longer has is given up at once, visibly, and can be asked for again', async () => {
    const { id, id360Id } = await walked('OK')
    await api.control('PUT', `/enrollments/${id360Id}/report`, { expired: true })
    const before = await rowOf(id)
    await runJobs()
    const view = await readReport(compliance(), { enrollmentId: id })
    expect(view).toMatchObject({
      state: 'failed',
      canRetry: true,
      job: { errorCode: 'archive_account_missing', attempts: 1 },
    })
    expect(await auditOf(id)).toEqual(['evidence.capture_failed'])
    const after = await rowOf(id)
    expect(after.confirmation).toBe('pending')
    expect(after.revision).toBeGreaterThan(before.revision)
    await api.control('PUT', `/enrollments/${id360Id}/report`, { expired: false })
    await retryJob(compliance(), { jobId: view.job?.id ?? '' })
    await runJobs()
    expect(await rowOf(id)).toMatchObject({ confirmation: 'confirmed' })
  })

  it('waits for the id of an enrollment that ID360 never confirmed', async () => {
    const added = await addEnrollment(desk, { status: 'UNCONFIRMED', id360Id: null })
    await sendCallback(desk, added, finalBody('OK'))
    await runJobs()
    expect(await readReport(compliance(), { enrollmentId: added.id })).toMatchObject({
      state: 'pending',
      job: { errorCode: 'no_id360_id', attempts: 1 },
    })
  })

  it('too large to be shown is kept and downloaded all the same', async () => {
    const { id, id360Id } = await walked('OK')
    await api.control('PUT', `/enrollments/${id360Id}/report`, { reportSizeBytes: 7_000_000 })
    await runJobs()
    const view = await readReport(compliance(), { enrollmentId: id })
    expect(view.report).toMatchObject({ value: null })
    expect(view.report?.size).toBeGreaterThan(MAX_SHOWN_BYTES)
    const { stream } = await openEvidence(compliance(), { evidenceId: view.report?.evidenceId ?? '' })
    const text = await new Response(stream).text()
    expect(JSON.parse(text)).toMatchObject({ status: 'OK' })
  })
})
