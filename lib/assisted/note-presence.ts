import { and, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { enrollmentIdInput, tabIdInput } from './assisted-input'
import type { AssistedView } from './assisted-view'
import { findAssisted } from './find-assisted'
import { PRESENT_FOR_MS, readOthers } from './presence'
import { takeEnrollment } from './take-flow'

export const notePresenceInput = z.object({ enrollmentId: enrollmentIdInput, tabId: tabIdInput })

/**
 * Notes that this tab has the guided page open, and tells who else has. To be called when the page opens and every 15
 * seconds. Only who comes wakes the others' pages; staying does not.
 *
 * @returns `revision`: of the flow; another one than the page shows means that something was done elsewhere
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND
 */
export async function notePresence(
  ctx: Context,
  input: z.input<typeof notePresenceInput>,
): Promise<{ others: AssistedView['others']; revision: number }> {
  const actor = authorize(ctx, 'enrollments.assist')
  const { enrollmentId, tabId } = notePresenceInput.parse(input)
  const { flow } = await findAssisted(ctx, actor, enrollmentId)
  const { assistedPresence: table } = ctx.store.tables
  const here = and(eq(table.enrollmentId, enrollmentId), eq(table.tabId, tabId), eq(table.staffId, actor.id))
  const now = ctx.clock()
  await ctx.store.tx(async (tx) => {
    await tx
      .delete(table)
      .where(and(eq(table.enrollmentId, enrollmentId), lt(table.seenAt, now - PRESENT_FOR_MS)))
    const [stays] = await tx.update(table).set({ seenAt: now }).where(here).returning({ tabId: table.tabId })
    if (stays) return
    const [came] = await tx
      .insert(table)
      .values({ enrollmentId, tabId, staffId: actor.id, seenAt: now })
      // Somebody else's tab bears this id: it stays theirs.
      .onConflictDoNothing({ target: [table.enrollmentId, table.tabId] })
      .returning({ tabId: table.tabId })
    if (came) await takeEnrollment(ctx, tx, enrollmentId)
  })
  return { others: await readOthers(ctx, actor, enrollmentId, tabId), revision: flow?.revision ?? 0 }
}
