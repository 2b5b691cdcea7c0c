import { setImmediate } from 'node:timers/promises'
import { and, asc, desc, eq, gt, inArray, lte, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { EnrollmentStatus } from '@/db/schema/enrollment'
import type { Context, StaffActor } from '@/lib/context'
import { readDeskSetting } from '@/lib/desk-setting'
import { normalisePhone } from '@/lib/enrollments/phone-number'
import { normaliseForSearch, searchWords } from '@/lib/enrollments/search-terms'
import { DeskError } from '@/lib/errors'
import type { EnrollmentRow } from '@/lib/evidence/find-evidence'
import { inTheirGroups } from '@/lib/evidence/in-their-groups'
import { authorize, seesGroup } from '@/lib/staff/authorize'
import { MOST_AT_ONCE } from './erase-on-request'
import { dueByRequest, isAllErased, mayBeErased } from './retention-rules'
import { isStillToCapture } from './still-to-capture'

/** What somebody who asks to be erased can name. */
export const FIND_BY = ['email', 'name', 'phone', 'reference', 'id'] as const
export type FindBy = (typeof FIND_BY)[number]

export const findToEraseInput = z.object({ by: z.enum(FIND_BY), text: z.string().trim().max(300) })

/** `running`: it has not ended; `toCapture`: evidence the law makes the desk keep is not captured yet; `erased`: nothing is left. */
export type EraseObstacle = 'running' | 'toCapture' | 'erased'

/** A file that answers to what was typed. Instants in epoch milliseconds. */
export type FoundToErase = {
  enrollmentId: string
  id360Id: string | null
  lastName: string | null
  firstName: string | null
  clientReference: string | null
  processName: string
  /** null: no group. */
  groupName: string | null
  status: EnrollmentStatus
  createdAt: number
  finishedAt: number | null
  /** Who the person is was erased before. */
  erasedAt: number | null
  obstacle: EraseObstacle | null
  /** Until when the law keeps its evidence; null: the evidence goes as well. */
  evidenceKeptUntil: number | null
}

/**
 * The files of the person's groups that answer exactly to an e-mail address, a name, a phone number, a reference or an
 * id, the newest first, fifty at most. Beginnings of words find nobody here: who is erased is named whole.
 * @throws DeskError SIGNED_OUT, FORBIDDEN; INVALID with `fieldErrors.text` when there is nothing to look for
 */
export async function findToErase(
  ctx: Context,
  input: z.input<typeof findToEraseInput>,
): Promise<{ rows: FoundToErase[]; more: boolean }> {
  const actor = authorize(ctx, 'personal.erase')
  const { by, text } = findToEraseInput.parse(input)
  if (text === '') {
    throw new DeskError('INVALID', 'nothing to look for', { fieldErrors: { text: 'required' } })
  }
  const found = await FINDERS[by](ctx, actor, text)
  const rows = found.slice(0, MOST_AT_ONCE)
  return { rows: await describeRows(ctx, rows), more: found.length > MOST_AT_ONCE }
}

type Finder = (ctx: Context, actor: StaffActor, text: string) => Promise<EnrollmentRow[]>

const LIMIT = MOST_AT_ONCE + 1

const FINDERS: Record<FindBy, Finder> = {
  email: (ctx, actor, text) => {
    const wanted = normaliseForSearch(text)
    return byWords(ctx, actor, text, ({ email }) => normaliseForSearch(email ?? '') === wanted)
  },
  name: (ctx, actor, text) => {
    const wanted = searchWords(text).sort().join(' ')
    const nameOf = (row: EnrollmentRow) => searchWords(`${row.lastName ?? ''} ${row.firstName ?? ''}`)
    return byWords(ctx, actor, text, (row) => nameOf(row).sort().join(' ') === wanted)
  },
  reference: (ctx, actor, text) =>
    byColumn(ctx, actor, eq(ctx.store.tables.enrollment.clientReference, text)),
  phone: byPhone,
  async id(ctx, actor, text) {
    const { enrollment } = ctx.store.tables
    const own = await byColumn(ctx, actor, eq(enrollment.id, text))
    return own.length > 0 ? own : byColumn(ctx, actor, eq(enrollment.id360Id, text))
  },
}

function byColumn(ctx: Context, actor: StaffActor, condition: SQL): Promise<EnrollmentRow[]> {
  const { enrollment } = ctx.store.tables
  return ctx.store.read
    .select()
    .from(enrollment)
    .where(and(condition, inTheirGroups(ctx, actor)))
    .orderBy(desc(enrollment.createdAt), desc(enrollment.id))
    .limit(LIMIT)
}

const TERMS_A_PAGE = 500

/** Walks the enrollments of the longest word, which few others have, and keeps those that match exactly. */
async function byWords(
  ctx: Context,
  actor: StaffActor,
  text: string,
  matches: (row: EnrollmentRow) => boolean,
): Promise<EnrollmentRow[]> {
  const { searchTerm, enrollment } = ctx.store.tables
  const [term] = searchWords(text).sort((a, b) => b.length - a.length)
  const found: EnrollmentRow[] = []
  if (term === undefined) return found
  for (let after: { createdAt: number; enrollmentId: string } | undefined; found.length < LIMIT; ) {
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
async function byPhone(ctx: Context, actor: StaffActor, text: string): Promise<EnrollmentRow[]> {
  const { enrollment } = ctx.store.tables
  const wanted = normalisePhone(text) ?? text
  const found: EnrollmentRow[] = []
  for (let after = ''; found.length < LIMIT; ) {
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
        .limit(LIMIT)),
    )
    if (!last) break
    after = last.id
    await setImmediate()
  }
  return found.sort((a, b) => b.createdAt - a.createdAt)
}

async function describeRows(ctx: Context, rows: EnrollmentRow[]): Promise<FoundToErase[]> {
  const { process, usageGroup } = ctx.store.tables
  const [processes, groups, { value: retention }] = await Promise.all([
    ctx.store.read.select({ id: process.id, name: process.name }).from(process),
    ctx.store.read.select({ id: usageGroup.id, name: usageGroup.name }).from(usageGroup),
    readDeskSetting(ctx, 'retention'),
  ])
  const now = ctx.clock()
  const obstacleOf = async (row: EnrollmentRow): Promise<EraseObstacle | null> => {
    const { personal, evidence, keptUntil } = dueByRequest(retention, row, now)
    if (isAllErased(row) || (!personal && !evidence && keptUntil === row.evidenceKeptUntil)) return 'erased'
    if (!mayBeErased(row, ctx.settings, now)) return 'running'
    return (await isStillToCapture(ctx, ctx.store.read, row, retention)) ? 'toCapture' : null
  }
  return Promise.all(
    rows.map(async (row) => ({
      enrollmentId: row.id,
      id360Id: row.id360Id,
      lastName: row.lastName,
      firstName: row.firstName,
      clientReference: row.clientReference,
      processName: processes.find(({ id }) => id === row.processId)?.name ?? '',
      groupName: groups.find(({ id }) => id === row.groupId)?.name ?? null,
      status: row.status,
      createdAt: row.createdAt,
      finishedAt: row.finishedAt,
      erasedAt: row.erasedAt,
      obstacle: await obstacleOf(row),
      evidenceKeptUntil: dueByRequest(retention, row, now).keptUntil,
    })),
  )
}
