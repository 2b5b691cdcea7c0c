import { and, eq, isNull, lt } from 'drizzle-orm'
import type { Context, StaffActor } from '@/lib/context'

const HOUR = 3_600_000
/** How stale `last_seen_at` may be: a write on every request would be one too many. */
const SEEN_EVERY = 60_000

/**
 * Who stands behind a session at this very request: one query over the session and its staff row, so that a disabled
 * person is out at once and a changed role counts at the next request. null when the session is unknown, ended, older
 * than SESSION_HOURS, or its person is disabled.
 */
export async function resolveSession(
  ctx: Context,
  { sessionId }: { sessionId: string },
): Promise<StaffActor | null> {
  const { staff, staffSession } = ctx.store.tables
  const [found] = await ctx.store.read
    .select({
      createdAt: staffSession.createdAt,
      lastSeenAt: staffSession.lastSeenAt,
      endedAt: staffSession.endedAt,
      id: staff.id,
      name: staff.name,
      email: staff.email,
      roles: staff.roles,
      groupIds: staff.groupIds,
      language: staff.language,
      theme: staff.theme,
      state: staff.state,
    })
    .from(staffSession)
    .innerJoin(staff, eq(staff.id, staffSession.staffId))
    .where(eq(staffSession.id, sessionId))
  if (!found || found.endedAt !== null || found.state !== 'active') return null
  const now = ctx.clock()
  if (now - found.createdAt >= ctx.settings.SESSION_HOURS * HOUR) return null
  if (now - found.lastSeenAt >= SEEN_EVERY) await noteSeen(ctx, sessionId, now)
  const { id, name, email, roles, groupIds, language, theme } = found
  return { kind: 'staff', id, name, email, roles, groupIds, language, theme, sessionId }
}

/** Best effort: a page must not fail because the store cannot write just now. */
async function noteSeen(ctx: Context, sessionId: string, now: number): Promise<void> {
  const { staffSession } = ctx.store.tables
  try {
    await ctx.store.tx((tx) =>
      tx
        .update(staffSession)
        .set({ lastSeenAt: now })
        .where(
          and(
            eq(staffSession.id, sessionId),
            isNull(staffSession.endedAt),
            lt(staffSession.lastSeenAt, now - SEEN_EVERY + 1),
          ),
        )
        .returning({ id: staffSession.id }),
    )
  } catch (error) {
    ctx.log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'last seen could not be noted')
  }
}
