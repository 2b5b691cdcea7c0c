import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'

/** Takes a person's second factor away with its recovery codes and what was begun of a new one, in the caller's transaction. */
export async function removeFactor(ctx: Context, tx: Tx, staffId: string): Promise<void> {
  const { staff, recoveryCode } = ctx.store.tables
  await tx
    .update(staff)
    .set({ sealedTotp: null, totpSince: null, totpStep: null, sealedPendingTotp: null, pendingTotpAt: null })
    .where(eq(staff.id, staffId))
  await tx.delete(recoveryCode).where(eq(recoveryCode.staffId, staffId))
}
