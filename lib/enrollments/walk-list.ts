import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import type { Driver } from './choose-driver'
import { createdRange, FILTER_COLUMNS, isOneOf, type ListFilters } from './list-filters'

const and = (conditions: SQL[]) => (conditions.length === 0 ? sql`1 = 1` : sql.join(conditions, sql` and `))

/**
 * A column that SQLite shall filter by and not search an index for: its planner knows no statistics here, and the way in
 * is chosen already (a unary plus is its documented way to say so). Postgres has statistics and decides by itself.
 */
export function aside(ctx: Context, column: { getSQL(): SQL }): SQL {
  return ctx.store.dialect === 'sqlite' ? sql`+${column}` : sql`${column}`
}

/** What the filters still ask of a row of `enrollment` that the driver met. */
export function remainingFilters(ctx: Context, filters: ListFilters, driver: Driver): SQL[] {
  const { enrollment } = ctx.store.tables
  const settledColumn = driver.kind === 'column' ? driver.column : null
  const settledWord = driver.kind === 'term' || driver.kind === 'words' ? driver.word : null
  const columns = FILTER_COLUMNS.flatMap((column) => {
    const values = filters.columns[column]
    return values && column !== settledColumn ? [isOneOf(aside(ctx, enrollment[column]), values)] : []
  })
  // `instr` and `strpos` are each known to one engine only; `replace` says the same on both.
  const words = filters.words
    .filter((word) => word !== settledWord)
    .map((word) => {
      const beginning = ` ${filters.namespace}${word}`
      return sql`replace(${enrollment.searchText}, ${beginning}, '') <> ${enrollment.searchText}`
    })
  return [...columns, ...words]
}

export type Walk = {
  sort: 'created' | 'news'
  /** The order of the walk, which for a page before the cursor is not the order of the list. */
  direction: 'asc' | 'desc'
  /** Starts after this place. */
  after: { instant: number; id: string } | null
  limit: number
}

/** Where an enrollment stands in a list. */
export type ListKey = { id: string; instant: number }

/** One query for the next `limit` keys of a list, walked by `driver`. Rows: `id`, `instant`. */
export function walkQuery(ctx: Context, filters: ListFilters, driver: Driver, walk: Walk): SQL {
  if (driver.kind === 'term') return termWalk(ctx, filters, driver, walk)
  if (driver.kind !== 'column') return rowWalk(ctx, filters, driver, null, walk)
  const walks = driver.values.map((value) => rowWalk(ctx, filters, driver, value, walk))
  const [only] = walks
  if (walks.length === 1 && only) return only
  // Each value's rows stand in order in the index: as many of each as the page needs, then the first of all.
  const parts = walks.map((part, index) => sql`select * from (${part}) as ${sql.identifier(`w${index}`)}`)
  const order = sql.raw(walk.direction)
  return sql`${sql.join(parts, sql` union all `)} order by instant ${order}, id ${order} limit ${walk.limit}`
}

function rowWalk(
  ctx: Context,
  filters: ListFilters,
  driver: Exclude<Driver, { kind: 'term' }>,
  value: string | null,
  walk: Walk,
): SQL {
  const { enrollment, searchTerm } = ctx.store.tables
  const sorted = walk.sort === 'created' ? enrollment.createdAt : enrollment.lastNewsAt
  // Walked in the order of an index, or met in any order and sorted after: few enough either way.
  const inOrder =
    driver.kind === 'all' ||
    (driver.kind === 'column' && (walk.sort === 'created' || driver.column === 'status'))
  const instant = inOrder ? sql`${sorted}` : aside(ctx, sorted)
  const id = inOrder ? sql`${enrollment.id}` : aside(ctx, enrollment.id)
  const created =
    walk.sort === 'created' && inOrder ? sql`${enrollment.createdAt}` : aside(ctx, enrollment.createdAt)
  const conditions = [
    ...(driver.kind === 'column' ? [sql`${enrollment[driver.column]} = ${value}`] : []),
    ...(driver.kind === 'words'
      ? [
          sql`${enrollment.id} in (select ${searchTerm.enrollmentId} from ${searchTerm}
            where ${searchTerm.term} >= ${driver.from} and ${searchTerm.term} < ${driver.below})`,
        ]
      : []),
    ...createdRange(created, filters),
    ...afterKey(instant, id, walk),
    ...remainingFilters(ctx, filters, driver),
  ]
  const order = sql.raw(walk.direction)
  return sql`select ${enrollment.id} as id, ${sorted} as instant from ${enrollment} where ${and(conditions)}
    order by ${instant} ${order}, ${id} ${order} limit ${walk.limit}`
}

function termWalk(
  ctx: Context,
  filters: ListFilters,
  driver: Extract<Driver, { kind: 'term' }>,
  walk: Walk,
): SQL {
  const { enrollment, searchTerm } = ctx.store.tables
  const byCreation = walk.sort === 'created'
  const instant = byCreation ? sql`${searchTerm.createdAt}` : sql`${enrollment.lastNewsAt}`
  const remaining = remainingFilters(ctx, filters, driver)
  const conditions = [
    sql`${searchTerm.term} = ${driver.term}`,
    ...createdRange(searchTerm.createdAt, filters),
    ...afterKey(instant, sql`${searchTerm.enrollmentId}`, walk),
  ]
  const order = sql.raw(walk.direction)
  const ordered = sql`order by ${instant} ${order}, ${searchTerm.enrollmentId} ${order} limit ${walk.limit}`
  const keys = sql`select ${searchTerm.enrollmentId} as id, ${instant} as instant from ${searchTerm}`
  if (byCreation && remaining.length === 0) return sql`${keys} where ${and(conditions)} ${ordered}`
  // CROSS JOIN: the terms are walked and each row is looked up, never the other way round.
  const joined = sql`${enrollment.id} = ${searchTerm.enrollmentId}`
  return sql`${keys} cross join ${enrollment} where ${and([...conditions, joined, ...remaining])} ${ordered}`
}

function afterKey(instant: SQL, id: SQL, { after, direction }: Walk): SQL[] {
  if (!after) return []
  const comparison = sql.raw(direction === 'desc' ? '<' : '>')
  return [sql`(${instant}, ${id}) ${comparison} (${after.instant}, ${after.id})`]
}
