import { setImmediate } from 'node:timers/promises'
import { and, asc, desc, eq, gt, inArray, lte, type SQL, sql } from 'drizzle-orm'
import type { Context, StaffActor } from '@/lib/context'
import { normalisePhone } from '@/lib/enrollments/phone-number'
import { normaliseForSearch, searchWords } from '@/lib/enrollments/search-terms'
import type { EnrollmentRow } from '@/lib/evidence/find-evidence'
import { inTheirGroups } from '@/lib/evidence/in-their-groups'
import { seesGroup } from '@/lib/staff/authorize'

/** What somebody who asks to be erased can name. */
export const FIND_BY = ['email', 'name', 'phone', 'reference', 'id'] as const
export type FindBy = (typeof FIND_BY)[number]

/** The enrollments of the person's groups that answer exactly to `text`, the newest first; `limit` of them are enough. */
export async function findExactly(
  ctx: Context,
  actor: StaffActor,
  { by, text, limit }: { by: FindBy; text: string; limit: number },
): Promise<EnrollmentRow[]> {
  return FINDERS[by]({ ctx, actor, limit }, text)
}

type Search = { ctx: Context; actor: StaffActor; limit: number }

type Finder = (search: Search, text: string) => Promise<EnrollmentRow[]>

const FINDERS: Record<FindBy, Finder> = {
  email: (search, text) => {
    const wanted = normaliseForSearch(text)
    return byWords(search, text, ({ email }) => normaliseForSearch(email ?? '') === wanted)
  },
  name: (search, text) => {
    const wanted = searchWords(text).sort().join(' ')
    const nameOf = (row: EnrollmentRow) => searchWords(`${row.lastName ?? ''} ${row.firstName ?? ''}`)
    return byWords(search, text, (row) => nameOf(row).sort().join(' ') === wanted)
  },
  reference: (search, text) => byColumn(search, eq(search.ctx.store.tables.enrollment.clientReference, text)),
  phone: byPhone,
  async id(search, text) {
    const { enrollment } = search.ctx.store.tables
    const own = await byColumn(search, eq(enrollment.id, text))
    return own.length > 0 ? own : byColumn(search, eq(enrollment.id360Id, text))
  },
}

function byColumn({ ctx, actor, limit }: Search, condition: SQL): Promise<EnrollmentRow[]> {
  const { enrollment } = ctx.store.tables
  return ctx.store.read
    .select()
    .from(enrollment)
    .where(and(condition, inTheirGroups(ctx, actor)))
    .orderBy(desc(enrollment.createdAt), desc(enrollment.id))
    .limit(limit)
}

const TERMS_A_PAGE = 500

/** Walks the enrollments of the longest word, which few others have, and keeps those that match exactly. */
async function byWords(
  { ctx, actor, limit }: Search,
  text: string,
  matches: (row: EnrollmentRow) => boolean,
): Promise<EnrollmentRow[]> {
  const { searchTerm, enrollment } = ctx.store.tables
  const [term] = searchWords(text).sort((a, b) => b.length - a.length)
  const found: EnrollmentRow[] = []
  if (term === undefined) return found
  for (let after: { createdAt: number; enrollmentId: string } | undefined; found.length < limit; ) {
    const page: { createdAt: number; enrollmentId: string }[] = await ctx.store.read
      .select({ createdAt: searchTerm.createdAt, enrollmentId: searchTerm.enrollmentId })
      .from(searchTerm)
      .where(
        and(
          eq(searchTerm.term, term),
          after &&
            sql`(${searchTerm.createdAt}, ${searchTerm.enrollmentId}) < (${after.createdAt}, ${after.enrollmentId})`,
        ),
      )
      .orderBy(desc(searchTerm.createdAt), desc(searchTerm.enrollmentId))
      .limit(TERMS_A_PAGE)
    after = page.at(-1)
    if (!after) break
    const ids = page.map(({ enrollmentId }) => enrollmentId)
    const rows = await ctx.store.read.select().from(enrollment).where(inArray(enrollment.id, ids))
    found.push(
      ...rows
        .filter((row) => seesGroup(actor, row.groupId) && matches(row))
        .sort((a, b) => b.createdAt - a.createdAt),
    )
    // SQLite answers without waiting: requests must come in between.
    await setImmediate()
  }
  return found
}

const ROWS_A_STRETCH = 20_000

/** Phone numbers stand in no index, because nobody lists by them: all rows are looked at, a stretch of ids at a time. */
async function byPhone({ ctx, actor, limit }: Search, text: string): Promise<EnrollmentRow[]> {
  const { enrollment } = ctx.store.tables
  const wanted = normalisePhone(text) ?? text
  const found: EnrollmentRow[] = []
  for (let after = ''; found.length < limit; ) {
    const [last] = await ctx.store.read
      .select({ id: enrollment.id })
      .from(enrollment)
      .where(gt(enrollment.id, after))
      .orderBy(asc(enrollment.id))
      .limit(1)
      .offset(ROWS_A_STRETCH - 1)
    const stretch = and(gt(enrollment.id, after), last && lte(enrollment.id, last.id))
    found.push(
      ...(await ctx.store.read
        .select()
        .from(enrollment)
        .where(and(stretch, eq(enrollment.phone, wanted), inTheirGroups(ctx, actor)))
        .limit(limit)),
    )
    if (!last) break
    after = last.id
    await setImmediate()
  }
  return found.sort((a, b) => b.createdAt - a.createdAt)
}
