import { and, eq, isNull } from 'drizzle-orm'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'

/**
 * Ends the session the person signs out of; their other sessions go on. Twice is once.
 * @throws DeskError SIGNED_OUT when nobody is signed in.
 */
export async function signOut(ctx: Context): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'staff') throw new DeskError('SIGNED_OUT', 'nobody to sign out')
  const { staffSession } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const ended = await tx
      .update(staffSession)
      .set({ endedAt: ctx.clock() })
      .where(and(eq(staffSession.id, actor.sessionId), isNull(staffSession.endedAt)))
      .returning({ id: staffSession.id })
    if (ended.length === 0) return
    await writeAudit(ctx, tx, { action: 'staff.signed_out', targetKind: 'staff', targetId: actor.id })
  })
}
