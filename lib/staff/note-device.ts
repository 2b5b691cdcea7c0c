import { and, eq, isNull } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { describeDevice } from './describe-device'

/**
 * Notes with which device a session was opened, for the list of sessions. Best effort: a sign-in must not fail for it.
 */
export async function noteDevice(
  ctx: Context,
  { sessionId, userAgent }: { sessionId: string; userAgent: string | null },
): Promise<void> {
  const device = describeDevice(userAgent)
  if (device === null) return
  const { staffSession } = ctx.store.tables
  try {
    await ctx.store.tx((tx) =>
      tx
        .update(staffSession)
        .set({ device })
        .where(and(eq(staffSession.id, sessionId), isNull(staffSession.device)))
        .returning({ id: staffSession.id }),
    )
  } catch (error) {
    ctx.log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'device could not be noted')
  }
}
