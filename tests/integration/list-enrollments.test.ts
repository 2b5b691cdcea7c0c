import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffActor } from '@/lib/context'
import { countByStatus } from '@/lib/enrollments/count-by-status'
import { countEnrollment } from '@/lib/enrollments/count-enrollment'
import { addSearchTerms } from '@/lib/enrollments/index-enrollment'
import { listEnrollments } from '@/lib/enrollments/list-enrollments'
import { ENROLLMENT_STATUSES, type ListQueryInput, PERIODS } from '@/lib/enrollments/list-query'
import { searchText, searchWords } from '@/lib/enrollments/search-terms'
import { createGroup } from '@/lib/processes/create-group'
import { createProcess } from '@/lib/processes/create-process'
import { createStaff } from '@/lib/staff/create-staff'
import { type FictionalEnrollment, fictionalEnrollments } from '../bench/fictional-enrollments'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const DAY = 24 * 60 * 60 * 1000

describe.each(ENGINES)('the list of enrollments on %s', (engine) => {
  let desk: TestDesk
  let known: FictionalEnrollment[]
  let otherAgentId: string
  let thirdGroupId: string

  beforeAll(async () => {
    desk = await openTestDesk(engine)
    otherAgentId = await createStaff(desk.system, {
      email: 'second@desk.example',
      name: 'Second Agent',
      password: 'password-second',
      roles: ['support'],
    })
    const otherProcessId = await createProcess(desk.system, {
      id360Uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e102',
      name: 'Vérification simple',
    })
    thirdGroupId = await createGroup(desk.system, { name: 'Agence de Brest' })
    known = [
      ...fictionalEnrollments({
        count: 400,
        now: desk.clock(),
        seed: 7,
        staffIds: [desk.staff.support.id, otherAgentId],
        processIds: [desk.processId, otherProcessId],
        groupIds: [desk.groupId, desk.otherGroupId, thirdGroupId],
      }),
    ].map((one, index) => {
      // Several at the same instant: only the id then tells their order. Some news is old, some of today.
      const createdAt = index % 5 === 0 ? desk.clock() - 40 * DAY : one.createdAt
      const recent = index % 3 === 0 ? desk.clock() - index * 3_600_000 : createdAt
      return { ...one, createdAt: recent, status: ENROLLMENT_STATUSES[index % 9] ?? 'OK' }
    })
    await store(known)
  })
  afterAll(() => desk.close())

  async function store(enrollments: FictionalEnrollment[]) {
    const { tables } = desk.store
    await desk.store.tx(async (tx) => {
      for (const one of enrollments) {
        await tx.insert(tables.enrollment).values({
          ...one,
          language: 'fr',
          searchText: searchText(one),
          submissionKey: one.id,
          inboxId: one.id,
          callbackSecretSha256: '',
          conflict: false,
          steps: [],
          revision: 1,
        })
        await addSearchTerms(tx, tables, one, one)
        await countEnrollment(tx, tables, one, 1)
      }
    })
  }

  /** What the list must answer, worked out the slow way. */
  function bruteForce(actor: StaffActor, query: ListQueryInput, withStatus = true): FictionalEnrollment[] {
    const personal = actor.roles.some((role) => role === 'support' || role === 'compliance')
    const asked = searchWords(query.search ?? '')
    const found = known.filter((one) => {
      const words = searchWords(
        [
          one.clientReference,
          one.id360Id,
          ...(personal ? [one.lastName, one.firstName, one.email] : []),
        ].join(' '),
      )
      const creator = query.createdBy === 'me' ? actor.id : query.createdBy
      const days = { today: 0, '7d': 6, '30d': 29 }
      const midnight = Date.UTC(2026, 10, 22, 23)
      return (
        (!withStatus || !query.status?.length || query.status.includes(one.status)) &&
        (query.processId == null || query.processId === one.processId) &&
        (query.groupId == null || query.groupId === one.groupId) &&
        (actor.groupIds === null || actor.groupIds.includes(one.groupId)) &&
        (query.confirmation == null || query.confirmation === one.confirmation) &&
        (creator == null || creator === one.createdBy) &&
        (query.period == null || one.createdAt >= midnight - days[query.period] * DAY) &&
        (!query.search || asked.length > 0) &&
        asked.every((word) => words.some((one) => one.startsWith(word)))
      )
    })
    const at = (one: FictionalEnrollment) => (query.sort === 'news' ? one.lastNewsAt : one.createdAt)
    const sign = query.direction === 'asc' ? 1 : -1
    return found.sort((a, b) => sign * (at(a) - at(b) || (a.id < b.id ? -1 : 1)))
  }

  async function allPages(actor: StaffActor, query: ListQueryInput) {
    const ids: string[] = []
    let cursor: string | null = null
    let last = null
    do {
      const page = await listEnrollments(desk.as(actor), { ...query, pageSize: 25, cursor })
      ids.push(...page.rows.map(({ id }) => id))
      last = page
      cursor = page.nextCursor
    } while (cursor !== null)
    return { ids, last }
  }

  const limited = (): StaffActor => ({
    ...desk.staff.support,
    groupIds: [desk.otherGroupId, thirdGroupId],
  })

  it('finds exactly what matches, in order, whatever the filters, and counts the same', async () => {
    const words = fc
      .constantFrom(...known)
      .chain((one) =>
        fc.constantFrom(
          one.lastName ?? 'x',
          `${one.firstName} ${one.lastName}`,
          (one.lastName ?? 'x').slice(0, 3).toUpperCase(),
          one.email ?? 'nobody@example.org',
          one.clientReference ?? 'CLI',
          one.id360Id ?? '4100',
          `${(one.firstName ?? 'x').slice(0, 1)} ${one.lastName}`,
          'cli exa',
          'example',
          '!',
        ),
      )
    const queries = fc.record(
      {
        status: fc.subarray([...ENROLLMENT_STATUSES], { maxLength: 3 }),
        processId: fc.constant(desk.processId),
        groupId: fc.constantFrom('', desk.groupId, desk.otherGroupId, 'unheard-of'),
        confirmation: fc.constantFrom('none', 'pending', 'confirmed', 'contradicted'),
        createdBy: fc.constantFrom('me', otherAgentId),
        period: fc.constantFrom(...PERIODS),
        search: words,
        sort: fc.constantFrom('created', 'news'),
        direction: fc.constantFrom('asc', 'desc'),
      },
      { requiredKeys: [] },
    )
    const people = fc.constantFrom(desk.staff.support, desk.staff.manager, limited())
    await fc.assert(
      fc.asyncProperty(people, queries, async (actor, query) => {
        const expected = bruteForce(actor, query as ListQueryInput)
        const { ids } = await allPages(actor, query as ListQueryInput)
        expect(ids).toEqual(expected.map(({ id }) => id))

        const counts = await countByStatus(desk.as(actor), query as ListQueryInput)
        const everyStatus = bruteForce(actor, query as ListQueryInput, false)
        expect(counts.all).toEqual({ n: everyStatus.length, capped: false })
        for (const status of ENROLLMENT_STATUSES) {
          const n = everyStatus.filter((one) => one.status === status).length
          expect(counts[status]).toEqual({ n, capped: false })
        }
      }),
      { numRuns: 150, seed: 360 },
    )
  }, 120_000)
})
