import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { newId } from '@/lib/new-id'
import type { AuditAction, AuditTarget } from './audit-actions'
import { appendToChain } from './audit-chain'

export type { AuditAction, AuditTarget } from './audit-actions'

export type AuditEntry = {
  action: AuditAction
  targetKind: AuditTarget
  targetId: string
  /** Facts without personal data and without secrets. */
  details?: Record<string, string | number | boolean | null>
}

/**
 * Adds one audit row in the transaction of what it records, chained to the one before. Other writers of audit rows wait
 * for this transaction from here on: call it after the other writes where you can.
 */
export async function writeAudit(ctx: Context, tx: Tx, entry: AuditEntry): Promise<void> {
  const { actor } = ctx
  await appendToChain(ctx, tx, {
    id: newId(),
    at: ctx.clock(),
    actorKind: actor.kind === 'anonymous' ? 'system' : actor.kind,
    actorId: actor.kind === 'staff' ? actor.id : actor.kind === 'system' ? actor.name : null,
    action: entry.action,
    targetKind: entry.targetKind,
    targetId: entry.targetId,
    details: entry.details ?? {},
  })
}
