import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { findAssisted } from './find-assisted'
import { notePresenceInput } from './note-presence'
import { takeEnrollment } from './take-flow'

/**
 * This tab has closed the guided page: the others need not wait to see it go.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND
 */
export async function leavePresence(ctx: Context, input: z.input<typeof notePresenceInput>): Promise<void> {
  const actor = authorize(ctx, 'enrollments.assist')
  const { enrollmentId, tabId } = notePresenceInput.parse(input)
  await findAssisted(ctx, actor, enrollmentId)
  const { assistedPresence: table } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const [left] = await tx
      .delete(table)
      .where(and(eq(table.enrollmentId, enrollmentId), eq(table.tabId, tabId), eq(table.staffId, actor.id)))
      .returning({ tabId: table.tabId })
    if (left) await takeEnrollment(ctx, tx, enrollmentId)
  })
}
