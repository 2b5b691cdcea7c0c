import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import type { Driver } from './choose-driver'
import { createdRange, hasValue, type ListFilters } from './list-filters'
import { afterKey, type Walk } from './list-walk'
import { aside, remainingFilters } from './remaining-filters'
import { termWalk } from './walk-terms'

const and = (conditions: SQL[]) => (conditions.length === 0 ? sql`1 = 1` : sql.join(conditions, sql` and `))

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
    ...(driver.kind === 'column' && value !== null
      ? [hasValue(driver.column, enrollment[driver.column], [value])]
      : []),
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
