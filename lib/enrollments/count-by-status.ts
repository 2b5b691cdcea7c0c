import { and, sql } from 'drizzle-orm'
import type { EnrollmentStatus } from '@/db/schema/enrollment'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { type Counted, countMatching } from './count-matching'
import { createdRange, isOneOf, type ListFilters, resolveFilters } from './list-filters'
import { ENROLLMENT_STATUSES, type ListQueryInput, listQuery } from './list-query'

/** `capped`: at least `n`; counting on would read more than a tab is worth. */
export type StatusCount = { n: number; capped: boolean }
export type StatusCounts = Record<EnrollmentStatus | 'all', StatusCount>

/** Nobody counts further on a tab. */
const CAP = 1_000

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
  const { counted, capped } = await countMatching(ctx, filters)
  return tally(counted, capped)
}

/** `capped`: what the statuses without a count are, of which none was met. */
function tally(counted: Counted[], capped = false): StatusCounts {
  const none = (['all', ...ENROLLMENT_STATUSES] as const).map((status) => [status, { n: 0, capped }] as const)
  const counts = Object.fromEntries(none) as StatusCounts
  for (const { status, ...count } of counted) {
    counts[status] = count
    counts.all = { n: counts.all.n + count.n, capped: counts.all.capped || count.capped }
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
