import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { verifyAudit } from './verify-audit'
import type { AuditWalk } from './walk-audit-chain'

let underWay: Promise<AuditWalk> | null = null

/**
 * The same as `verifyAudit`, for people who press a button: whoever asks while a walk is under way gets its answer, so
 * that impatience does not read the whole log many times at once.
 * @throws DeskError SIGNED_OUT, FORBIDDEN without `audit.read`
 */
export async function verifyAuditOnce(ctx: Context): Promise<AuditWalk> {
  authorize(ctx, 'audit.read')
  underWay ??= verifyAudit(ctx).finally(() => {
    underWay = null
  })
  return underWay
}
