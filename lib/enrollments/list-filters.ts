import { type SQL, sql } from 'drizzle-orm'
import type { Context, StaffActor } from '@/lib/context'
import { may } from '@/lib/staff/permissions'
import type { ListQuery } from './list-query'
import { type SearchNamespace, searchWords } from './search-terms'
import { dateIn, startOfDay } from './zoned-days'

/** The columns that filters compare for equality; each has an index in the order of creation. */
export const FILTER_COLUMNS = ['createdBy', 'groupId', 'processId', 'status', 'confirmation'] as const
export type FilterColumn = (typeof FILTER_COLUMNS)[number]

/** What a query asks for, as this person may ask it. */
export type ListFilters = {
  /** The values a column may have; a column that is missing is free. */
  columns: Partial<Record<FilterColumn, string[]>>
  /** Epoch ms, included. */
  createdFrom: number | null
  /** Epoch ms, excluded. */
  createdBefore: number | null
  /** Every word must be the beginning of one of the enrollment's words. */
  words: string[]
  namespace: SearchNamespace
}

const MOST_WORDS = 8
const PERIOD_DAYS = { today: 0, '7d': 6, '30d': 29 } as const

/** Resolves a query for this person; null when nothing can match (a group that is not theirs, a search of no words). */
export function resolveFilters(ctx: Context, actor: StaffActor, query: ListQuery): ListFilters | null {
  const columns: ListFilters['columns'] = {}
  if (query.status.length > 0) columns.status = [...new Set(query.status)]
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
  const { period, createdFrom, createdTo } = query
  return {
    columns,
    createdFrom: period
      ? startOfDay(today, zone, -PERIOD_DAYS[period])
      : createdFrom === null
        ? null
        : startOfDay(createdFrom, zone),
    createdBefore: period || createdTo === null ? null : startOfDay(createdTo, zone, 1),
    words,
    namespace: may(actor.roles, 'enrollments.personal') ? '' : 'r:',
  }
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

/** The range of creation on a column that holds it; empty when the query has none. */
export function createdRange(column: SQL | { getSQL(): SQL }, filters: ListFilters): SQL[] {
  const { createdFrom, createdBefore } = filters
  return [
    ...(createdFrom === null ? [] : [sql`${column} >= ${createdFrom}`]),
    ...(createdBefore === null ? [] : [sql`${column} < ${createdBefore}`]),
  ]
}
