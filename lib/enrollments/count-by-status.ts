import type { EnrollmentStatus } from '@/db/schema/enrollment'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { sumRollup } from '@/lib/usage/sum-rollup'
import { COUNT_OF_STATUS, type Counts } from '@/lib/usage/usage-counts'
import { type Counted, countMatching } from './count-matching'
import { type ListFilters, resolveFilters } from './list-filters'
import { ENROLLMENT_STATUSES, EXISTING_STATUSES, type ListQueryInput, listQuery } from './list-query'

/** `capped`: at least `n`; counting on would read more than a tab is worth. */
export type StatusCount = { n: number; capped: boolean }
export type StatusCounts = Record<EnrollmentStatus | 'all', StatusCount>

/**
 * How many enrollments of the query stand in each status, whatever statuses the query asks for: the tabs. By period,
 * process and group exact, from the rollup; with one of `started`, `idclaim`, `retry` `all` is still exact; with other
 * filters exact while there are few, `capped` above.
 */
export async function countByStatus(ctx: Context, query: ListQueryInput): Promise<StatusCounts> {
  const actor = authorize(ctx, 'enrollments.list')
  const filters = resolveFilters(ctx, actor, { ...listQuery.parse(query), status: [] })
  if (!filters) return tally([])
  const { createdBy, confirmation } = filters.columns
  const inRollup = !createdBy && !confirmation && filters.words.length === 0
  const flags = flagsOf(filters)
  const [flag] = flags
  if (!inRollup || flags.length > 1) {
    const { counted, capped } = await countMatching(ctx, filters)
    return tally(counted, capped)
  }
  if (!flag) return tally(ofStatuses(await fromRollup(ctx, filters)))
  const [{ counted, capped }, counts] = await Promise.all([
    countMatching(ctx, filters),
    fromRollup(ctx, filters),
  ])
  return { ...tally(counted, capped), all: { n: flag(counts), capped: false } }
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

function fromRollup(ctx: Context, { columns, days }: ListFilters): Promise<Counts> {
  const { groupId = null, processId = null } = columns
  return sumRollup(ctx, { ...days, groupIds: groupId, processIds: processId })
}

const ofStatuses = (counts: Counts): Counted[] =>
  ENROLLMENT_STATUSES.map((status) => ({ status, n: counts[COUNT_OF_STATUS[status]], capped: false }))

/** How the rollup counts the flags that the filters ask for. */
function flagsOf({ columns, started }: ListFilters): ((counts: Counts) => number)[] {
  const existing = (counts: Counts) =>
    EXISTING_STATUSES.reduce((sum, status) => sum + counts[COUNT_OF_STATUS[status]], 0)
  return [
    ...(columns.hasIdclaim ? [(counts: Counts) => counts.idclaims] : []),
    ...(columns.retry ? [(counts: Counts) => counts.retries] : []),
    ...(started === true ? [(counts: Counts) => counts.everStarted] : []),
    ...(started === false ? [(counts: Counts) => existing(counts) - counts.everStarted] : []),
  ]
}
