import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createEnrollment } from '@/lib/enrollments/create-enrollment'
import { getEnrollment } from '@/lib/enrollments/get-enrollment'
import { listEnrollments } from '@/lib/enrollments/list-enrollments'
import { settleEnrollment } from '@/lib/enrollments/settle-enrollment'
import { showLink } from '@/lib/enrollments/show-link'
import { type RunningSandbox, startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { type ApiCaller, apiCaller } from '@/lib/id360-sandbox/testing/api-caller'
import { statusCounts } from '../fixtures/status-counts'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

describe.each(ENGINES)('settling an enrollment that ID360 never answered on %s', (engine) => {
  let sandbox: RunningSandbox
  let api: ApiCaller
  let desk: TestDesk
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, dataDir: ':memory:' })
    api = apiCaller(sandbox.url)
    desk = await openTestDesk(engine, { id360BaseUrl: sandbox.url, id360TimeoutMs: 1000 })
  })
  beforeEach(async () => {
    await api.control('DELETE', '/faults')
  })
  afterAll(async () => {
    await desk.close()
    await sandbox.close()
  })

  const agent = () => desk.as(desk.staff.support)
  const create = () =>
    createEnrollment(agent(), {
      submissionKey: uuidv7(),
      processId: desk.processId,
      groupId: desk.groupId,
      language: 'fr',
      clientReference: 'CLI-0001',
    })

  /** ID360 makes the file, and the line is cut before its answer arrives. `id`: of the file at ID360. */
  async function lost() {
    const pathPattern = '/process/.*/enrollment$'
    await api.control('PUT', '/faults', {
      rules: [{ pathPattern, method: 'POST', action: 'reset', when: 'after', times: 1 }],
    })
    const { enrollmentId, outcome } = await create()
    expect(outcome).toBe('unconfirmed')
    const { body } = await api.control('GET', '/enrollments?limit=1000')
    const ids = (body as { enrollments: { id: number }[] }).enrollments.map(({ id }) => id)
    return { enrollmentId, id360Id: String(Math.max(...ids)) }
  }
  const counts = () => statusCounts(desk)

  it('keeps id and link when the agent names the right file', async () => {
    const { enrollmentId, id360Id } = await lost()
    const before = await counts()
    await settleEnrollment(agent(), { enrollmentId, decision: 'exists', id360Id })
    expect(await getEnrollment(agent(), { enrollmentId })).toMatchObject({ status: 'NEW', id360Id })
    expect((await showLink(agent(), { enrollmentId, language: 'fr' })).url).toContain(sandbox.url)
    const { rows } = await listEnrollments(agent(), { search: id360Id })
    expect(rows.map(({ id }) => id)).toEqual([enrollmentId])
    const after = await counts()
    expect(after.UNCONFIRMED ?? 0).toBe((before.UNCONFIRMED ?? 0) - 1)
    expect(after.NEW).toBe((before.NEW ?? 0) + 1)
    const again = settleEnrollment(agent(), { enrollmentId, decision: 'not_created' })
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('refuses a file that is another one’s, and one that ID360 does not know', async () => {
    const { enrollmentId } = await lost()
    const { enrollmentId: otherId } = await create()
    const { id360Id: others } = await getEnrollment(agent(), { enrollmentId: otherId })
    const exists = (id360Id: string) =>
      settleEnrollment(agent(), { enrollmentId, decision: 'exists', id360Id })
    await expect(exists(others ?? '')).rejects.toMatchObject({
      code: 'CONFLICT',
      userMessage: { key: 'settle.notOurs' },
    })
    await expect(exists('999999999')).rejects.toMatchObject({ userMessage: { key: 'id360.not_found' } })
    await expect(exists(' ')).rejects.toMatchObject({ code: 'INVALID', fieldErrors: { id360Id: 'required' } })
    expect(await getEnrollment(agent(), { enrollmentId })).toMatchObject({
      status: 'UNCONFIRMED',
      id360Id: null,
    })
  })

  it('marks as not created what the agent says does not exist, and keeps it visible', async () => {
    const { enrollmentId } = await lost()
    await settleEnrollment(agent(), { enrollmentId, decision: 'not_created' })
    expect(await getEnrollment(agent(), { enrollmentId })).toMatchObject({
      status: 'NOT_CREATED',
      canSettle: false,
      canShare: false,
    })
    const { audit } = desk.store.tables
    const rows = await desk.store.read.select().from(audit).where(eq(audit.targetId, enrollmentId))
    expect(rows.find(({ action }) => action === 'enrollment.settled')?.details).toEqual({
      decision: 'not_created',
    })
    await expect(showLink(agent(), { enrollmentId, language: 'fr' })).rejects.toMatchObject({
      code: 'NOT_READY',
    })
  })

  it('is not for compliance', async () => {
    const { enrollmentId } = await lost()
    const settling = settleEnrollment(desk.as(desk.staff.compliance), {
      enrollmentId,
      decision: 'not_created',
    })
    await expect(settling).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
