import { and, desc, eq, gt, gte, isNull } from 'drizzle-orm'
import type { Context, StaffActor } from '@/lib/context'

/**
 * Until when (epoch ms) this person may see what is masked of the enrollment; null when they may not. Only what they
 * asked for themselves counts, and only in a session that was open when they asked and is still: whoever signed out, or
 * was disabled meanwhile, says the reason anew.
 */
export async function revealedUntil(
  ctx: Context,
  actor: StaffActor,
  enrollmentId: string,
): Promise<number | null> {
  const { personalReveal, staffSession } = ctx.store.tables
  const [found] = await ctx.store.read
    .select({ until: personalReveal.expiresAt })
    .from(personalReveal)
    .innerJoin(staffSession, eq(staffSession.staffId, personalReveal.staffId))
    .where(
      and(
        eq(personalReveal.staffId, actor.id),
        eq(personalReveal.enrollmentId, enrollmentId),
        gt(personalReveal.expiresAt, ctx.clock()),
        eq(staffSession.id, actor.sessionId),
        isNull(staffSession.endedAt),
        gte(personalReveal.at, staffSession.createdAt),
      ),
    )
    .orderBy(desc(personalReveal.expiresAt))
    .limit(1)
  return found?.until ?? null
}
