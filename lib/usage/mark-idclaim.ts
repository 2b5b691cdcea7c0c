import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { moveUsage } from './move-usage'

/** Remembers that an idclaim of the enrollment is kept, in the transaction that keeps it, and counts it once. */
export async function markIdclaim(ctx: Context, tx: Tx, enrollmentId: string): Promise<void> {
  const { enrollment } = ctx.store.tables
  const [row] = await tx
    .update(enrollment)
    .set({ hasIdclaim: true })
    .where(and(eq(enrollment.id, enrollmentId), eq(enrollment.hasIdclaim, false)))
    .returning()
  if (row) await moveUsage(ctx, tx, { ...row, hasIdclaim: false }, row)
}
