import { and, eq, isNull, lte } from 'drizzle-orm'
import type { Context, StaffActor } from '@/lib/context'
import { parseDeskSetting } from '@/lib/desk-setting'
import { localSignIn } from './local-sign-in'
import { seenEvery, sessionCounts } from './session-limits'
import { owesTwoFactor } from './two-factor/owes-two-factor'

/**
 * Who stands behind a session at this very request: one query over the session, its staff row and what administrators ask of
 * its roles, so that a disabled person is out at once and a changed role, or a second factor that it needs, counts at the
 * next request. null when the session is unknown, ended, older
 * than SESSION_HOURS or the person's password, unused for SESSION_IDLE_MINUTES, or its person is disabled.
 * `passive`: asked by the desk itself (an open live stream), which is no sign that anyone is there.
 */
export async function resolveSession(
  ctx: Context,
  { sessionId, passive = false }: { sessionId: string; passive?: boolean },
): Promise<StaffActor | null> {
  const { deskSetting, staff, staffSession } = ctx.store.tables
  const [found] = await ctx.store.read
    .select({
      createdAt: staffSession.createdAt,
      lastSeenAt: staffSession.lastSeenAt,
      endedAt: staffSession.endedAt,
      passwordChangedAt: staff.passwordChangedAt,
      id: staff.id,
      name: staff.name,
      email: staff.email,
      roles: staff.roles,
      groupIds: staff.groupIds,
      language: staff.language,
      theme: staff.theme,
      state: staff.state,
      totpSince: staff.totpSince,
      method: staffSession.method,
      twoFactor: deskSetting.value,
    })
    .from(staffSession)
    .innerJoin(staff, eq(staff.id, staffSession.staffId))
    .leftJoin(deskSetting, eq(deskSetting.key, 'twoFactor'))
    .where(eq(staffSession.id, sessionId))
  const now = ctx.clock()
  // Once a way in is shut, what it has opened is shut too.
  const open = found?.method === 'sso' ? ctx.settings.OIDC_ISSUER !== undefined : localSignIn(ctx)
  if (!open) return null
  if (found?.state !== 'active' || !sessionCounts(found, ctx.settings, now)) return null
  if (!passive && now - found.lastSeenAt >= seenEvery(ctx.settings)) await noteSeen(ctx, sessionId, now)
  const { id, name, email, roles, groupIds, language, theme } = found
  const owes = owesTwoFactor(parseDeskSetting('twoFactor', found.twoFactor).roles, found)
  const actor = { kind: 'staff', id, name, email, roles, groupIds, language, theme, sessionId } as const
  return owes ? { ...actor, owesTwoFactor: true } : actor
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
            lte(staffSession.lastSeenAt, now - seenEvery(ctx.settings)),
          ),
        )
        .returning({ id: staffSession.id }),
    )
  } catch (error) {
    ctx.log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'last seen could not be noted')
  }
}
