import { and, eq, gt } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { notFound } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import { findVisibleEnrollment } from './find-visible-enrollment'

export const endRevealInput = z.object({ enrollmentId: z.string().min(1).max(64) })

/**
 * Masks again, before its time, what this person has revealed of an enrollment, in all their sessions. Not recorded:
 * nobody learns anything by it.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND
 */
export async function endReveal(ctx: Context, input: z.input<typeof endRevealInput>): Promise<void> {
  const actor = authorize(ctx, 'enrollments.personal')
  const parsed = endRevealInput.safeParse(input)
  if (!parsed.success) throw notFound('enrollment')
  const { id } = await findVisibleEnrollment(ctx, actor, parsed.data.enrollmentId)
  const { personalReveal } = ctx.store.tables
  const now = ctx.clock()
  await ctx.store.tx((tx) =>
    tx
      .update(personalReveal)
      .set({ expiresAt: now })
      .where(
        and(
          eq(personalReveal.staffId, actor.id),
          eq(personalReveal.enrollmentId, id),
          gt(personalReveal.expiresAt, now),
        ),
      )
      .returning({ id: personalReveal.id }),
  )
}
