import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { notFound } from '@/lib/errors'
import { authorize, seesGroup } from '@/lib/staff/authorize'

export const readRevisionInput = z.object({ enrollmentId: z.string().min(1).max(64) })

/**
 * The number that grows with every change a page showing this enrollment must learn of. Asked every second by every
 * open page: it reads as little as it can.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND
 */
export async function readRevision(ctx: Context, input: z.input<typeof readRevisionInput>): Promise<number> {
  const actor = authorize(ctx, 'enrollments.list')
  const { enrollmentId } = readRevisionInput.parse(input)
  const { enrollment } = ctx.store.tables
  const [row] = await ctx.store.read
    .select({ revision: enrollment.revision, groupId: enrollment.groupId })
    .from(enrollment)
    .where(eq(enrollment.id, enrollmentId))
  if (!row || !seesGroup(actor, row.groupId)) throw notFound('enrollment')
  return row.revision
}
