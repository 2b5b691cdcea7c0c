import { sql } from 'drizzle-orm'
import type { Context, StaffActor } from '@/lib/context'
import { contextFor } from '@/lib/desk'
import { countByStatus } from '@/lib/enrollments/count-by-status'
import { writeCursor } from '@/lib/enrollments/list-cursor'
import { listEnrollments } from '@/lib/enrollments/list-enrollments'
import type { ListQueryInput } from '@/lib/enrollments/list-query'
import { YEARS_MS } from './fictional-enrollments'
import { filledDesk } from './filled-desk'
import { median, percentile } from './percentile'

/**
 * Ten typical pages of the list, rows and tab counts, on a desk of 10,000 enrollments and on one of 1,000,000: what a
 * page costs must not grow with the desk. `--explain` also prints how SQLite runs the queries of the large desk;
 * `--keep=<folder>` fills the desks there once and uses them again.
 */
const keepIn = process.argv.find((argument) => argument.startsWith('--keep='))?.slice('--keep='.length)
const SMALL = 10_000
const LARGE = 1_000_000
const REPETITIONS = 100
const WARM_UPS = 10
const NOW = Date.UTC(2026, 10, 23, 9, 0, 0)

type Choices = { processId: string; groupId: string; someReference: string; rareName: string }

const QUERIES: [string, (choices: Choices) => ListQueryInput][] = [
  ['everything, newest first', () => ({})],
  ['status KO', () => ({ status: ['KO'] })],
  ['a group, the last 30 days', ({ groupId }) => ({ groupId, period: '30d' })],
  [
    'a process, created by me, still open',
    ({ processId }) => ({ processId, createdBy: 'me', status: ['NEW', 'STARTED'] }),
  ],
  ['started, silent for longest', () => ({ status: ['STARTED'], sort: 'news', direction: 'asc' })],
  ['search: a common name', () => ({ search: 'Martin' })],
  ['search: first and last name', () => ({ search: 'marie martin' })],
  ['search: a rare name', ({ rareName }) => ({ search: rareName })],
  ['search: a reference', ({ someReference }) => ({ search: someReference })],
  [
    'half-way through the OK ones',
    () => {
      const order = { sort: 'created', direction: 'desc' } as const
      const cursor = writeCursor(order, { towards: 'next', instant: NOW - YEARS_MS / 2, id: 'f' })
      return { ...order, status: ['OK'], cursor }
    },
  ],
]

type Filled = { ctx: Context; choices: Choices; close(): Promise<void> }

const say = (text: string) => process.stderr.write(`${text}\n`)

async function openFilled(count: number): Promise<Filled> {
  const filled = await filledDesk(count, { now: NOW, keepIn })
  const { desk, processIds, groupIds } = filled
  const [agent] = await desk.store.read.select().from(desk.store.tables.staff).limit(1)
  if (!agent) throw new Error('the demo seed is empty')
  const actor: StaffActor = { ...agent, kind: 'staff', sessionId: 'bench' }
  const choices = {
    processId: processIds[1] ?? '',
    groupId: groupIds[5] ?? '',
    someReference: `CLI-${String(Math.floor(count * 0.618)).padStart(7, '0')}`,
    rareName: 'Zanquinpré',
  }
  return { ctx: contextFor(actor, desk), choices, close: filled.close }
}

/** Milliseconds that one page takes: its rows and the counts of its tabs. */
async function timePage({ ctx }: Filled, query: ListQueryInput): Promise<{ ms: number; rows: number }> {
  const begun = performance.now()
  const [page] = await Promise.all([listEnrollments(ctx, query), countByStatus(ctx, query)])
  return { ms: performance.now() - begun, rows: page.rows.length }
}

/** Prints how SQLite runs what the verbs ask of it. */
async function explain(filled: Filled) {
  const { store } = filled.ctx
  const rows: typeof store.read.rows = async (query) => {
    const plan = await store.read.rows<{ detail: string }>(sql`explain query plan ${query}`)
    console.log(plan.map(({ detail }) => `    ${detail}`).join('\n'), '\n')
    return store.read.rows(query)
  }
  const ctx = { ...filled.ctx, store: { ...store, read: Object.assign(Object.create(store.read), { rows }) } }
  for (const [name, queryOf] of QUERIES) {
    console.log(`\n${name}`)
    await timePage({ ...filled, ctx }, queryOf(filled.choices))
  }
}

const desks: Filled[] = []
try {
  for (const count of [SMALL, LARGE]) {
    say(`${count} enrollments`)
    desks.push(await openFilled(count))
  }
  const [, large] = desks
  if (large && process.argv.includes('--explain')) await explain(large)
  const times = QUERIES.map(() => desks.map((): number[] => []))
  const rows = QUERIES.map(() => desks.map(() => 0))
  for (let round = -WARM_UPS; round < REPETITIONS; round++) {
    for (const [number, [, queryOf]] of QUERIES.entries()) {
      // Small and large take turns, so that a busy moment of the machine meets both.
      for (const [which, desk] of desks.entries()) {
        const page = await timePage(desk, queryOf(desk.choices))
        if (round >= 0) times[number]?.[which]?.push(page.ms)
        const counted = rows[number]
        if (counted) counted[which] = page.rows
      }
    }
  }
  console.log(`${'query (rows small/large)'.padEnd(52)} median      p95   median      p95`)
  for (const [number, [name]] of QUERIES.entries()) {
    const cells = (times[number] ?? []).flatMap((ms) => [median(ms), percentile(ms, 0.95)])
    const label = `${name} (${rows[number]?.join('/')})`
    console.log(label.padEnd(50) + cells.map((ms) => ms.toFixed(2).padStart(9)).join(''))
  }
  const [p95Small = Number.NaN, p95Large = Number.NaN] = desks.map((_, which) =>
    percentile(
      times.flatMap((ofQuery) => ofQuery[which] ?? []),
      0.95,
    ),
  )
  const round = (value: number) => Math.round(value * 100) / 100
  console.log(
    JSON.stringify({
      bench: 'list',
      ratio: round(p95Large / p95Small),
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
