import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import type { Driver } from './choose-driver'
import { createdRange, type ListFilters } from './list-filters'
import { afterKey, type Walk } from './list-walk'
import { columnFilters, wordFilters } from './remaining-filters'
import { LONGEST_PREFIX, SHORTEST_PREFIX } from './search-terms'

export type TermDriver = Extract<Driver, { kind: 'term' }>

const and = (conditions: SQL[]) => sql.join(conditions, sql` and `)

/** A column of `search_term` under an alias. */
const of = (alias: string, column: { name: string }) =>
  sql`${sql.identifier(alias)}.${sql.identifier(column.name)}`

/**
 * What makes the enrollments of one term (walked as `walked`, an alias of `search_term`) those of a whole search: the
 * terms of the other words are looked up at the same enrollment, whose place in each is near the place before it; only
 * what they leave has its row read. `rowFilters` is what must be asked of the row.
 */
export function otherWords(ctx: Context, filters: ListFilters, driver: TermDriver, walked: string) {
  const { searchTerm } = ctx.store.tables
  const terms = filters.words
    .map((word) => [...word])
    .filter((letters) => letters.length >= SHORTEST_PREFIX)
    .map((letters) => filters.namespace + letters.slice(0, LONGEST_PREFIX).join(''))
  const others = [...new Set(terms)].filter((term) => term !== driver.term)
  const joins = others.map((_, index) => sql` cross join ${searchTerm} as ${sql.identifier(`also${index}`)}`)
  const conditions = others.flatMap((term, index) => {
    const also = `also${index}`
    return [
      sql`${of(also, searchTerm.term)} = ${term}`,
      sql`${of(also, searchTerm.createdAt)} = ${of(walked, searchTerm.createdAt)}`,
      sql`${of(also, searchTerm.enrollmentId)} = ${of(walked, searchTerm.enrollmentId)}`,
    ]
  })
  // A term says everything of a word that it holds whole; of a longer word, or of a letter, the row's text does.
  const unsettled = filters.words.filter((word) => {
    const { length } = [...word]
    return length < SHORTEST_PREFIX || length > LONGEST_PREFIX
  })
  const rowFilters = [...columnFilters(ctx, filters, driver), ...wordFilters(ctx, filters, unsettled)]
  return { joins: sql.join(joins), conditions, rowFilters }
}

/** The next keys of a list in the enrollments of one term. Rows: `id`, `instant`. */
export function termWalk(ctx: Context, filters: ListFilters, driver: TermDriver, walk: Walk): SQL {
  const { enrollment, searchTerm } = ctx.store.tables
  const walked = 'walked'
  const byCreation = walk.sort === 'created'
  const id = of(walked, searchTerm.enrollmentId)
  const instant = byCreation ? of(walked, searchTerm.createdAt) : sql`${enrollment.lastNewsAt}`
  const other = otherWords(ctx, filters, driver, walked)
  const conditions = [
    sql`${of(walked, searchTerm.term)} = ${driver.term}`,
    ...createdRange(of(walked, searchTerm.createdAt), filters),
    ...afterKey(instant, id, walk),
    ...other.conditions,
  ]
  const order = sql.raw(walk.direction)
  const ordered = sql`order by ${instant} ${order}, ${id} ${order} limit ${walk.limit}`
  // CROSS JOIN: the terms are walked and each row is looked up, never the other way round.
  const keys = sql`select ${id} as id, ${instant} as instant
    from ${searchTerm} as ${sql.identifier(walked)}${other.joins}`
  if (byCreation && other.rowFilters.length === 0) return sql`${keys} where ${and(conditions)} ${ordered}`
  const row = sql`${enrollment.id} = ${id}`
  return sql`${keys} cross join ${enrollment} where ${and([...conditions, row, ...other.rowFilters])} ${ordered}`
}

/**
 * The statuses of a search's enrollments: of the newest `mostEntries` of the term, at most `mostRows` that match.
 * Rows: `status`.
 */
export function termStatuses(
  ctx: Context,
  filters: ListFilters,
  driver: TermDriver,
  { mostEntries, mostRows }: { mostEntries: number; mostRows: number },
): SQL {
  const { enrollment, searchTerm } = ctx.store.tables
  const newest = 'newest'
  const other = otherWords(ctx, filters, driver, newest)
  const range = createdRange(searchTerm.createdAt, filters)
  const entries = sql`select ${searchTerm.createdAt}, ${searchTerm.enrollmentId} from ${searchTerm}
    where ${and([sql`${searchTerm.term} = ${driver.term}`, ...range])}
    order by ${searchTerm.createdAt} desc, ${searchTerm.enrollmentId} desc limit ${mostEntries}`
  const row = sql`${enrollment.id} = ${of(newest, searchTerm.enrollmentId)}`
  return sql`select ${enrollment.status} as status from (${entries}) as ${sql.identifier(newest)}${other.joins}
    cross join ${enrollment} where ${and([...other.conditions, row, ...other.rowFilters])} limit ${mostRows}`
}
