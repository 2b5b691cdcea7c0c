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

/** As many as a query reads in a few milliseconds: between two pages everybody else has their turn. */
const PAGE_ROWS = 1_000

/**
 * Enrollments in the order of their creation, a page at a time, each as it stands when its page is read; those that were
 * not created are left out. Ends at the next page once `signal` says so.
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
  const conditions = sql.join(
    [
      sql`${enrollment.createdAt} < ${filter.before}`,
      sql`${enrollment.status} <> 'NOT_CREATED'`,
      ...(filter.processId === null ? [] : [sql`${enrollment.processId} = ${filter.processId}`]),
      ...(filter.groups === null ? [] : [ofGroups(sql`${enrollment.groupId}`, filter.groups)]),
    ],
    sql` and `,
  )
  let [at, id] = [filter.from, '']
  for (;;) {
    signal.throwIfAborted()
    const page = await ctx.store.read.rows<RawLine>(sql`select ${selected} from ${enrollment}
      where (${enrollment.createdAt}, ${enrollment.id}) > (${at}, ${id}) and ${conditions}
      order by ${enrollment.createdAt}, ${enrollment.id} limit ${PAGE_ROWS}`)
    const last = page.at(-1)
    if (!last) return
    yield page
    if (page.length < PAGE_ROWS) return
    ;[at, id] = [Number(last.createdAt), last.id]
    await letOthersWork()
  }
}

/** One group has an index in the order of creation; several are picked out on the way, which needs no sorting. */
function ofGroups(column: SQL, groups: readonly string[]): SQL {
  return groups.length === 1 ? isOneOf(column, groups) : isOneOf(sql`(${column} || '')`, groups)
}
