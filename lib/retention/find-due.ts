import { and, asc, gt, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { DAY_MS, type Retention } from './retention-rules'

export type DueCursor = { finishedAt: number; id: string }

/**
 * What the periods make due by age, as a condition on `enrollment`; null: no period is set. The condition of the partial
 * index stands in it literally, and a bound of the whole: both engines then walk `enrollment_to_erase` in its order. The
 * plus keeps SQLite from taking the index apart at the `or`, which would sort all that is due for each page.
 */
export function dueByAgeCondition(ctx: Context, retention: Retention, now: number): SQL | null {
  const { enrollment } = ctx.store.tables
  const { personalDays, evidenceDays, evidenceByLawDays } = retention
  const periods = [personalDays, evidenceDays].filter((days) => days !== null)
  if (periods.length === 0) return null
  const before = (days: number) => now - days * DAY_MS
  const soonest = before(Math.min(...periods))
  const personal =
    personalDays === null ? undefined : sql`erased_at is null and +finished_at <= ${before(personalDays)}`
  const evidence =
    evidenceDays === null
      ? undefined
      : and(
          sql`evidence_erased_at is null`,
          sql`+finished_at <= ${before(Math.max(evidenceDays, evidenceByLawDays ?? 0))}`,
          or(isNull(enrollment.evidenceKeptUntil), lte(enrollment.evidenceKeptUntil, now)),
        )
  const due = and(
    sql`finished_at is not null and (erased_at is null or evidence_erased_at is null)`,
    sql`finished_at <= ${soonest}`,
    or(personal, evidence),
  )
  return due ?? null
}

/** The next enrollments of which something is due by age, those that ended first first. */
export async function findDue(
  ctx: Context,
  retention: Retention,
  { after, limit }: { after: DueCursor | null; limit: number },
): Promise<DueCursor[]> {
  const { enrollment } = ctx.store.tables
  const due = dueByAgeCondition(ctx, retention, ctx.clock())
  if (due === null) return []
  const beyond = after
    ? sql`(${enrollment.finishedAt}, ${enrollment.id}) > (${after.finishedAt}, ${after.id})`
    : undefined
  return ctx.store.read
    .select({ id: enrollment.id, finishedAt: sql<number>`${enrollment.finishedAt}`.mapWith(Number) })
    .from(enrollment)
    .where(and(due, beyond))
    .orderBy(asc(enrollment.finishedAt), asc(enrollment.id))
    .limit(limit)
}

const ERASURES_A_PAGE = 500

/** Enrollments whose evidence was kept because of the law, and need not be any longer; whatever periods are set. */
export const findNoLongerKept = (ctx: Context) => findKept(ctx, ctx.clock())

/** Enrollments of erased people whose evidence the law keeps, at the latest until `until` (epoch milliseconds). */
export async function* findKept(ctx: Context, until = Number.MAX_SAFE_INTEGER): AsyncGenerator<DueCursor[]> {
  const { erasure, enrollment } = ctx.store.tables
  for (let after = ''; ; ) {
    const page = await ctx.store.read
      .select({ id: erasure.id, enrollmentIds: erasure.enrollmentIds })
      .from(erasure)
      .where(and(gt(erasure.id, after), gt(erasure.kept, 0)))
      .orderBy(asc(erasure.id))
      .limit(ERASURES_A_PAGE)
    const last = page.at(-1)
    if (!last) return
    after = last.id
    const ids = page.flatMap(({ enrollmentIds }) => enrollmentIds)
    const rows = await ctx.store.read
      .select({ id: enrollment.id, finishedAt: enrollment.finishedAt })
      .from(enrollment)
      .where(
        and(
          inArray(enrollment.id, ids),
          isNotNull(enrollment.evidenceKeptUntil),
          lte(enrollment.evidenceKeptUntil, until),
        ),
      )
    yield rows.map(({ id, finishedAt }) => ({ id, finishedAt: finishedAt ?? 0 }))
  }
}
