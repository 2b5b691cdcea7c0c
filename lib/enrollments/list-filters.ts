import { type SQL, sql } from 'drizzle-orm'
import type { EnrollmentStatus } from '@/db/schema/enrollment'
import type { Context, StaffActor } from '@/lib/context'
import { may } from '@/lib/staff/permissions'
import { FIRST_DAY, LAST_DAY } from '@/lib/usage/rollup-pieces'
import { STARTED_STATUSES } from '@/lib/usage/usage-counts'
import { addDays, dayNumber } from '@/lib/usage/usage-days'
import { EXISTING_STATUSES, type ListQuery } from './list-query'
import { type SearchNamespace, searchWords } from './search-terms'
import { dateIn, startOfDay } from './zoned-days'

/** The columns that filters compare for equality; each has an index in the order of creation. */
export const FILTER_COLUMNS = [
  'hasIdclaim',
  'retry',
  'createdBy',
  'groupId',
  'processId',
  'status',
  'confirmation',
] as const
export type FilterColumn = (typeof FILTER_COLUMNS)[number]

/** Columns that are true or false; only the true ones stand in the index, and only they can be asked for. */
const FLAGS = new Set<FilterColumn>(['hasIdclaim', 'retry'])
const IS_TRUE = ['true']

/** What a query asks for, as this person may ask it. */
export type ListFilters = {
  /** The values a column may have; a column that is missing is free. */
  columns: Partial<Record<FilterColumn, string[]>>
  /** Epoch ms, included. */
  createdFrom: number | null
  /** Epoch ms, excluded. */
  createdBefore: number | null
  /** The same range in days (yyyymmdd), both included; without a bound, before or after every day. */
  days: { from: number; to: number }
  started: boolean | null
  /** Every word must be the beginning of one of the enrollment's words. */
  words: string[]
  namespace: SearchNamespace
}

const MOST_WORDS = 8
const PERIOD_DAYS = { today: 0, '7d': 6, '30d': 29 } as const

/** Resolves a query for this person; null when nothing can match (a group that is not theirs, a search of no words). */
export function resolveFilters(ctx: Context, actor: StaffActor, query: ListQuery): ListFilters | null {
  const columns: ListFilters['columns'] = {}
  const status = statusesOf(query)
  if (status.length > 0) columns.status = status
  if (query.idclaim) columns.hasIdclaim = IS_TRUE
  if (query.retry) columns.retry = IS_TRUE
  if (query.processId !== null) columns.processId = [query.processId]
  if (query.confirmation !== null) columns.confirmation = [query.confirmation]
  if (query.createdBy !== null) columns.createdBy = [query.createdBy === 'me' ? actor.id : query.createdBy]
  const groups = visibleGroups(actor, query.groupId)
  if (groups?.length === 0) return null
  if (groups) columns.groupId = groups

  const words = searchWords(query.search).slice(0, MOST_WORDS)
  if (query.search !== '' && words.length === 0) return null

  const zone = ctx.settings.TIME_ZONE
  const today = dateIn(zone, ctx.clock())
  const { period } = query
  const from = period ? addDays(today, -PERIOD_DAYS[period]) : query.createdFrom
  const to = period ? null : query.createdTo
  return {
    columns,
    createdFrom: from === null ? null : startOfDay(from, zone),
    createdBefore: to === null ? null : startOfDay(to, zone, 1),
    days: { from: from ? dayNumber(from) : FIRST_DAY, to: to ? dayNumber(to) : LAST_DAY },
    started: query.started === null ? null : query.started === 'yes',
    words,
    namespace: may(actor.roles, 'enrollments.personal') ? '' : 'r:',
  }
}

/** What asks for enrollments that were used asks for those that exist. */
function statusesOf({ status, started, idclaim, retry }: ListQuery): EnrollmentStatus[] {
  if (status.length > 0) return [...new Set(status)]
  if (started === 'no') return EXISTING_STATUSES.filter((one) => !STARTED_STATUSES.includes(one))
  return started || idclaim || retry ? [...EXISTING_STATUSES] : []
}

/** null: all of them. */
function visibleGroups(actor: StaffActor, wanted: string | null): string[] | null {
  if (wanted === null) return actor.groupIds
  return actor.groupIds === null || actor.groupIds.includes(wanted) ? [wanted] : []
}

/** `column in (values)`. */
export function isOneOf(column: SQL | { getSQL(): SQL }, values: readonly string[]): SQL {
  const [only] = values
  if (values.length === 1) return sql`${column} = ${only}`
  return sql`${column} in (${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )})`
}

/** That a filter column, or what stands for it, has one of the values. */
export function hasValue(
  name: FilterColumn,
  column: SQL | { getSQL(): SQL },
  values: readonly string[],
): SQL {
  return FLAGS.has(name) ? sql`${column}` : isOneOf(column, values)
}

/** The range of creation on a column that holds it; empty when the query has none. */
export function createdRange(column: SQL | { getSQL(): SQL }, filters: ListFilters): SQL[] {
  const { createdFrom, createdBefore } = filters
  return [
    ...(createdFrom === null ? [] : [sql`${column} >= ${createdFrom}`]),
    ...(createdBefore === null ? [] : [sql`${column} < ${createdBefore}`]),
  ]
}
