import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import { id360Clients } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { compareReports } from '@/lib/evidence/compare-reports'
import { countAtRisk } from '@/lib/evidence/count-at-risk'
import { type AtRiskCursor, listEvidenceAtRisk } from '@/lib/evidence/list-evidence-at-risk'
import { openEvidence } from '@/lib/evidence/open-evidence'
import { readDraftReport } from '@/lib/evidence/read-draft-report'
import { readEvidence } from '@/lib/evidence/read-evidence'
import { readEvidenceVersions } from '@/lib/evidence/read-evidence-versions'
import { recaptureEvidence } from '@/lib/evidence/recapture-evidence'
import { ADMIN_ACCOUNT, USER_ACCOUNT } from '@/lib/id360-sandbox/accounts'
import { jobHandlers } from '@/lib/jobs/handlers'
import { retryJob } from '@/lib/jobs/retry-job'
import { runDueJobs } from '@/lib/jobs/run-worker'
import { addEnrollment } from '../fixtures/add-enrollment'
import { type CaptureDesk, openCaptureDesk } from '../fixtures/capture-desk'
import { ENGINES } from '../fixtures/test-desk'

const DAY_MS = 24 * 3_600_000

describe.each(ENGINES)('keeping evidence on %s', (engine) => {
  let world: CaptureDesk
  beforeAll(async () => {
    world = await openCaptureDesk(engine)
  })
  beforeEach(() => world.faults([]))
  afterAll(() => world.close())

  const compliance = () => world.desk.as(world.desk.staff.compliance)
  const read = (enrollmentId: string) => readEvidence(compliance(), { enrollmentId })
  const revise = (path: string, body: object) => world.api.control('POST', `${path}/report/revise`, body)

  it('keeps a report that ID360 changed beside the first, and tells the difference without secrets', async () => {
    const secret = 'a-secret-of-43-characters-that-must-not-leak'
    const fields = {
      callback_endpoints: [
        {
          url: 'http://127.0.0.1:9/never',
          on: ['X'],
          headers: [{ name: 'x-desk-callback-secret', value: secret }],
        },
      ],
    }
    const { id, sandboxPath } = await world.finished('OK', { fields })
    await world.runJobs()
    await revise(sandboxPath, {})
    world.desk.setClock(world.desk.clock() + 60_000)
    await recaptureEvidence(compliance(), { enrollmentId: id, kind: 'report' })
    await world.runJobs()
    const versions = await readEvidenceVersions(compliance(), { enrollmentId: id, kind: 'report' })
    expect(versions).toMatchObject([
      { superseded: false, versions: 2 },
      { superseded: true, versions: 2 },
    ])
    const [after, before] = versions
    const ids = { a: before?.id ?? '', b: after?.id ?? '' }
    const { differences, truncated } = await compareReports(compliance(), { enrollmentId: id, ...ids })
    expect(truncated).toBe(false)
    expect(differences).toContainEqual({
      path: '$.identity.nationality',
      change: 'added',
      before: null,
      after: '"UTO"',
    })
    expect(differences.find(({ path }) => path === '$.version')).toMatchObject({ change: 'changed' })
    expect(JSON.stringify(differences)).not.toContain(secret)
    expect((await world.auditOf(id)).at(-1)).toMatchObject({ action: 'evidence.compared', details: ids })
    const [slip] = await world.evidenceOf(id, 'proof_slip')
    const crossed = compareReports(compliance(), { enrollmentId: id, a: ids.a, b: slip?.id ?? '' })
    await expect(crossed).rejects.toMatchObject({ code: 'NOT_FOUND' })
    // The same bytes once more are the same version.
    await recaptureEvidence(compliance(), { enrollmentId: id, kind: 'proof_slip' })
    await world.runJobs()
    expect(await readEvidenceVersions(compliance(), { enrollmentId: id, kind: 'proof_slip' })).toHaveLength(1)
  })

  it('gives the report with its secrets only to who asks for the original, as an act of its own', async () => {
    const secret = 'another-secret-of-43-characters-not-to-leak'
    const endpoint = {
      url: 'http://127.0.0.1:9/never',
      on: ['X'],
      headers: [{ name: 'x-key', value: secret }],
    }
    const { id } = await world.finished('OK', { fields: { callback_endpoints: [endpoint] } })
    await world.runJobs()
    const [report] = await world.evidenceOf(id, 'report')
    const evidenceId = report?.id ?? ''
    const textOf = async (ctx: Context, original: boolean) => {
      const opened = await openEvidence(ctx, { evidenceId, original })
      return { name: opened.fileName, text: await new Response(opened.stream).text() }
    }
    const masked = await textOf(compliance(), false)
    expect(masked.name).toMatch(/^report_DOSSIER-\d+_OK_2026-11-23\.json$/)
    expect(masked.text).not.toContain(secret)
    const original = await textOf(compliance(), true)
    expect(original.name).toMatch(/^report_original_DOSSIER-\d+_OK_2026-11-23\.json$/)
    expect(original.text).toContain(secret)
    const actions = (await world.auditOf(id)).map(({ action }) => action)
    expect(actions.slice(-2)).toEqual(['evidence.downloaded', 'evidence.original_downloaded'])
    const admin = world.desk.as(world.desk.staff.admin)
    await expect(textOf(admin, true)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  describe('when ID360 has only the archive left', () => {
    const expire = ({ sandboxPath }: { sandboxPath: string }) =>
      world.api.control('PUT', `${sandboxPath}/report`, { expired: true })
    const withAccount = (account: { username: string; password: string; secondFactor?: string }) => {
      const { id360, id360User } = id360Clients({
        ...world.desk.settings,
        ID360_USER_USERNAME: account.username,
        ID360_USER_PASSWORD: account.password,
        ID360_USER_TOKEN: account.secondFactor,
      })
      id360.close()
      return { ...world.desk, id360User }
    }

    it('says which account is missing', async () => {
      const finished = await world.finished('OK')
      await expire(finished)
      await world.runJobs()
      const { kinds, archiveReachable } = await read(finished.id)
      expect(archiveReachable).toBe(false)
      expect(kinds.report).toMatchObject({
        state: 'failed',
        job: { state: 'dead', errorCode: 'archive_account_missing' },
      })
      expect(kinds.proof_slip).toMatchObject({ state: 'failed', job: { errorCode: 'gone' } })
    })

    it.each([
      ['a person’s account', USER_ACCOUNT],
      ['an administrator’s, with the second factor', ADMIN_ACCOUNT],
    ])('fetches the report with %s, in a session of its own', async (_, account) => {
      const finished = await world.finished('KO', { idclaim: false })
      await expire(finished)
      const desk = withAccount(account)
      await runDueJobs(desk, jobHandlers)
      const { kinds, confirmation } = await read(finished.id)
      expect(kinds.report).toMatchObject({
        state: 'captured',
        items: [{ origin: 'archive', source: `/enrollment/${finished.id360Id}/report/archive` }],
      })
      expect(confirmation).toBe('confirmed')
      expect(desk.id360User?.session.state().loggedIn).toBe(true)
      expect(
        (await world.auditOf(finished.id)).find(({ action }) => action === 'evidence.captured'),
      ).toMatchObject({ details: { kind: 'report', origin: 'archive' } })
      desk.id360User?.close()
    })
  })

  describe('a draft report', () => {
    const allowed = (): Context => ({
      ...compliance(),
      settings: { ...world.desk.settings, ID360_ENVIRONMENT: 'preproduction', ID360_ALLOW_DRAFT: '1' },
    })
    const begun = async () => {
      const { id, url } = await world.api.create(await world.api.login(), {})
      expect(url).toBeTruthy()
      return (await addEnrollment(world.desk, { id360Id: String(id), status: 'STARTED' })).id
    }

    it('is read without a trace in the store, and audited', async () => {
      const id = await begun()
      const draft = await readDraftReport(allowed(), { enrollmentId: id })
      expect(draft.value).toMatchObject({ status: 'NEW' })
      expect(await world.evidenceOf(id)).toEqual([])
      expect(await world.auditOf(id)).toEqual([
        { action: 'evidence.draft_viewed', details: { status: 'STARTED' } },
      ])
      const done = await world.finished('OK')
      await expect(readDraftReport(allowed(), { enrollmentId: done.id })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
    })

    it.each([
      ['production', '1'],
      ['sandbox', '1'],
      ['preproduction', '0'],
    ] as const)('is refused in %s with ID360_ALLOW_DRAFT=%s', async (environment, allow) => {
      const id = await begun()
      const ctx = {
        ...compliance(),
        settings: { ...world.desk.settings, ID360_ENVIRONMENT: environment, ID360_ALLOW_DRAFT: allow },
      }
      await expect(readDraftReport(ctx, { enrollmentId: id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
      expect(await world.auditOf(id)).toEqual([])
    })

    it('is refused by the settings of production themselves', () => {
      const real = {
        ID360_ENVIRONMENT: 'production',
        ID360_BASE_URL: 'https://id360.example.org',
        ID360_USERNAME: 'desk',
        ID360_PASSWORD: 'a password of its own',
        PUBLIC_URL: 'https://desk.example.org',
        AUTH_SECRET: 'x'.repeat(44),
        DATA_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
      }
      expect(() => parseSettings({ ...real, ID360_ALLOW_DRAFT: '1' })).toThrow(/ID360_ALLOW_DRAFT/)
      expect(() => parseSettings({ ...real, ID360_USER_USERNAME: 'somebody' })).toThrow(/ID360_USER_PASSWORD/)
    })
  })

  it('lists what is at risk, what leaves ID360 soonest first, page by page, in the person’s groups', async () => {
    await world.runJobs()
    const before = await countAtRisk(compliance())
    const now = world.desk.clock()
    const ago = (days: number) => new Date(now - days * DAY_MS).toISOString().slice(0, 19)
    const late = await world.finished('OK', { finishedAt: ago(2) })
    const soon = await world.finished('OK', { finishedAt: ago(50) })
    const gone = await world.finished('KO', { finishedAt: ago(70) })
    const dead = await world.finished('OK', { finishedAt: ago(20) })
    const mine = [gone.id, soon.id, dead.id, late.id]
    expect(await countAtRisk(compliance())).toEqual({
      total: before.total + 4,
      leavingSoon: before.leavingSoon + 1,
      left: before.left + 1,
    })
    const listed = async (limit: number) => {
      const rows = []
      for (let after: AtRiskCursor | null = null; ; ) {
        const page = await listEvidenceAtRisk(compliance(), { limit, after })
        rows.push(...page.rows)
        after = page.next
        if (!after) return rows.filter((row) => mine.includes(row.enrollmentId))
      }
    }
    expect((await listed(1)).map((row) => row.enrollmentId)).toEqual(mine)
    expect(await listed(3)).toEqual(await listed(200))
    expect((await listed(200))[0]).toMatchObject({
      hasLeft: true,
      missing: [{ kind: 'report', state: 'pending' }],
    })

    await world.faults([
      { pathPattern: '/proof_slip$', enrollmentId: dead.id360Id, action: 'expired' },
      { evidence: 'idclaim', enrollmentId: dead.id360Id, action: 'truncate' },
    ])
    await world.runJobs()
    const [only, ...others] = await listed(200)
    expect(others).toEqual([])
    expect(only).toMatchObject({
      enrollmentId: dead.id,
      leavesAt: (only?.finishedAt ?? 0) + 60 * DAY_MS,
      missing: [
        { kind: 'proof_slip', state: 'failed', job: { errorCode: 'gone' } },
        { kind: 'idclaim', state: 'pending', job: { attempts: 1 } },
      ],
    })
    const elsewhere = world.desk.as({ ...world.desk.staff.compliance, groupIds: [world.desk.otherGroupId] })
    expect(await listEvidenceAtRisk(elsewhere)).toEqual({ rows: [], next: null })
    expect(await countAtRisk(elsewhere)).toEqual({ total: 0, leavingSoon: 0, left: 0 })
    const support = world.desk.as(world.desk.staff.support)
    await expect(listEvidenceAtRisk(support)).rejects.toMatchObject({ code: 'FORBIDDEN' })

    await world.faults([])
    for (const { job } of only?.missing ?? []) await retryJob(compliance(), { jobId: job?.id ?? '' })
    await world.runJobs()
    expect(await listed(200)).toEqual([])
    expect(await countAtRisk(compliance())).toEqual(before)
  })

  it('asks for nothing that ID360 does not make', async () => {
    const { id } = await world.finished('OK', { idclaim: false })
    const idclaim = recaptureEvidence(compliance(), { enrollmentId: id, kind: 'idclaim' })
    await expect(idclaim).rejects.toMatchObject({ code: 'CONFLICT' })
    const begun = await addEnrollment(world.desk, { status: 'STARTED' })
    const early = recaptureEvidence(compliance(), { enrollmentId: begun.id, kind: 'report' })
    await expect(early).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})
