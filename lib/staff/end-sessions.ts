import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError, notFound } from '@/lib/errors'
import { authorize } from './authorize'
import { endSessionsOf } from './end-sessions-of'
import { holdPerson } from './hold-staff'
import { staffId } from './staff-input'

const endInput = z.object({ staffId })

/**
 * Ends every session of a person; they can sign in again. Says how many ended.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (staff.manage; `staff.yourself`), NOT_FOUND.
 */
export async function endSessions(ctx: Context, input: z.input<typeof endInput>): Promise<{ ended: number }> {
  const actor = authorize(ctx, 'staff.manage')
  const { staffId: id } = endInput.parse(input)
  return ctx.store.tx(async (tx) => {
    await holdPerson(ctx, tx, actor, id)
    const ended = await endSessionsOf(ctx, tx, { staffId: id })
    if (ended > 0) await audited(ctx, tx, id, ended)
    return { ended }
  })
}

const endOwnInput = z.object({
  /** One session of theirs; null: all but the one that asks. */
  sessionId: z.string().min(1).max(64).nullable(),
})

/**
 * Ends one of the sessions of the person who asks, or all others. Says how many ended.
 * @throws DeskError SIGNED_OUT, NOT_FOUND for a session that is not theirs.
 */
export async function endOwnSessions(
  ctx: Context,
  input: z.input<typeof endOwnInput>,
): Promise<{ ended: number }> {
  const { actor } = ctx
  if (actor.kind !== 'staff') throw new DeskError('SIGNED_OUT', 'nobody whose sessions could end')
  const { sessionId } = endOwnInput.parse(input)
  const { staffSession } = ctx.store.tables
  return ctx.store.tx(async (tx) => {
    if (sessionId === null) {
      const ended = await endSessionsOf(ctx, tx, { staffId: actor.id, except: actor.sessionId })
      if (ended > 0) await audited(ctx, tx, actor.id, ended)
      return { ended }
    }
    const own = and(eq(staffSession.id, sessionId), eq(staffSession.staffId, actor.id))
    const [known] = await tx.select({ id: staffSession.id }).from(staffSession).where(own)
    if (!known) throw notFound('session')
    const ended = await tx
      .update(staffSession)
      .set({ endedAt: ctx.clock() })
      .where(and(own, isNull(staffSession.endedAt)))
      .returning({ id: staffSession.id })
    if (ended.length > 0) await audited(ctx, tx, actor.id, ended.length)
    return { ended: ended.length }
  })
}

function audited(ctx: Context, tx: Parameters<typeof writeAudit>[1], id: string, sessions: number) {
  return writeAudit(ctx, tx, {
    action: 'staff.sessions_ended',
    targetKind: 'staff',
    targetId: id,
    details: { sessions },
  })
}
