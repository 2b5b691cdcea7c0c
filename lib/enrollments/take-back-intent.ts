import { and, eq, notExists } from 'drizzle-orm'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import type { Id360Error } from '@/lib/id360/errors'
import { moveUsage } from '@/lib/usage/move-usage'
import { removeSearchTerms } from './index-enrollment'

/**
 * Removes the row of a creation that ID360 refused, with its place in the figures and its terms; only the audit remembers it. Whether it
 * did: an enrollment that ID360 has called back about exists, whatever it answered, and stays.
 */
export async function takeBackIntent(
  ctx: Context,
  enrollmentId: string,
  refusal: Id360Error,
): Promise<boolean> {
  const { tables } = ctx.store
  const { enrollment, callback, quarantine } = tables
  return ctx.store.tx(async (tx) => {
    const heardOf = tx
      .select({ id: callback.id })
      .from(callback)
      .where(eq(callback.enrollmentId, enrollmentId))
    const heardBadly = tx
      .select({ id: quarantine.id })
      .from(quarantine)
      .where(eq(quarantine.enrollmentId, enrollmentId))
    const [row] = await tx
      .delete(enrollment)
      .where(
        and(
          eq(enrollment.id, enrollmentId),
          eq(enrollment.status, 'UNCONFIRMED'),
          notExists(heardOf),
          notExists(heardBadly),
        ),
      )
      .returning()
    if (!row) return false
    await moveUsage(ctx, tx, row, null)
    await removeSearchTerms(tx, tables, row, row)
    await writeAudit(ctx, tx, {
      action: 'enrollment.refused',
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: { kind: refusal.kind, operation: refusal.operation, status: refusal.status ?? null },
    })
    return true
  })
}
