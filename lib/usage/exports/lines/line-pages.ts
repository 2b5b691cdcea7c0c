import { setImmediate as letOthersWork } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { isOneOf } from '@/lib/enrollments/list-filters'
import type { LineColumn } from '../export-columns'
import { LINES, type RawLine } from './line-columns'

export type LineFilter = {
  /** Epoch ms of creation: from included, before excluded. */
  from: number
  before: number
  /** '' is "no group"; null every group. */
  groups: readonly string[] | null
  processId: string | null
}

/** As many as a query looks at in a few milliseconds: between two pages everybody else has their turn. */
const PAGE_ROWS = 1_000

type Place = { at: number; id: string }

/**
 * Enrollments in the order of their creation, a page at a time, each as it stands when its page is read; those that were
 * not created are left out. No query looks at more than a page of rows, however few of them are wanted. Ends at the next
 * page once `signal` says so.
 */
export async function* linePages(
  ctx: Context,
  columns: readonly LineColumn[],
  filter: LineFilter,
  signal: AbortSignal,
): AsyncGenerator<RawLine[]> {
  if (filter.groups?.length === 0) return
  const { enrollment } = ctx.store.tables
  const needed = new Set([
    'id',
    'createdAt',
    'groupId',
    'status',
    ...columns.flatMap((key) => LINES[key].needs),
  ])
  const selected = sql.join(
    [...needed].map((key) => sql`${enrollment[key as keyof RawLine]} as ${sql.identifier(key)}`),
    sql`, `,
  )
  const place = sql`(${enrollment.createdAt}, ${enrollment.id})`
  const wanted = all([
    sql`${enrollment.createdAt} < ${filter.before}`,
    sql`${enrollment.status} <> 'NOT_CREATED'`,
    ...(filter.processId === null ? [] : [sql`${enrollment.processId} = ${filter.processId}`]),
    ...(filter.groups === null ? [] : [isOneOf(enrollment.groupId, filter.groups)]),
  ])
  let after: Place = { at: filter.from, id: '' }
  for (;;) {
    signal.throwIfAborted()
    const last = await endOfPage(ctx, filter, after)
    signal.throwIfAborted()
    const upTo = last ? sql`${place} <= (${last.at}, ${last.id})` : sql`true`
    const page = await ctx.store.read.rows<RawLine>(sql`select ${selected} from ${enrollment}
      where ${place} > (${after.at}, ${after.id}) and ${upTo} and ${wanted}
      order by ${enrollment.createdAt}, ${enrollment.id}`)
    if (page.length > 0) yield page
    if (last === null) return
    after = last
    await letOthersWork()
  }
}

/** Where a page of rows ends that begins `after`, told from an index alone; null when it is the last one. */
async function endOfPage(ctx: Context, filter: LineFilter, after: Place): Promise<Place | null> {
  const { enrollment } = ctx.store.tables
  const { before, groups, processId } = filter
  const conditions = all([
    sql`(${enrollment.createdAt}, ${enrollment.id}) > (${after.at}, ${after.id})`,
    sql`${enrollment.createdAt} < ${before}`,
    // One group, or else one process, has an index in the order of creation.
    ...(groups?.length === 1
      ? [isOneOf(enrollment.groupId, groups)]
      : processId === null
        ? []
        : [sql`${enrollment.processId} = ${processId}`]),
  ])
  const [end] = await ctx.store.read.rows<{ at: number | string; id: string }>(sql`
    select ${enrollment.createdAt} as at, ${enrollment.id} as id from ${enrollment} where ${conditions}
    order by ${enrollment.createdAt}, ${enrollment.id} limit 1 offset ${PAGE_ROWS - 1}`)
  return end ? { at: Number(end.at), id: end.id } : null
}

const all = (conditions: SQL[]) => sql.join(conditions, sql` and `)
