import { desc } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { may } from '@/lib/staff/permissions'

/** The last look at the whole chain of the audit log. Instants in epoch milliseconds. */
export type LastAuditVerification = {
  startedAt: number
  finishedAt: number
  /** How many rows were found in order, from the first one. */
  rows: number
  /** The place in the chain of the first broken row, 0 when it has none; null: the chain holds. */
  brokenAt: number | null
}

/**
 * What the last verification of the audit log found; null when there has been none.
 * @throws DeskError SIGNED_OUT, FORBIDDEN without `audit.read` and `system.view`; the desk itself may always ask
 */
export async function readLastAuditVerification(ctx: Context): Promise<LastAuditVerification | null> {
  const { actor } = ctx
  const answers = actor.kind === 'staff' && may(actor.roles, 'audit.read')
  if (!answers && actor.kind !== 'system') authorize(ctx, 'system.view')
  const { auditVerification } = ctx.store.tables
  const [last] = await ctx.store.read
    .select()
    .from(auditVerification)
    .orderBy(desc(auditVerification.startedAt), desc(auditVerification.id))
    .limit(1)
  if (!last) return null
  const { startedAt, finishedAt, rows, brokenAt } = last
  return { startedAt, finishedAt, rows, brokenAt }
}
