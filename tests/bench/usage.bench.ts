import type { Context, StaffActor } from '@/lib/context'
import { contextFor } from '@/lib/desk'
import { countByStatus } from '@/lib/enrollments/count-by-status'
import { listEnrollments } from '@/lib/enrollments/list-enrollments'
import { listQueryFrom } from '@/lib/enrollments/list-query'
import { readBudgets } from '@/lib/usage/read-budgets'
import { readUsage } from '@/lib/usage/read-usage'
import { readUsageMonths } from '@/lib/usage/read-usage-months'
import { type CountedFigure, usageListParams } from '@/lib/usage/usage-list-params'
import type { UsageQueryInput } from '@/lib/usage/usage-query'
import { filledDesk } from './filled-desk'
import { median, percentile } from './percentile'

/**
 * What the usage page reads, and the lists behind its figures, on a desk of 10,000 enrollments and on one of 1,000,000:
 * figures must not cost more where there is more to count. `--keep=<folder>` fills the desks there once and uses them
 * again. Unit: milliseconds; ratio of the 95th percentiles over all queries. `cold_ratio`: the same when nothing of the
 * rollup is remembered from an earlier question (lib/usage/read-pieces.ts).
 */
const keepIn = process.argv.find((argument) => argument.startsWith('--keep='))?.slice('--keep='.length)
const SMALL = 10_000
const LARGE = 1_000_000
const REPETITIONS = 60
const WARM_UPS = 6
const NOW = Date.UTC(2026, 10, 23, 9, 0, 0)

type Subject = { manager: Context; limited: Context; groupId: string; processId: string }

/** The same desk to someone who remembers nothing. */
function forgetful(subject: Subject): Subject {
  const forget = (ctx: Context): Context => ({ ...ctx, store: { ...ctx.store } })
  return { ...subject, manager: forget(subject.manager), limited: forget(subject.limited) }
}
type Query = [string, (subject: Subject) => Promise<unknown>]

const usage = (query: UsageQueryInput) => (subject: Subject) => readUsage(subject.manager, query)

/** A figure, and the list that it leads to: its first page and its counts. */
const drillDown = (figure: CountedFigure, query: UsageQueryInput) => async (subject: Subject) => {
  const view = await readUsage(subject.manager, query)
  const { groupId, processId } = subject
  const params = usageListParams(figure, { range: view.range, groupId, processId })
  const asked = listQueryFrom(Object.fromEntries(params))
  await Promise.all([listEnrollments(subject.manager, asked), countByStatus(subject.manager, asked)])
}

const QUERIES: Query[] = [
  [
    'this month, and the twelve months of its chart',
    ({ manager }) =>
      Promise.all([
        readUsage(manager, {}),
        readUsageMonths(manager, { period: 'range', from: '2025-12-01', to: '2026-11-30' }),
      ]),
  ],
  ['last month, by success rate', usage({ from: '2026-10-01', sort: 'successRate', direction: 'desc' })],
  ['a quarter', usage({ period: 'quarter', from: '2026-05-01' })],
  ['a year, by median', usage({ period: 'year', from: '2026-01-01', sort: 'medianMs' })],
  ['the last 30 days', usage({ period: 'range', from: '2026-10-25', to: '2026-11-23' })],
  ['eleven days', usage({ period: 'range', from: '2026-06-10', to: '2026-06-20' })],
  ['since the beginning', usage({ period: 'range', from: '2024-11-23', to: '2026-11-23' })],
  ['a month of one group', ({ manager, groupId }) => readUsage(manager, { from: '2026-03-01', groupId })],
  [
    'a year of one process',
    ({ manager, processId }) => readUsage(manager, { period: 'year', from: '2026-01-01', processId }),
  ],
  ['a year, for a manager of three groups', ({ limited }) => readUsage(limited, { period: 'year' })],
  ['budgets on the home page', ({ manager }) => readBudgets(manager)],
  ['a month and its KO', drillDown('ko', { from: '2026-08-01' })],
  ['a quarter and those never begun', drillDown('neverStarted', { period: 'quarter', from: '2026-08-01' })],
  ['a year and its idclaims', drillDown('idclaims', { period: 'year', from: '2026-08-01' })],
]

const say = (text: string) => process.stderr.write(`${text}\n`)

const desks: { subject: Subject; close(): Promise<void> }[] = []
try {
  for (const count of [SMALL, LARGE]) {
    say(`${count} enrollments`)
    const { desk, groupIds, processIds, close } = await filledDesk(count, {
      now: NOW,
      keepIn,
      searchable: false,
    })
    const { staff, usageGroup } = desk.store.tables
    const people = await desk.store.read.select().from(staff)
    const person = people.find(({ roles }) => roles.includes('manager'))
    if (!person) throw new Error('the demo seed has no manager')
    await desk.store.tx(async (tx) => {
      await tx.update(usageGroup).set({ monthlyAllowance: count / 500 })
    })
    const manager: StaffActor = { ...person, kind: 'staff', sessionId: 'bench', groupIds: null }
    desks.push({
      subject: {
        manager: contextFor(manager, desk),
        limited: contextFor({ ...manager, groupIds: groupIds.slice(3, 6) }, desk),
        groupId: groupIds[5] ?? '',
        processId: processIds[1] ?? '',
      },
      close,
    })
  }
  const times = QUERIES.map(() => desks.map((): number[] => []))
  const coldTimes = QUERIES.map(() => desks.map((): number[] => []))
  for (let round = -WARM_UPS; round < REPETITIONS; round++) {
    for (const [number, [, run]] of QUERIES.entries()) {
      // Small and large take turns, so that a busy moment of the machine meets both.
      for (const [which, { subject }] of desks.entries()) {
        for (const [asked, kept] of [
          [forgetful(subject), coldTimes],
          [subject, times],
        ] as const) {
          const begun = performance.now()
          await run(asked)
          if (round >= 0) kept[number]?.[which]?.push(performance.now() - begun)
        }
      }
    }
  }
  console.log(
    `${'query (10,000, then 1,000,000 enrollments)'.padEnd(48)}   median      p95   median      p95`,
  )
  for (const [number, [name]] of QUERIES.entries()) {
    const cells = (times[number] ?? []).flatMap((ms) => [median(ms), percentile(ms, 0.95)])
    console.log(name.padEnd(48) + cells.map((ms) => ms.toFixed(2).padStart(9)).join(''))
  }
  const p95Of = (kept: number[][][], which: number) =>
    percentile(
      kept.flatMap((ofQuery) => ofQuery[which] ?? []),
      0.95,
    )
  const [p95Small, p95Large] = [p95Of(times, 0), p95Of(times, 1)]
  const round = (value: number) => Math.round(value * 100) / 100
  console.log(
    JSON.stringify({
      bench: 'usage',
      ratio: round(p95Large / p95Small),
      cold_ratio: round(p95Of(coldTimes, 1) / p95Of(coldTimes, 0)),
      p95_small_ms: round(p95Small),
      p95_large_ms: round(p95Large),
      small: SMALL,
      large: LARGE,
      queries: QUERIES.length,
      repetitions: REPETITIONS,
    }),
  )
} finally {
  for (const desk of desks) await desk.close()
}
