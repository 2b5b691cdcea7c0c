import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { STARTED_STATUSES } from '@/lib/usage/usage-counts'
import type { Driver } from './choose-driver'
import { FILTER_COLUMNS, hasValue, isOneOf, type ListFilters } from './list-filters'

/**
 * A column that SQLite shall filter by and not search an index for: its planner knows no statistics here, and the way in
 * is chosen already (a unary plus is its documented way to say so). Postgres has statistics and decides by itself.
 */
export function aside(ctx: Context, column: { getSQL(): SQL }): SQL {
  return ctx.store.dialect === 'sqlite' ? sql`+${column}` : sql`${column}`
}

/** What the filters still ask of a row of `enrollment`, besides words, when `driver` led to it. */
export function columnFilters(ctx: Context, filters: ListFilters, driver: Driver): SQL[] {
  const { enrollment } = ctx.store.tables
  const settled = driver.kind === 'column' ? driver.column : null
  const byColumn = FILTER_COLUMNS.flatMap((column) => {
    const values = filters.columns[column]
    return values && column !== settled ? [hasValue(column, aside(ctx, enrollment[column]), values)] : []
  })
  return filters.started === null ? byColumn : [...byColumn, startedFilter(ctx, filters.started)]
}

/** What lib/usage/usage-counts.ts counts as begun, or the opposite. */
function startedFilter(ctx: Context, started: boolean): SQL {
  const { enrollment } = ctx.store.tables
  const begun = isOneOf(aside(ctx, enrollment.status), STARTED_STATUSES)
  const traced = sql`${enrollment.startedAt} is not null`
  return started ? sql`(${begun} or ${traced})` : sql`not (${begun} or ${traced})`
}

/** That a row of `enrollment` has words that begin with each of `words`. */
export function wordFilters(ctx: Context, filters: ListFilters, words: string[]): SQL[] {
  const { searchText } = ctx.store.tables.enrollment
  // `instr` and `strpos` are each known to one engine only; `replace` says the same on both.
  return words.map(
    (word) => sql`replace(${searchText}, ${` ${filters.namespace}${word}`}, '') <> ${searchText}`,
  )
}

/** Everything the filters still ask of a row that `driver`, not a term, led to. */
export function remainingFilters(ctx: Context, filters: ListFilters, driver: Driver): SQL[] {
  const settled = driver.kind === 'words' ? driver.word : null
  const words = filters.words.filter((word) => word !== settled)
  return [...columnFilters(ctx, filters, driver), ...wordFilters(ctx, filters, words)]
}
