import type { Context } from '@/lib/context'
import { newId } from '@/lib/new-id'
import { authorize, authorizeSystem } from '@/lib/staff/authorize'
import { type AuditWalk, walkAuditChain } from './walk-audit-chain'

/**
 * Verifies the whole chain of the audit log and writes down what was found, whoever asked: `readLastAuditVerification`
 * tells it. `signal`: stops between two pages; nothing is written down then.
 * @throws DeskError SIGNED_OUT, FORBIDDEN without `audit.read`; the desk itself may always ask
 */
export async function verifyAudit(
  ctx: Context,
  { signal }: { signal?: AbortSignal } = {},
): Promise<AuditWalk> {
  if (ctx.actor.kind === 'system') authorizeSystem(ctx)
  else authorize(ctx, 'audit.read')
  const startedAt = ctx.clock()
  const walk = await walkAuditChain(ctx, signal)
  const { rows, broken } = walk
  const { auditVerification } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    await tx.insert(auditVerification).values({
      id: newId(),
      startedAt,
      finishedAt: ctx.clock(),
      rows,
      // What has no place in the chain, or the end itself, is said to be before the first row.
      brokenAt: broken === null ? null : (broken.seq ?? 0),
    })
  })
  return walk
}
