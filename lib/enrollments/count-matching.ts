import { type SQL, sql } from 'drizzle-orm'
import type { EnrollmentStatus } from '@/db/schema/enrollment'
import type { Context } from '@/lib/context'
import { chooseDriver, type Driver } from './choose-driver'
import { createdRange, hasValue, type ListFilters } from './list-filters'
import { aside, remainingFilters } from './remaining-filters'
import { termStatuses } from './walk-terms'

/** How many were found in a status; `capped`: at least so many. */
export type Counted = { status: EnrollmentStatus; n: number; capped: boolean }

/** How much one count may read: entries of an index, and rows of the table, which cost many times as much. */
const MOST_ENTRIES = 2_000
const MOST_ROWS = 500

/**
 * Counts the enrollments of any filters by status, the newest first, until it has read as much as a count may. A status
 * in which none was met is left out.
 */
export async function countMatching(
  ctx: Context,
  filters: ListFilters,
): Promise<{ counted: Counted[]; capped: boolean }> {
  const { driver, size } = await chooseDriver(ctx, filters, MOST_ENTRIES)
  if (driver.kind === 'words') {
    return byStatus(ctx, fewStatuses(ctx, filters, driver), () => false)
  }
  if (driver.kind === 'term') {
    const most = { mostEntries: MOST_ENTRIES, mostRows: MOST_ROWS }
    const statuses = sql`select status, 1 as hit from (${termStatuses(ctx, filters, driver, most)}) as found`
    return byStatus(ctx, statuses, ({ hits }) => size >= MOST_ENTRIES || hits >= MOST_ROWS)
  }
  const remaining = remainingFilters(ctx, filters, driver)
  const most = driver.kind === 'column' && remaining.length === 0 ? MOST_ENTRIES : MOST_ROWS
  return byStatus(ctx, metStatuses(ctx, filters, driver, remaining, most), ({ met }) => met >= most)
}

/** Groups a query of `status` and `hit` (1 where it matches, 0 where it was only met). */
async function byStatus(
  ctx: Context,
  statuses: SQL,
  isCapped: (totals: { met: number; hits: number }) => boolean,
) {
  const rows = await ctx.store.read.rows<{
    status: EnrollmentStatus
    n: number | string
    met: number | string
  }>(sql`select status, sum(hit) as n, count(*) as met from (${statuses}) as statuses group by status`)
  const totals = { met: 0, hits: 0 }
  for (const row of rows) {
    totals.met += Number(row.met)
    totals.hits += Number(row.n)
  }
  const capped = isCapped(totals)
  return { counted: rows.map(({ status, n }) => ({ status, n: Number(n), capped })), capped }
}

const and = (conditions: SQL[]) => (conditions.length === 0 ? sql`1 = 1` : sql.join(conditions, sql` and `))

/** All of the few enrollments of a long word that match. */
function fewStatuses(ctx: Context, filters: ListFilters, driver: Extract<Driver, { kind: 'words' }>): SQL {
  const { enrollment, searchTerm } = ctx.store.tables
  const few = sql`${enrollment.id} in (select ${searchTerm.enrollmentId} from ${searchTerm}
    where ${searchTerm.term} >= ${driver.from} and ${searchTerm.term} < ${driver.below})`
  const range = createdRange(aside(ctx, enrollment.createdAt), filters)
  return sql`select ${enrollment.status} as status, 1 as hit from ${enrollment}
    where ${and([few, ...range, ...remainingFilters(ctx, filters, driver)])}`
}

/** The newest `most` enrollments of each value of the driver's column, or of all, and whether they match. */
function metStatuses(
  ctx: Context,
  filters: ListFilters,
  driver: Extract<Driver, { kind: 'column' | 'all' }>,
  remaining: SQL[],
  most: number,
): SQL {
  const { enrollment } = ctx.store.tables
  const hit = remaining.length === 0 ? sql`1` : sql`case when ${and(remaining)} then 1 else 0 end`
  const range = createdRange(enrollment.createdAt, filters)
  const newest = (conditions: SQL[]) =>
    sql`select ${enrollment.status} as status, ${hit} as hit from ${enrollment}
      where ${and([...conditions, ...range])} order by ${enrollment.createdAt} desc limit ${most}`
  if (driver.kind === 'all') return newest([])
  const parts = driver.values.map((value, index) => {
    const ofValue = newest([hasValue(driver.column, enrollment[driver.column], [value])])
    return sql`select * from (${ofValue}) as ${sql.identifier(`w${index}`)}`
  })
  return sql.join(parts, sql` union all `)
}
