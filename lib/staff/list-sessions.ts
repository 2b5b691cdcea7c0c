import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'

/** An open session; times in epoch milliseconds. */
export type OpenSession = {
  id: string
  /** What the browser said it is, in a few words; null when nobody knows. */
  device: string | null
  createdAt: number
  lastSeenAt: number
}

const HOUR = 3_600_000

/** A person's sessions that still count, the last seen first. For verbs that have checked who asks. */
export function openSessionsOf(ctx: Context, staffId: string): Promise<OpenSession[]> {
  const { staffSession } = ctx.store.tables
  const { id, device, createdAt, lastSeenAt } = staffSession
  return ctx.store.read
    .select({ id, device, createdAt, lastSeenAt })
    .from(staffSession)
    .where(
      and(
        eq(staffSession.staffId, staffId),
        isNull(staffSession.endedAt),
        gt(staffSession.createdAt, ctx.clock() - ctx.settings.SESSION_HOURS * HOUR),
      ),
    )
    .orderBy(desc(lastSeenAt), desc(id))
}

/**
 * The open sessions of the person who asks; `current` is the one that asks.
 * @throws DeskError SIGNED_OUT
 */
export async function listSessions(ctx: Context): Promise<(OpenSession & { current: boolean })[]> {
  const { actor } = ctx
  if (actor.kind !== 'staff') throw new DeskError('SIGNED_OUT', 'nobody whose sessions could be listed')
  const sessions = await openSessionsOf(ctx, actor.id)
  return sessions.map((session) => ({ ...session, current: session.id === actor.sessionId }))
}
