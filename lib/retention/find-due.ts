import { and, asc, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { DAY_MS, type Retention } from './retention-rules'

export type DueCursor = { finishedAt: number; id: string }

/**
 * What the periods make due, as a condition on `enrollment`; null: nothing is erased by age. The conditions of the partial index
 * stand in it literally, so that both engines walk `enrollment_to_erase`.
 */
export function dueCondition(ctx: Context, retention: Retention, now: number): SQL | undefined {
  const { enrollment } = ctx.store.tables
  const { personalDays, evidenceDays, evidenceByLawDays } = retention
  const endedBefore = (days: number) => sql`${enrollment.finishedAt} <= ${now - days * DAY_MS}`
  const noLongerHeld = and(
    evidenceByLawDays === null ? undefined : endedBefore(evidenceByLawDays),
    or(isNull(enrollment.evidenceKeptUntil), sql`${enrollment.evidenceKeptUntil} <= ${now}`),
  )
  return and(
    sql`finished_at is not null and (erased_at is null or evidence_erased_at is null)`,
    or(
      personalDays === null ? undefined : and(isNull(enrollment.erasedAt), endedBefore(personalDays)),
      and(
        isNull(enrollment.evidenceErasedAt),
        noLongerHeld,
        or(
          evidenceDays === null ? undefined : endedBefore(evidenceDays),
          isNotNull(enrollment.evidenceKeptUntil),
        ),
      ),
    ),
  )
}

/** The next enrollments of which something is due, those that ended first first. */
export function findDue(
  ctx: Context,
  retention: Retention,
  { after, limit }: { after: DueCursor | null; limit: number },
): Promise<DueCursor[]> {
  const { enrollment } = ctx.store.tables
  const beyond = after
    ? sql`(${enrollment.finishedAt}, ${enrollment.id}) > (${after.finishedAt}, ${after.id})`
    : undefined
  return ctx.store.read
    .select({ id: enrollment.id, finishedAt: sql<number>`${enrollment.finishedAt}`.mapWith(Number) })
    .from(enrollment)
    .where(and(dueCondition(ctx, retention, ctx.clock()), beyond))
    .orderBy(asc(enrollment.finishedAt), asc(enrollment.id))
    .limit(limit)
}
