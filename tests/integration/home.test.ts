import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffActor } from '@/lib/context'
import { readHome } from '@/lib/enrollments/read-home'
import { verifyEvidence } from '@/lib/evidence/verify-evidence'
import { listCreators } from '@/lib/processes/list-creators'
import { listGroups } from '@/lib/processes/list-groups'
import { listProcesses } from '@/lib/processes/list-processes'
import { createStaff } from '@/lib/staff/create-staff'
import { fictionalEnrollments } from '../bench/fictional-enrollments'
import { storeEnrollments } from '../fixtures/store-enrollments'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const HOUR = 3_600_000

describe.each(ENGINES)('the home page on %s', (engine) => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await openTestDesk(engine)
    const made = fictionalEnrollments({
      count: 60,
      now: desk.clock(),
      seed: 3,
      staffIds: [desk.staff.support.id],
      processIds: [desk.processId],
      groupIds: [desk.groupId],
    })
    const statuses = ['STARTED', 'KO', 'OK'] as const
    await storeEnrollments(
      desk,
      [...made].map((one, index) => ({
        ...one,
        groupId: index % 2 === 0 ? desk.groupId : desk.otherGroupId,
        status: statuses[index % 3] ?? 'OK',
        lastNewsAt: desk.clock() - index * HOUR,
      })),
    )
  })
  afterAll(() => desk.close())

  const home = (actor: StaffActor) => readHome(desk.as(actor))

  it('shows agents their last twenty and those that have gone silent', async () => {
    const { support, compliance, admin } = await home(desk.staff.support)
    expect([compliance, admin]).toEqual([null, null])
    expect(support?.mine).toHaveLength(20)
    const times = support?.mine.map(({ createdAt }) => createdAt) ?? []
    expect(times).toEqual([...times].sort((a, b) => b - a))
    // Of twenty started ones all but the one of this very hour are silent for longer than an hour.
    expect(support?.stuck).toHaveLength(19)
    for (const one of support?.stuck ?? []) {
      expect(one.status).toBe('STARTED')
      expect(one.lastNewsAt).toBeLessThan(desk.clock() - HOUR)
    }
  })

  it('shows only the groups of people who are limited to some', async () => {
    const limited: StaffActor = { ...desk.staff.support, groupIds: [desk.otherGroupId] }
    const { support } = await home(limited)
    expect(support?.mine).toHaveLength(20)
    expect(support?.stuck.length).toBeLessThan(19)
    const nowhere = await home({ ...desk.staff.support, groupIds: [] })
    expect(nowhere.support).toEqual({ mine: [], stuck: [] })
  })

  it('shows compliance the KO since yesterday and the captures that fail', async () => {
    const { job, enrollment } = desk.store.tables
    const [some] = await desk.store.read.select().from(enrollment).limit(1)
    const base = { state: 'dead', runAt: 1, attempts: 8, createdAt: 1, lastError: 'timed_out' } as const
    await desk.store.tx((tx) =>
      tx.insert(job).values([
        { ...base, id: 'dead', kind: 'capture-report', subjectId: some?.id ?? '' },
        { ...base, id: 'slip', kind: 'capture-proof-slip', subjectId: some?.id ?? '', runAt: 0 },
        { ...base, id: 'other', kind: 'reconcile', subjectId: some?.id ?? '' },
      ]),
    )
    const { support, compliance } = await home(desk.staff.compliance)
    expect(support).toBeNull()
    // Yesterday began 34 hours ago; a KO came every third hour.
    expect(compliance?.ko).toHaveLength(12)
    expect(compliance?.captures.map(({ jobId, kind }) => [jobId, kind])).toEqual([
      ['dead', 'report'],
      ['slip', 'proof_slip'],
    ])
    expect((await home(desk.staff.admin)).admin).toMatchObject({ deadJobs: 3, quarantined: 0 })
    expect(await home(desk.staff.manager)).toEqual({ support: null, compliance: null, admin: null })
  })

  it('tells administrators when the evidence was last verified, and whether it never was', async () => {
    const verified = async () => (await home(desk.staff.admin)).admin?.verification.last
    expect(await verified()).toBeNull()
    await verifyEvidence(desk.system)
    expect(await verified()).toMatchObject({ finishedAt: desk.clock(), summary: { damaged: 0, ok: true } })
  })

  it('offers the groups, processes and creators that a person may choose', async () => {
    const agent = desk.as(desk.staff.support)
    const limited = desk.as({ ...desk.staff.support, groupIds: [desk.otherGroupId] })
    expect((await listProcesses(agent, { purpose: 'form' })).map(({ id }) => id)).toEqual([desk.processId])
    expect(await listGroups(agent, { purpose: 'form' })).toMatchObject({
      groups: [{ name: 'Agence de Lyon' }, { name: 'Agence de Nantes' }],
      noGroup: true,
    })
    expect(await listGroups(limited, { purpose: 'filter' })).toMatchObject({
      groups: [{ name: 'Agence de Nantes' }],
      noGroup: false,
    })
    expect((await listCreators(agent)).map(({ id }) => id)).toEqual([desk.staff.support.id])
    const elsewhere = await createStaff(desk.system, {
      email: 'nantes@desk.example',
      name: 'Agente de Nantes',
      password: 'password-nantes',
      roles: ['support'],
      groupIds: [desk.otherGroupId],
    })
    const both = [desk.staff.support.id, elsewhere]
    const inLyon = desk.as({ ...desk.staff.support, groupIds: [desk.groupId] })
    expect((await listCreators(agent)).map(({ id }) => id).sort()).toEqual(both.sort())
    expect((await listCreators(limited)).map(({ id }) => id).sort()).toEqual(both.sort())
    expect((await listCreators(inLyon)).map(({ id }) => id)).toEqual([desk.staff.support.id])
  })
})
