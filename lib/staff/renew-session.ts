import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context, StaffActor } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { newId } from '@/lib/new-id'

/**
 * Ends the session in which somebody has just proved who they are, and opens another in its place: a token that leaked
 * before is worth nothing afterwards (OWASP ASVS 5.0 §7.2.4). Gives the id of the new one, for the browser's cookie.
 * @throws DeskError CONFLICT when the session was ended meanwhile: nothing brings it back.
 */
export async function renewSession(ctx: Context, tx: Tx, actor: StaffActor): Promise<string> {
  const { staffSession } = ctx.store.tables
  const now = ctx.clock()
  const [before] = await tx
    .update(staffSession)
    .set({ endedAt: now })
    .where(
      and(
        eq(staffSession.id, actor.sessionId),
        eq(staffSession.staffId, actor.id),
        isNull(staffSession.endedAt),
      ),
    )
    .returning({ device: staffSession.device, method: staffSession.method })
  if (!before) throw new DeskError('CONFLICT', 'the session was ended meanwhile')
  const id = newId()
  await tx.insert(staffSession).values({ id, staffId: actor.id, createdAt: now, lastSeenAt: now, ...before })
  return id
}
