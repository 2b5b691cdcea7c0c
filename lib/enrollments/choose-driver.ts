import { type SQL, sql } from 'drizzle-orm'
import type { EnrollmentStatus } from '@/db/schema/enrollment'
import type { Context } from '@/lib/context'
import { COUNT_OF_STATUS } from '@/lib/usage/usage-counts'
import {
  createdRange,
  FILTER_COLUMNS,
  type FilterColumn,
  hasValue,
  isOneOf,
  type ListFilters,
} from './list-filters'
import { ENROLLMENT_STATUSES } from './list-query'
import { LONGEST_PREFIX, SHORTEST_PREFIX } from './search-terms'

/**
 * What a list is walked by; everything else is a filter on what the walk meets.
 * `column`: an index of `enrollment`, once for each value. `term`: the enrollments of one search term, in the order of
 * creation; `word` is the word it settles, null when the term is only the beginning of a longer one. `words`: the few
 * enrollments with a word that begins so, in no order. `all`: the index of the order itself.
 */
export type Driver =
  | { kind: 'column'; column: FilterColumn; values: string[] }
  | { kind: 'term'; term: string; word: string | null }
  | { kind: 'words'; from: string; below: string; word: string }
  | { kind: 'all' }

/** A driver and how many enrollments it would meet: exact below the cap of its probe, a guess above. */
export type SizedDriver = { driver: Driver; size: number }

/** Below this many, the enrollments of a long word are fetched one by one. */
const FEW = 1000
/** A probe that reached its cap says "more than that"; how much more is not worth knowing. */
const MORE_THAN_PROBED = 10

/** The first term after every term that begins with `word`. */
const afterAll = (word: string) => `${word}\u{10FFFF}`

/** The ways in that the filters offer, likely small ones first: the first of equals is taken. */
function candidates(filters: ListFilters): Driver[] {
  const { namespace } = filters
  const byWords = filters.words.flatMap((word): Driver[] => {
    const letters = [...word]
    if (letters.length < SHORTEST_PREFIX) return []
    const term = namespace + letters.slice(0, LONGEST_PREFIX).join('')
    if (letters.length <= LONGEST_PREFIX) return [{ kind: 'term', term, word }]
    const from = namespace + word
    return [
      { kind: 'words', from, below: afterAll(from), word },
      { kind: 'term', term, word: null },
    ]
  })
  const byColumns = FILTER_COLUMNS.flatMap((column): Driver[] => {
    const values = filters.columns[column]
    return values ? [{ kind: 'column', column, values }] : []
  })
  return [...byWords, ...byColumns]
}

/** Counts a driver's enrollments: the rollup knows some exactly, the rest is counted in an index up to `cap`. */
function probe(ctx: Context, filters: ListFilters, driver: Driver, cap: number): SQL {
  const { enrollment, usageRollup, searchTerm } = ctx.store.tables
  if (driver.kind === 'column' && isCounted(driver.column)) {
    const { column, values } = driver
    const statuses = column === 'status' ? (values as EnrollmentStatus[]) : ENROLLMENT_STATUSES
    const n = sql.join(
      statuses.map((status) => sql`${usageRollup[COUNT_OF_STATUS[status]]}`),
      sql` + `,
    )
    const ofValues = column === 'status' ? [] : [isOneOf(usageRollup[column], values)]
    const conditions = [sql`${usageRollup.grain} = ${'year'}`, ...ofValues]
    return sql`select coalesce(sum(${n}), 0) from ${usageRollup} where ${sql.join(conditions, sql` and `)}`
  }
  const upToCap = (from: SQL, conditions: SQL[], most: number) =>
    sql`select count(*) from (select 1 from ${from} where ${sql.join(conditions, sql` and `)} limit ${most}) as probed`
  if (driver.kind === 'words') {
    const between = [sql`${searchTerm.term} >= ${driver.from}`, sql`${searchTerm.term} < ${driver.below}`]
    return upToCap(sql`${searchTerm}`, between, FEW)
  }
  if (driver.kind === 'term') {
    const range = createdRange(searchTerm.createdAt, filters)
    return upToCap(sql`${searchTerm}`, [sql`${searchTerm.term} = ${driver.term}`, ...range], cap)
  }
  const { column, values } = driver as Extract<Driver, { kind: 'column' }>
  const range = createdRange(enrollment.createdAt, filters)
  return upToCap(sql`${enrollment}`, [hasValue(column, enrollment[column], values), ...range], cap)
}

/**
 * Chooses the smallest way into a list, so that what is read depends on the page and not on how many enrollments there
 * are. `cap` bounds what the choice itself may read, per candidate.
 */
export async function chooseDriver(ctx: Context, filters: ListFilters, cap: number): Promise<SizedDriver> {
  const drivers = candidates(filters)
  const [only] = drivers
  if (!only) return { driver: { kind: 'all' }, size: Number.POSITIVE_INFINITY }
  const probes = drivers.map(
    (driver, index) => sql`(${probe(ctx, filters, driver, cap)}) as ${sql.identifier(`n${index}`)}`,
  )
  const [counted] = await ctx.store.read.rows<Record<string, number | string>>(
    sql`select ${sql.join(probes, sql`, `)}`,
  )
  let best: SizedDriver | null = null
  for (const [index, driver] of drivers.entries()) {
    const n = Number(counted?.[`n${index}`])
    // A long word with many enrollments cannot be fetched one by one; the beginning of it stands next in the list.
    if (driver.kind === 'words' && n >= FEW) continue
    const exact = n < cap || (driver.kind === 'column' && isCounted(driver.column))
    const size = exact ? n : cap * MORE_THAN_PROBED
    if (!best || size < best.size) best = { driver, size }
  }
  return best ?? { driver: { kind: 'all' }, size: Number.POSITIVE_INFINITY }
}

/** Whether the rollup knows how many enrollments have a value of this column. */
function isCounted(column: FilterColumn): column is 'status' | 'processId' | 'groupId' {
  return column === 'status' || column === 'processId' || column === 'groupId'
}
