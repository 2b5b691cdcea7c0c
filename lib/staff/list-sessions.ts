import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { sessionCounts } from './session-limits'

/** An open session; times in epoch milliseconds. */
export type OpenSession = {
  id: string
  /** What the browser said it is, in a few words; null when nobody knows. */
  device: string | null
  createdAt: number
  lastSeenAt: number
}

/** A person's sessions that still count, the last seen first. For verbs that have checked who asks. */
export async function openSessionsOf(ctx: Context, staffId: string): Promise<OpenSession[]> {
  const { staff, staffSession } = ctx.store.tables
  const { id, device, createdAt, lastSeenAt, endedAt } = staffSession
  const rows = await ctx.store.read
    .select({ id, device, createdAt, lastSeenAt, endedAt, passwordChangedAt: staff.passwordChangedAt })
    .from(staffSession)
    .innerJoin(staff, eq(staff.id, staffSession.staffId))
    .where(and(eq(staffSession.staffId, staffId), isNull(endedAt)))
    .orderBy(desc(lastSeenAt), desc(id))
  const now = ctx.clock()
  return rows
    .filter((row) => sessionCounts(row, ctx.settings, now))
    .map((row) => ({
      id: row.id,
      device: row.device,
      createdAt: row.createdAt,
      lastSeenAt: row.lastSeenAt,
    }))
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
