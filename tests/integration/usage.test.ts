import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import { countByStatus } from '@/lib/enrollments/count-by-status'
import { listEnrollments } from '@/lib/enrollments/list-enrollments'
import { listQueryFrom } from '@/lib/enrollments/list-query'
import { createProcess } from '@/lib/processes/create-process'
import { readUsage } from '@/lib/usage/read-usage'
import { addDays } from '@/lib/usage/usage-days'
import { type CountedFigure, usageListParams } from '@/lib/usage/usage-list-params'
import type { CountFigures, DayRange, UsageFigures } from '@/lib/usage/usage-view'
import { type FictionalEnrollment, fictionalEnrollments } from '../bench/fictional-enrollments'
import { storeEnrollments } from '../fixtures/store-enrollments'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

const FIGURES = [
  'total',
  'unconfirmed',
  'fresh',
  'started',
  'ok',
  'ko',
  'canceled',
  'failed',
  'discontinued',
  'everStarted',
  'neverStarted',
  'verdicts',
  'idclaims',
  'retries',
] as const satisfies readonly CountedFigure[]

/** Days in Paris, as Intl writes them: yyyy-mm-dd. */
const inParis = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' })

/** docs/usage.md once more, without the code that keeps the rollup. */
function isCounted(one: FictionalEnrollment, figure: CountedFigure): boolean {
  const { status } = one
  if (status === 'NOT_CREATED') return false
  const begun = one.startedAt !== null || ['STARTED', 'OK', 'KO'].includes(status)
  const answers: Record<CountedFigure, boolean> = {
    total: true,
    unconfirmed: status === 'UNCONFIRMED',
    fresh: status === 'NEW',
    started: status === 'STARTED',
    ok: status === 'OK',
    ko: status === 'KO',
    canceled: status === 'CANCELED',
    failed: status === 'FAILED',
    discontinued: status === 'DISCONTINUED',
    everStarted: begun,
    neverStarted: !begun,
    verdicts: status === 'OK' || status === 'KO',
    idclaims: one.hasIdclaim,
    retries: one.retry,
  }
  return answers[figure]
}

describe.each(ENGINES)('usage on %s', (engine) => {
  let desk: TestDesk
  let known: FictionalEnrollment[]
  let manager: Context
  beforeAll(async () => {
    desk = await openTestDesk(engine)
    const secondProcessId = await createProcess(desk.system, {
      id360Uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e102',
      name: 'Élévation de plafond',
    })
    known = [
      ...fictionalEnrollments({
        count: 1_200,
        now: desk.clock(),
        seed: 51,
        staffIds: [desk.staff.support.id],
        processIds: [desk.processId, secondProcessId],
        groupIds: [desk.groupId, desk.otherGroupId],
      }),
      // One month in which more happens than a list counts one by one.
      ...[
        ...fictionalEnrollments({
          count: 1_700,
          now: desk.clock(),
          seed: 52,
          staffIds: [desk.staff.support.id],
          processIds: [desk.processId, secondProcessId],
          groupIds: [desk.groupId, desk.otherGroupId],
        }),
      ].map((one, index) => {
        const createdAt = Date.UTC(2026, 8, 3) + index * 1_400_000
        return { ...one, createdAt, finishedAt: one.finishedAt && createdAt + 1000 * (index + 60) }
      }),
    ]
    await storeEnrollments(
      desk,
      known.map((one) => ({ ...one, lastName: null, firstName: null, email: null })),
    )
    for (const { id, createdAt } of known) days.set(id, inParis.format(createdAt))
    manager = desk.as(desk.staff.manager)
  }, 60_000)
  afterAll(() => desk.close())

  const days = new Map<string, string>()
  const dayOf = ({ id }: FictionalEnrollment) => days.get(id) ?? ''
  const within = ({ from, to }: DayRange) => known.filter((one) => dayOf(one) >= from && dayOf(one) <= to)
  const countOf = (some: FictionalEnrollment[], figure: CountedFigure) =>
    some.filter((one) => isCounted(one, figure)).length
  const expectCounts = (figures: CountFigures, some: FictionalEnrollment[]) => {
    for (const figure of FIGURES) expect([figure, figures[figure]]).toEqual([figure, countOf(some, figure)])
  }
  const expectFigures = (figures: UsageFigures, some: FictionalEnrollment[]) => {
    expectCounts(figures, some)
    const durations = some
      .filter(({ status }) => status === 'OK' || status === 'KO')
      .flatMap(({ createdAt, finishedAt }) => (finishedAt === null ? [] : [finishedAt - createdAt]))
      .sort((a, b) => a - b)
    for (const [p, told] of [
      [0.5, figures.medianMs],
      [0.9, figures.p90Ms],
    ] as const) {
      const exact = durations[Math.max(0, Math.ceil(p * durations.length) - 1)] ?? null
      if (exact === null) expect(told).toBeNull()
      else expect(Math.abs((told ?? 0) - exact) / exact).toBeLessThan(0.025)
    }
  }

  it('counts every period exactly, by month, group and process, and the periods it is compared with', async () => {
    for (const query of [
      {},
      { period: 'month', from: '2026-09-12' },
      { period: 'quarter', from: '2026-02-01' },
      { period: 'year', from: '2026-06-30' },
      { period: 'range', from: '2026-08-31', to: '2026-09-01' },
      { period: 'range', from: '2026-09-10', to: '2026-09-20' },
      { period: 'range', from: '2026-09-04', to: '2026-09-29' },
      { period: 'range', from: '2025-01-17', to: '2026-10-11' },
      { period: 'range', from: '2018-01-01', to: '2027-12-31' },
      { period: 'month', from: '2026-09-01', groupId: '' },
      { period: 'quarter', from: '2026-09-01', processId: desk.processId, groupId: desk.groupId },
    ] as const) {
      const view = await readUsage(manager, query)
      const asked = { groupId: null, processId: null, ...query }
      const of = (range: DayRange) =>
        within(range).filter(
          ({ groupId, processId }) =>
            (asked.groupId === null || groupId === asked.groupId) &&
            (asked.processId === null || processId === asked.processId),
        )
      expectFigures(view.totals.now, of(view.range))
      expectFigures(view.totals.before, of(view.before))
      expectFigures(view.totals.yearBefore, of(view.yearBefore))
      for (const { range, figures } of view.months) expectCounts(figures, of(range))
      for (const { group, figures } of view.groups) {
        expectFigures(
          figures,
          of(view.range).filter(({ groupId }) => groupId === group.id),
        )
      }
      for (const { group, process, figures } of view.rows) {
        const cell = of(view.range).filter((one) => one.groupId === group.id && one.processId === process.id)
        expectFigures(figures, cell)
      }
      for (const figure of FIGURES) {
        const sum = (parts: { figures: CountFigures }[]) =>
          parts.reduce((total, { figures }) => total + figures[figure], 0)
        const total = view.totals.now[figure]
        expect([sum(view.rows), sum(view.groups), sum(view.months)]).toEqual([total, total, total])
      }
    }
  })

  it('leads from every figure to the list of exactly those enrollments, which says the same number', async () => {
    const limited = desk.as({ ...desk.staff.manager, groupIds: [desk.otherGroupId] })
    for (const [ctx, query] of [
      [manager, { period: 'month', from: '2026-09-01' }],
      [manager, { period: 'range', from: '2026-08-20', to: '2026-09-17' }],
      [limited, { period: 'year', from: '2026-01-01' }],
    ] as const) {
      const view = await readUsage(ctx, query)
      const [row] = view.rows
      if (!row) throw new Error('nothing was used')
      const places = [
        { figures: view.totals.now, range: view.range },
        { figures: view.totals.before, range: view.before },
        { figures: row.figures, range: view.range, groupId: row.group.id, processId: row.process.id },
        ...view.groups.map(({ group, figures }) => ({ figures, range: view.range, groupId: group.id })),
        ...view.months.slice(-1).map(({ figures, range }) => ({ figures, range })),
      ]
      for (const { figures, ...place } of places) {
        for (const figure of FIGURES) {
          const asked = listQueryFrom(Object.fromEntries(usageListParams(figure, place)))
          const counts = await countByStatus(ctx, asked)
          const shown = asked.status.length === 0 ? [counts.all] : asked.status.map((name) => counts[name])
          const told = {
            n: shown.reduce((sum, { n }) => sum + n, 0),
            capped: shown.some(({ capped }) => capped),
          }
          expect([figure, told]).toEqual([figure, { n: figures[figure], capped: false }])
        }
      }
      for (const figure of FIGURES) {
        const asked = listQueryFrom(Object.fromEntries(usageListParams(figure, { range: view.range })))
        const ids: string[] = []
        for (let cursor: string | null = null; ; ) {
          const page = await listEnrollments(ctx, { ...asked, cursor, pageSize: 100 })
          ids.push(...page.rows.map(({ id }) => id))
          expect(page.rows.every(({ lastName }) => lastName === null)).toBe(true)
          cursor = page.nextCursor
          if (cursor === null) break
        }
        const { groupIds } = ctx === limited ? { groupIds: [desk.otherGroupId] } : { groupIds: null }
        const wanted = within(view.range).filter(
          (one) => isCounted(one, figure) && (groupIds?.includes(one.groupId) ?? true),
        )
        expect(ids.sort()).toEqual(wanted.map(({ id }) => id).sort())
        expect(ids).toHaveLength(view.totals.now[figure])
      }
    }
  })

  it('compares with the period before and the same a year earlier', async () => {
    const rangesOf = async (query: Parameters<typeof readUsage>[1]) => {
      const { range, before, yearBefore } = await readUsage(manager, query)
      return [range, before, yearBefore].map(({ from, to }) => `${from} ${to}`)
    }
    expect(await rangesOf({})).toEqual([
      '2026-11-01 2026-11-30',
      '2026-10-01 2026-10-31',
      '2025-11-01 2025-11-30',
    ])
    expect(await rangesOf({ period: 'quarter', from: '2026-02-10' })).toEqual([
      '2026-01-01 2026-03-31',
      '2025-10-01 2025-12-31',
      '2025-01-01 2025-03-31',
    ])
    expect(await rangesOf({ period: 'month', from: '2024-02-29' })).toEqual([
      '2024-02-01 2024-02-29',
      '2024-01-01 2024-01-31',
      '2023-02-01 2023-02-28',
    ])
    expect(await rangesOf({ period: 'range', from: '2024-02-29', to: '2024-02-29' })).toEqual([
      '2024-02-29 2024-02-29',
      '2024-02-28 2024-02-28',
      '2023-02-28 2023-02-28',
    ])
    expect(await rangesOf({ period: 'range', from: '2025-02-01', to: '2025-02-28' })).toEqual([
      '2025-02-01 2025-02-28',
      '2025-01-04 2025-01-31',
      '2024-02-01 2024-02-29',
    ])
    expect(await rangesOf({ period: 'range', from: '2026-03-25', to: '2026-04-03' })).toEqual([
      '2026-03-25 2026-04-03',
      '2026-03-15 2026-03-24',
      '2025-03-25 2025-04-03',
    ])
  })

  it('refuses what cannot be counted, and says which field is wrong', async () => {
    const tooLong = addDays('2016-11-24', 3652)
    for (const [query, fieldErrors] of [
      [{ period: 'range', from: '2026-03-02', to: '2026-03-01' }, { to: 'endsBeforeStart' }],
      [{ period: 'range', from: '2016-11-24', to: tooLong }, { to: 'longerThanTenYears' }],
      [{ period: 'range', from: '2026-02-30', to: '2026-03-01' }, { from: 'notADay' }],
      [{ period: 'range', from: '2026-03-01' }, { to: 'required' }],
      [{ period: 'range' }, { from: 'required', to: 'required' }],
      [{ period: 'month', from: '0000-01-01' }, { from: 'notADay' }],
      [{ groupId: '=cmd|calc' }, { groupId: 'unknownGroup' }],
      [{ processId: 'x\u202e😀;"\n' }, { processId: 'unknownProcess' }],
    ] as const) {
      await expect(readUsage(manager, query)).rejects.toMatchObject({ code: 'INVALID', fieldErrors })
    }
    const almost = { period: 'range', from: '2016-11-24', to: '2026-11-23' } as const
    expect((await readUsage(manager, almost)).range).toMatchObject({ to: '2026-11-23' })
  })

  it('shows people who are limited to groups those, and nothing of the others', async () => {
    const limited = desk.as({ ...desk.staff.manager, groupIds: [desk.groupId] })
    const view = await readUsage(limited, { period: 'year' })
    expect(view.limited).toBe(true)
    expect(view.choices.groups.map(({ id }) => id)).toEqual([desk.groupId])
    expect(view.groups.map(({ group }) => group.id)).toEqual([desk.groupId])
    expectFigures(
      view.totals.now,
      within(view.range).filter(({ groupId }) => groupId === desk.groupId),
    )
    for (const groupId of [desk.otherGroupId, '']) {
      await expect(readUsage(limited, { groupId })).rejects.toMatchObject({
        fieldErrors: { groupId: 'unknownGroup' },
      })
    }
    const nothing = await readUsage(desk.as({ ...desk.staff.manager, groupIds: [] }), {})
    expect(nothing).toMatchObject({ rows: [], groups: [], totals: { now: { total: 0 } } })
    await expect(readUsage(desk.as(desk.staff.support), {})).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('sorts the table by what it is asked for, names as the reader’s language does', async () => {
    const namesBy = async (sort: 'process' | 'group', direction: 'asc' | 'desc') => {
      const { rows } = await readUsage(manager, { period: 'year', sort, direction })
      return [...new Set(rows.map((row) => row[sort].name))]
    }
    expect(await namesBy('process', 'asc')).toEqual(['Élévation de plafond', 'Ouverture de compte'])
    expect(await namesBy('process', 'desc')).toEqual(['Ouverture de compte', 'Élévation de plafond'])
    expect(await namesBy('group', 'asc')).toEqual(['Agence de Lyon', 'Agence de Nantes', ''])
    for (const sort of ['total', 'successRate', 'medianMs', 'neverStarted'] as const) {
      const { rows } = await readUsage(manager, { period: 'year', sort, direction: 'desc' })
      const values = rows.map(({ figures }) => figures[sort] ?? -1)
      expect(values).toEqual([...values].sort((a, b) => b - a))
    }
  })
})
