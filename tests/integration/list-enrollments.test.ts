import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffActor } from '@/lib/context'
import { countByStatus } from '@/lib/enrollments/count-by-status'
import { writeCursor } from '@/lib/enrollments/list-cursor'
import { listEnrollments } from '@/lib/enrollments/list-enrollments'
import { ENROLLMENT_STATUSES, type ListQueryInput, PERIODS } from '@/lib/enrollments/list-query'
import { searchWords } from '@/lib/enrollments/search-terms'
import { createGroup } from '@/lib/processes/create-group'
import { createProcess } from '@/lib/processes/create-process'
import { createStaff } from '@/lib/staff/create-staff'
import { type FictionalEnrollment, fictionalEnrollments } from '../bench/fictional-enrollments'
import { storeEnrollments } from '../fixtures/store-enrollments'
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
    await storeEnrollments(desk, known)
  })
  afterAll(() => desk.close())

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

  it('pages forward and back over the same rows, whatever is created meanwhile', async () => {
    const page = (cursor: string | null) =>
      listEnrollments(desk.as(desk.staff.support), { status: ['OK'], pageSize: 25, cursor })
    const first = await page(null)
    const second = await page(first.nextCursor)
    expect(first.previousCursor).toBeNull()
    const template = known[0]
    if (!template) throw new Error('nothing is known')
    const newcomers = [1, 2, 3].map((number) => ({
      ...template,
      id: `ffffffff-0000-7000-8000-00000000000${number}`,
      createdAt: desk.clock() + number,
      status: 'OK' as const,
    }))
    await storeEnrollments(desk, newcomers)
    known.push(...newcomers)
    expect((await page(first.nextCursor)).rows).toEqual(second.rows)
    const back = await page(second.previousCursor)
    expect(back.rows).toEqual(first.rows)
    const top = await page(back.previousCursor)
    expect(top.rows.map(({ id }) => id)).toEqual(
      bruteForce(desk.staff.support, { status: ['OK'] })
        .slice(0, 25)
        .map(({ id }) => id),
    )
    expect(top.previousCursor).toBeNull()
  })

  it('walks back through every page it walked forward through', async () => {
    const actor = desk.staff.support
    const query = { sort: 'news', direction: 'asc', pageSize: 25 } as const
    const expected = bruteForce(actor, query).map(({ id }) => id)
    let page = await listEnrollments(desk.as(actor), query)
    while (page.nextCursor)
      page = await listEnrollments(desk.as(actor), { ...query, cursor: page.nextCursor })
    const seen: string[] = page.rows.map(({ id }) => id)
    while (page.previousCursor) {
      page = await listEnrollments(desk.as(actor), { ...query, cursor: page.previousCursor })
      seen.unshift(...page.rows.map(({ id }) => id))
    }
    // The last step back shows the whole first page: what it repeats stands there twice.
    expect([...new Set(seen)]).toEqual(expected)
  })

  it('starts at the beginning when the cursor is damaged, or when nothing is left after it', async () => {
    const context = desk.as(desk.staff.support)
    const first = await listEnrollments(context, {})
    expect((await listEnrollments(context, { cursor: 'nonsense' })).rows).toEqual(first.rows)
    const beyond = writeCursor(
      { sort: 'created', direction: 'desc' },
      { towards: 'next', instant: 0, id: 'a' },
    )
    expect((await listEnrollments(context, { cursor: beyond })).rows).toEqual(first.rows)
  })

  it('shows names to those who may see them only, and whole e-mail addresses to nobody', async () => {
    const page = await listEnrollments(desk.as(desk.staff.manager), { pageSize: 100 })
    expect(page.rows.length).toBe(100)
    for (const row of page.rows)
      expect(row).toMatchObject({ lastName: null, firstName: null, maskedEmail: null })
    const text = JSON.stringify(page)
    for (const { email } of known) if (email) expect(text).not.toContain(email)
    const seen = await listEnrollments(desk.as(desk.staff.compliance), { pageSize: 100 })
    expect(seen.rows.some(({ lastName, maskedEmail }) => lastName !== null && maskedEmail !== null)).toBe(
      true,
    )
    for (const { email } of known) if (email) expect(JSON.stringify(seen)).not.toContain(email)
  })

  it('is for signed-in people', async () => {
    await expect(listEnrollments(desk.as({ kind: 'anonymous' }), {})).rejects.toMatchObject({
      code: 'SIGNED_OUT',
    })
  })
})

describe('the plans of the embedded engine', () => {
  it('read neither the whole table nor sort what an index has in order', async () => {
    const desk = await openTestDesk('sqlite')
    try {
      const plans: { query: string; plan: string }[] = []
      const { read } = desk.store
      const rows: typeof read.rows = async (query) => {
        const steps = await read.rows<{ detail: string }>(sql`explain query plan ${query}`)
        plans.push({ query: asked, plan: steps.map(({ detail }) => detail).join('\n') })
        return read.rows(query)
      }
      const spied = Object.assign(Object.create(read), { rows })
      const context = { ...desk.as(desk.staff.support), store: { ...desk.store, read: spied } }
      const { processId, groupId } = desk
      const queries: ListQueryInput[] = [
        {},
        { sort: 'news' },
        { sort: 'news', direction: 'asc', status: ['STARTED'] },
        { status: ['KO'] },
        { status: ['KO', 'FAILED'], processId, groupId },
        { groupId, period: '30d' },
        { createdBy: 'me', status: ['NEW'] },
        { confirmation: 'pending', processId },
        { period: '7d', sort: 'news' },
        { search: 'ma' },
        { search: 'marie martin', status: ['OK'] },
        { search: 'bernardin' },
        { search: 'm' },
      ]
      let asked = ''
      for (const query of queries) {
        asked = JSON.stringify(query)
        await listEnrollments(context, query)
        await countByStatus(context, query)
      }
      expect(plans.length).toBeGreaterThan(queries.length)
      const whole = plans.filter(({ plan }) => /^SCAN (enrollment|search_term|walked)$/m.test(plan))
      expect(whole).toEqual([])
      // On an empty desk every filter leads to few enough to sort when the order is that of the news.
      const inOrder = plans.filter(({ query }) => !/news|bernardin/.test(query))
      expect(inOrder.filter(({ plan }) => /TEMP B-TREE FOR (RIGHT PART OF )?ORDER BY/.test(plan))).toEqual([])
    } finally {
      await desk.close()
    }
  })
})
