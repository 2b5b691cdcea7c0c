import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rebuildEnrollment } from '@/lib/callbacks/rebuild-enrollment'
import { readTimeline } from '@/lib/enrollments/read-timeline'
import { reconcileEnrollment } from '@/lib/enrollments/reconcile-enrollment'
import { sweepSilentEnrollments } from '@/lib/enrollments/sweep-silent-enrollments'
import { type RunningSandbox, startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { type ApiCaller, apiCaller } from '@/lib/id360-sandbox/testing/api-caller'
import { jobHandlers } from '@/lib/jobs/handlers'
import { runDueJobs } from '@/lib/jobs/run-worker'
import { addEnrollment } from '../fixtures/add-enrollment'
import { emptyDesk } from '../fixtures/empty-desk'
import { finalBody, sendCallback } from '../fixtures/send-callback'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const HOUR = 3_600_000

describe.each(ENGINES)('reconciling on %s', (engine) => {
  let sandbox: RunningSandbox
  let api: ApiCaller
  let token: string
  let desk: TestDesk
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, dataDir: ':memory:' })
    api = apiCaller(sandbox.url)
    token = await api.login()
    desk = await openTestDesk(engine, { id360BaseUrl: sandbox.url, id360TimeoutMs: 500 })
  })
  beforeEach(async () => {
    await api.control('DELETE', '/faults')
    await emptyDesk(desk)
  })
  afterAll(async () => {
    await desk.close()
    await sandbox.close()
  })

  /** A file at ID360 of which the desk knows, and whose callbacks never reach it. */
  async function silentFile(outcome: string | null) {
    const file = await api.create(token)
    if (outcome) await api.control('POST', `/enrollments/${file.id}/walk`, { outcome })
    return { ...(await addEnrollment(desk, { id360Id: String(file.id) })), apiKey: file.api_key }
  }
  const rowOf = async ({ id }: { id: string }) => {
    const { enrollment } = desk.store.tables
    const [row] = await desk.store.read.select().from(enrollment).where(eq(enrollment.id, id))
    if (!row) throw new Error('the enrollment is gone')
    return row
  }
  const calls = async () => {
    const { body } = await api.control('GET', '/requests')
    return JSON.stringify(body)
  }
  const gets = async (id360Id: string | null) =>
    (await calls()).split(`"path":"/api/1.0.0/enrollment/${id360Id}"`).length - 1

  it('learns a verdict whose callback never came, and has its report captured', async () => {
    const added = await silentFile('KO')
    const support = desk.as(desk.staff.support)
    expect(await reconcileEnrollment(support, { enrollmentId: added.id })).toEqual({
      status: 'KO',
      changed: true,
    })
    expect(await rowOf(added)).toMatchObject({ status: 'KO', confirmation: 'pending' })
    await runDueJobs(desk, jobHandlers)
    expect(await rowOf(added)).toMatchObject({ status: 'KO', confirmation: 'confirmed' })
    const { entries } = await readTimeline(support, { enrollmentId: added.id })
    expect(entries).toContainEqual(
      expect.objectContaining({ type: 'callback', source: 'reconciliation', status: 'KO', late: false }),
    )
    expect(entries).toContainEqual(
      expect.objectContaining({ action: 'enrollment.reconciled', actorName: 'support person' }),
    )
  })

  it('is for those who may list the enrollment, and tells when ID360 cannot be asked', async () => {
    const added = await silentFile(null)
    const input = { enrollmentId: added.id }
    const elsewhere = desk.as({ ...desk.staff.support, groupIds: [desk.otherGroupId] })
    await expect(reconcileEnrollment(elsewhere, input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const nobody = desk.as({ kind: 'anonymous' })
    await expect(reconcileEnrollment(nobody, input)).rejects.toMatchObject({ code: 'SIGNED_OUT' })
    const unknown = await addEnrollment(desk, { status: 'UNCONFIRMED', id360Id: null })
    const support = desk.as(desk.staff.support)
    await expect(reconcileEnrollment(support, { enrollmentId: unknown.id })).rejects.toMatchObject({
      code: 'NOT_READY',
    })
    await api.control('PUT', '/faults', {
      rules: [{ pathPattern: '/enrollment/', action: 'status', status: 503 }],
    })
    await expect(reconcileEnrollment(support, input)).rejects.toMatchObject({
      code: 'ID360',
      userMessage: { key: 'id360.server_error' },
    })
    expect(await rowOf(added)).toMatchObject({ status: 'NEW', revision: 1 })
  })

  it('never takes back a verdict that a callback has brought', async () => {
    const added = await silentFile(null)
    await sendCallback(desk, added, finalBody('OK'))
    await reconcileEnrollment(desk.system, { enrollmentId: added.id })
    expect(await rowOf(added)).toMatchObject({ status: 'OK', conflict: false })
  })

  it('brings back the link of an enrollment whose creation was never answered', async () => {
    const added = await silentFile(null)
    expect((await rowOf(added)).sealedApiKey).toBeNull()
    await reconcileEnrollment(desk.system, { enrollmentId: added.id })
    const { sealedApiKey } = await rowOf(added)
    expect(sealedApiKey?.includes(added.apiKey)).toBe(false)
    expect(sealedApiKey?.length).toBeGreaterThan(added.apiKey.length)
  })

  it('sweeps what has been silent for long, and nothing else', async () => {
    const lost = await silentFile('OK')
    const open = await silentFile(null)
    const unconfirmed = await addEnrollment(desk, { status: 'UNCONFIRMED', id360Id: null })
    const ended = await addEnrollment(desk, { status: 'CANCELED' })
    desk.setClock(desk.clock() + HOUR)
    const fresh = await silentFile('OK')
    expect(await sweepSilentEnrollments(desk.system)).toBe(0)
    desk.setClock(desk.clock() + 1)
    expect(await sweepSilentEnrollments(desk.system)).toBe(2)
    expect(await sweepSilentEnrollments(desk.system)).toBe(0)
    await runDueJobs(desk, jobHandlers)
    expect(await rowOf(lost)).toMatchObject({ status: 'OK', confirmation: 'confirmed' })
    expect(await rowOf(open)).toMatchObject({ status: 'NEW', lastNewsAt: desk.clock() })
    for (const left of [unconfirmed, ended, fresh]) expect(await rowOf(left)).toMatchObject({ revision: 1 })
    await expect(sweepSilentEnrollments(desk.as(desk.staff.admin))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  it('asks again about a silent one only after as long again, and a rebuild forgets nothing of it', async () => {
    const open = await silentFile(null)
    for (let hour = 1; hour <= 3; hour++) {
      desk.setClock(desk.clock() + HOUR + 1)
      expect(await sweepSilentEnrollments(desk.system)).toBe(1)
      await runDueJobs(desk, jobHandlers)
      expect(await sweepSilentEnrollments(desk.system)).toBe(0)
      expect(await gets(open.id360Id)).toBe(hour)
    }
    const { revision: _, ...received } = await rowOf(open)
    await rebuildEnrollment(desk.system, { enrollmentId: open.id })
    const { revision: __, ...rebuilt } = await rowOf(open)
    expect(rebuilt).toEqual(received)
    const { callback, audit } = desk.store.tables
    expect(await desk.store.read.select().from(callback)).toMatchObject([{ duplicates: 2 }])
    // The same answer again is no event: it would only fill the timeline.
    const log = await desk.store.read.select().from(audit).where(eq(audit.targetId, open.id))
    expect(log.map(({ action }) => action)).toEqual(['enrollment.reconciled'])
  })

  it('lets no failing enrollment keep the others from being asked about', async () => {
    const gone = await addEnrollment(desk, { id360Id: '999999999' })
    const lost = await silentFile('OK')
    desk.setClock(desk.clock() + HOUR + 1)
    expect(await sweepSilentEnrollments(desk.system)).toBe(2)
    await runDueJobs(desk, jobHandlers)
    expect(await rowOf(lost)).toMatchObject({ status: 'OK' })
    const { job } = desk.store.tables
    const [dead] = await desk.store.read.select().from(job).where(eq(job.subjectId, gone.id))
    expect(dead).toMatchObject({ kind: 'reconcile', state: 'dead', attempts: 1 })
    desk.setClock(desk.clock() + 2 * HOUR)
    expect(await sweepSilentEnrollments(desk.system)).toBe(0)
    desk.setClock(desk.clock() + 24 * HOUR)
    expect(await sweepSilentEnrollments(desk.system)).toBe(1)
  })
})
