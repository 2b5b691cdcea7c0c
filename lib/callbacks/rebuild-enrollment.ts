import type { Context } from '@/lib/context'
import { notFound } from '@/lib/errors'
import { wakeWorkers } from '@/lib/jobs/wake-workers'
import { authorizeSystem } from '@/lib/staff/authorize'
import { applyProjection, lockEnrollment } from './apply-projection'

/**
 * Projects an enrollment again from its log of callbacks: gives the same row as receiving them did, and mends one that
 * was damaged or was projected by an older rule. Its evidence is captured again only where the verdict changes.
 *
 * @throws DeskError FORBIDDEN unless the desk itself asks, NOT_FOUND
 */
export async function rebuildEnrollment(
  ctx: Context,
  { enrollmentId }: { enrollmentId: string },
): Promise<void> {
  authorizeSystem(ctx)
  await ctx.store.tx(async (tx) => {
    const locked = await lockEnrollment(ctx, tx, enrollmentId)
    if (!locked) throw notFound('enrollment')
    await applyProjection(ctx, tx, locked)
  })
  wakeWorkers()
}
