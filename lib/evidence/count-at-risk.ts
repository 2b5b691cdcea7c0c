import { and, eq, lt, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { inTheirGroups } from './in-their-groups'
import { leavesAt } from './leaves-at'

export type AtRiskCounts = { total: number; leavingSoon: number; left: number }

const SOON_DAYS = 14
const DAY_MS = 24 * 60 * 60_000

/**
 * How many enrollments are at risk, how many of them leave ID360 within two weeks, and how many have left.
 * @throws DeskError SIGNED_OUT, FORBIDDEN
 */
export async function countAtRisk(ctx: Context): Promise<AtRiskCounts> {
  const actor = authorize(ctx, 'evidence.view')
  const { evidenceOwed, enrollment } = ctx.store.tables
  const now = ctx.clock()
  const retentionMs = leavesAt(ctx, 0)
  const count = async (before?: number) => {
    const owed = ctx.store.read
      .select({ n: sql`count(distinct ${evidenceOwed.enrollmentId})` })
      .from(evidenceOwed)
    const owned =
      actor.groupIds === null
        ? owed
        : owed.innerJoin(enrollment, eq(enrollment.id, evidenceOwed.enrollmentId))
    const [row] = await owned.where(
      and(
        before === undefined ? undefined : lt(evidenceOwed.finishedAt, before),
        actor.groupIds === null ? undefined : inTheirGroups(ctx, actor),
      ),
    )
    return Number(row?.n ?? 0)
  }
  const [total, soonOrLeft, left] = await Promise.all([
    count(),
    count(now - retentionMs + SOON_DAYS * DAY_MS),
    count(now - retentionMs),
  ])
  return { total, leavingSoon: soonOrLeft - left, left }
}
