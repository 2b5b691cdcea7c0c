import { and, sql } from 'drizzle-orm'
import type { EnrollmentStatus } from '@/db/schema/enrollment'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { chooseDriver, type Driver } from './choose-driver'
import { createdRange, isOneOf, type ListFilters, resolveFilters } from './list-filters'
import { ENROLLMENT_STATUSES, type ListQueryInput, listQuery } from './list-query'
import { aside, remainingFilters } from './walk-list'

/** `capped`: at least `n`; counting on would read more than a tab is worth. */
export type StatusCount = { n: number; capped: boolean }
export type StatusCounts = Record<EnrollmentStatus | 'all', StatusCount>

/** Nobody counts further on a tab. */
const CAP = 1_000
const PROBE = 2_000
/** How many enrollments a count may meet: index entries, and rows that must be read. */
const MOST_ENTRIES = 5_000
const MOST_ROWS = 1_000

/**
 * How many enrollments of the query stand in each status, whatever statuses the query asks for: the tabs. By process and
 * group exact, from the counters; with other filters exact while there are few, `capped` above.
 */
export async function countByStatus(ctx: Context, query: ListQueryInput): Promise<StatusCounts> {
  const actor = authorize(ctx, 'enrollments.list')
  const filters = resolveFilters(ctx, actor, { ...listQuery.parse(query), status: [] })
  if (!filters) return tally([])
  const { createdBy, confirmation, groupId, processId } = filters.columns
  const free = !createdBy && !confirmation && filters.words.length === 0
  const anyTime = filters.createdFrom === null && filters.createdBefore === null
  if (free && anyTime) return tally(await fromCounters(ctx, filters))
  if (free && !groupId && !processId) return tally(await eachStatus(ctx, filters))
  return tally(await fromWalk(ctx, filters))
}

type Counted = { status: EnrollmentStatus; n: number; capped: boolean }

function tally(counted: Counted[]): StatusCounts {
  const empty = ENROLLMENT_STATUSES.map((status) => [status, { n: 0, capped: false }] as const)
  const counts = { all: { n: 0, capped: false }, ...Object.fromEntries(empty) } as StatusCounts
  for (const { status, n, capped } of counted) {
    counts[status] = { n: counts[status].n + n, capped: counts[status].capped || capped }
    counts.all = { n: counts.all.n + n, capped: counts.all.capped || capped }
  }
  return counts
}

async function fromCounters(ctx: Context, { columns }: ListFilters): Promise<Counted[]> {
  const { enrollmentCount } = ctx.store.tables
  const rows = await ctx.store.read
    .select({ status: enrollmentCount.status, n: sql<number | string>`sum(${enrollmentCount.n})` })
    .from(enrollmentCount)
    .where(
      and(
        columns.processId && isOneOf(enrollmentCount.processId, columns.processId),
        columns.groupId && isOneOf(enrollmentCount.groupId, columns.groupId),
      ),
    )
    .groupBy(enrollmentCount.status)
  return rows.map(({ status, n }) => ({ status, n: Number(n), capped: false }))
}

/** Only a period: the index of each status tells it without reading rows. */
async function eachStatus(ctx: Context, filters: ListFilters): Promise<Counted[]> {
  const { enrollment } = ctx.store.tables
  const counts = ENROLLMENT_STATUSES.map((status) => {
    const conditions = [sql`${enrollment.status} = ${status}`, ...createdRange(enrollment.createdAt, filters)]
    const upToCap = sql`select 1 from ${enrollment} where ${sql.join(conditions, sql` and `)} limit ${CAP}`
    return sql`(select count(*) from (${upToCap}) as counted) as ${sql.identifier(status)}`
  })
  const [row] = await ctx.store.read.rows<Record<string, number | string>>(
    sql`select ${sql.join(counts, sql`, `)}`,
  )
  return ENROLLMENT_STATUSES.map((status) => {
    const n = Number(row?.[status] ?? 0)
    return { status, n, capped: n >= CAP }
  })
}

/** Meets a bounded number of enrollments, the newest, by the smallest way in, and sorts those that match. */
async function fromWalk(ctx: Context, filters: ListFilters): Promise<Counted[]> {
  const { driver } = await chooseDriver(ctx, filters, PROBE)
  const remaining = remainingFilters(ctx, filters, driver)
  const most = driver.kind === 'column' && remaining.length === 0 ? MOST_ENTRIES : MOST_ROWS
  const hit =
    remaining.length === 0 ? sql`1` : sql`case when ${sql.join(remaining, sql` and `)} then 1 else 0 end`
  const met = meetings(ctx, filters, driver, most, hit)
  const rows = await ctx.store.read.rows<{
    status: EnrollmentStatus
    n: number | string
    met: number | string
  }>(sql`select status, sum(hit) as n, count(*) as met from (${met.query}) as met group by status`)
  const total = rows.reduce((sum, row) => sum + Number(row.met), 0)
  const capped = total >= met.bound
  const byStatus = new Map(rows.map(({ status, n }) => [status, Number(n)]))
  return ENROLLMENT_STATUSES.map((status) => ({ status, n: byStatus.get(status) ?? 0, capped }))
}

function meetings(
  ctx: Context,
  filters: ListFilters,
  driver: Driver,
  most: number,
  hit: ReturnType<typeof sql>,
) {
  const { enrollment, searchTerm } = ctx.store.tables
  const columns = sql`${enrollment.status} as status, ${hit} as hit`
  const where = (conditions: ReturnType<typeof sql>[]) =>
    conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`
  if (driver.kind === 'term') {
    const conditions = [
      sql`${searchTerm.term} = ${driver.term}`,
      ...createdRange(searchTerm.createdAt, filters),
      sql`${enrollment.id} = ${searchTerm.enrollmentId}`,
    ]
    const query = sql`select ${columns} from ${searchTerm} cross join ${enrollment} ${where(conditions)}
      order by ${searchTerm.createdAt} desc, ${searchTerm.enrollmentId} desc limit ${most}`
    return { query, bound: most }
  }
  if (driver.kind === 'words') {
    const few = sql`${enrollment.id} in (select ${searchTerm.enrollmentId} from ${searchTerm}
      where ${searchTerm.term} >= ${driver.from} and ${searchTerm.term} < ${driver.below})`
    return {
      query: sql`select ${columns} from ${enrollment} ${where([few, ...createdRange(aside(ctx, enrollment.createdAt), filters)])}`,
      bound: Number.POSITIVE_INFINITY,
    }
  }
  const range = createdRange(enrollment.createdAt, filters)
  const walk = (conditions: ReturnType<typeof sql>[], limit: number) =>
    sql`select ${columns} from ${enrollment} ${where([...conditions, ...range])}
      order by ${enrollment.createdAt} desc limit ${limit}`
  if (driver.kind === 'all') return { query: walk([], most), bound: most }
  const parts = driver.values.map(
    (value, index) =>
      sql`select * from (${walk([sql`${enrollment[driver.column]} = ${value}`], most)}) as ${sql.identifier(`w${index}`)}`,
  )
  return { query: sql.join(parts, sql` union all `), bound: most }
}
