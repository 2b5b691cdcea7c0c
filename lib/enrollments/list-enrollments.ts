import { eq, inArray } from 'drizzle-orm'
import type { Confirmation, EnrollmentStatus } from '@/db/schema/enrollment'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { may } from '@/lib/staff/permissions'
import { chooseDriver, type Driver } from './choose-driver'
import { readCursor, writeCursor } from './list-cursor'
import { type ListFilters, resolveFilters } from './list-filters'
import { type ListQuery, type ListQueryInput, listQuery } from './list-query'
import type { ListKey, Walk } from './list-walk'
import { maskEmail } from './mask-contact'
import { walkQuery } from './walk-list'

/** One row of the list. Instants are epoch milliseconds. */
export type EnrollmentListRow = {
  id: string
  id360Id: string | null
  status: EnrollmentStatus
  confirmation: Confirmation
  conflict: boolean
  /** null for people without `enrollments.personal`, as are the first name and the e-mail address. */
  lastName: string | null
  firstName: string | null
  /** `c…@example.org`: a list needs no more to tell two people apart. */
  maskedEmail: string | null
  clientReference: string | null
  /** '' and null: no group. */
  groupId: string
  groupName: string | null
  processId: string
  processName: string
  createdById: string
  createdByName: string
  stepsDone: number | null
  stepsTotal: number | null
  createdAt: number
  lastNewsAt: number
}

export type EnrollmentPage = {
  rows: EnrollmentListRow[]
  /** Cursors of the pages around this one; null when there is none. */
  nextCursor: string | null
  previousCursor: string | null
}

/** What choosing the way in may read of an index, per filter; more when the order makes a sorted set worth having. */
const PROBE = 1_000
/** Up to this many enrollments are fetched and sorted; more are walked in the order of the last news. */
const SORTED_SET = 10_000

/**
 * One page of enrollments that this person may see. E-mail addresses are masked, and searched whole all the same. People
 * without personal data see no names and search only by reference and ID360 id. What is read depends on the page, not on how many enrollments there are.
 * An unknown value in the query falls to its default; a cursor of another order starts at the beginning.
 */
export async function listEnrollments(ctx: Context, query: ListQueryInput): Promise<EnrollmentPage> {
  const actor = authorize(ctx, 'enrollments.list')
  const asked = listQuery.parse(query)
  const filters = resolveFilters(ctx, actor, asked)
  if (!filters) return { rows: [], nextCursor: null, previousCursor: null }
  const driver = await wayIn(ctx, filters, asked)
  const page = await keysOfPage(ctx, filters, driver, asked)
  const rows = await readRows(ctx, page.keys)
  const personal = may(actor.roles, 'enrollments.personal')
  return {
    rows: personal
      ? rows
      : rows.map((row) => ({ ...row, lastName: null, firstName: null, maskedEmail: null })),
    nextCursor: page.next,
    previousCursor: page.previous,
  }
}

async function wayIn(ctx: Context, filters: ListFilters, { sort }: ListQuery): Promise<Driver> {
  if (sort === 'created') return (await chooseDriver(ctx, filters, PROBE)).driver
  const { driver, size } = await chooseDriver(ctx, filters, SORTED_SET)
  if (size < SORTED_SET) return driver
  const { status } = filters.columns
  return status ? { kind: 'column', column: 'status', values: status } : { kind: 'all' }
}

async function keysOfPage(ctx: Context, filters: ListFilters, driver: Driver, asked: ListQuery) {
  const { sort, direction, pageSize } = asked
  const cursor = readCursor(asked, asked.cursor)
  const walked = async (walk: Pick<Walk, 'direction' | 'after'>) => {
    const query = walkQuery(ctx, filters, driver, { sort, limit: pageSize + 1, ...walk })
    const rows = await ctx.store.read.rows<{ id: string; instant: number | string }>(query)
    return rows.map(({ id, instant }): ListKey => ({ id, instant: Number(instant) }))
  }
  const cursorAt = (towards: 'next' | 'previous', key: ListKey | undefined) =>
    key ? writeCursor(asked, { towards, ...key }) : null

  if (cursor?.towards === 'previous') {
    const found = await walked({ direction: direction === 'desc' ? 'asc' : 'desc', after: cursor })
    // A page that would not be full is the first one: it is better shown whole.
    if (found.length > pageSize) {
      const keys = found.slice(0, pageSize).reverse()
      return { keys, next: cursorAt('next', keys.at(-1)), previous: cursorAt('previous', keys[0]) }
    }
  }
  const after = cursor?.towards === 'next' ? cursor : null
  const found = await walked({ direction, after })
  // Nothing after the cursor any more: the beginning is better than an empty page that looks like an empty list.
  if (found.length === 0 && after) return firstPage(await walked({ direction, after: null }))
  return { ...firstPage(found), previous: after ? cursorAt('previous', found[0]) : null }

  function firstPage(keys: ListKey[]) {
    const more = keys.length > pageSize
    const kept = keys.slice(0, pageSize)
    return { keys: kept, next: more ? cursorAt('next', kept.at(-1)) : null, previous: null as string | null }
  }
}

async function readRows(ctx: Context, keys: ListKey[]): Promise<EnrollmentListRow[]> {
  if (keys.length === 0) return []
  const { enrollment, usageGroup, process, staff } = ctx.store.tables
  const rows = await ctx.store.read
    .select({
      id: enrollment.id,
      id360Id: enrollment.id360Id,
      status: enrollment.status,
      confirmation: enrollment.confirmation,
      conflict: enrollment.conflict,
      lastName: enrollment.lastName,
      firstName: enrollment.firstName,
      email: enrollment.email,
      clientReference: enrollment.clientReference,
      groupId: enrollment.groupId,
      groupName: usageGroup.name,
      processId: enrollment.processId,
      processName: process.name,
      createdById: enrollment.createdBy,
      createdByName: staff.name,
      stepsDone: enrollment.stepsDone,
      stepsTotal: enrollment.stepsTotal,
      createdAt: enrollment.createdAt,
      lastNewsAt: enrollment.lastNewsAt,
    })
    .from(enrollment)
    .leftJoin(process, eq(process.id, enrollment.processId))
    .leftJoin(usageGroup, eq(usageGroup.id, enrollment.groupId))
    .leftJoin(staff, eq(staff.id, enrollment.createdBy))
    .where(
      inArray(
        enrollment.id,
        keys.map(({ id }) => id),
      ),
    )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return keys.flatMap(({ id }) => {
    const row = byId.get(id)
    if (!row) return []
    const { email, processName, createdByName, ...rest } = row
    return [
      {
        ...rest,
        maskedEmail: maskEmail(email),
        processName: processName ?? '',
        createdByName: createdByName ?? '',
      },
    ]
  })
}
