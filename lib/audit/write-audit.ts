import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { newId } from '@/lib/new-id'

/** Every act that is recorded. Those about an enrollment also stand in its timeline. */
export type AuditAction =
  | 'staff.signed_in'
  | 'staff.signed_out'
  | 'staff.preferences_changed'
  | 'staff.invited'
  | 'staff.invite_accepted'
  | 'staff.changed'
  | 'staff.disabled'
  | 'staff.enabled'
  | 'staff.password_changed'
  | 'staff.password_reset'
  | 'staff.sessions_ended'
  | 'process.added'
  | 'process.changed'
  | 'group.added'
  | 'group.changed'
  | 'audit.exported'
  | 'enrollment.requested'
  | 'enrollment.created'
  | 'enrollment.refused'
  | 'enrollment.unconfirmed'
  | 'enrollment.settled'
  | 'enrollment.link_shown'
  | 'enrollment.reconciled'
  | 'assisted.started'
  | 'assisted.route_chosen'
  | 'assisted.consent_given'
  | 'assisted.consent_refused'
  | 'assisted.data_sent'
  | 'assisted.page_sent'
  | 'assisted.page_failed'
  | 'assisted.finished'
  | 'assisted.finish_failed'
  | 'usage.export_asked'
  | 'usage.exported'
  | 'usage.export_canceled'
  | 'usage.export_failed'
  | 'usage.allowance_changed'
  | 'callback.quarantined'
  | 'callback.payload_read'
  | 'evidence.captured'
  | 'evidence.capture_failed'
  | 'evidence.retried'
  | 'evidence.verdict_confirmed'
  | 'evidence.verdict_contradicted'
  | 'evidence.viewed'
  | 'evidence.downloaded'
  | 'evidence.original_downloaded'
  | 'evidence.draft_viewed'
  | 'evidence.compared'
  | 'evidence.recapture_asked'
  | 'evidence.damaged'
  | 'evidence.restored'
  | 'evidence.pack_downloaded'
  | 'evidence.pack_original_downloaded'

export type AuditEntry = {
  action: AuditAction
  targetKind: 'enrollment' | 'staff' | 'job' | 'group' | 'process' | 'export' | 'audit'
  targetId: string
  /** Facts without personal data and without secrets. */
  details?: Record<string, string | number | boolean | null>
}

/** Adds one audit row in the transaction of what it records. */
export async function writeAudit(ctx: Context, tx: Tx, entry: AuditEntry): Promise<void> {
  const { actor } = ctx
  await tx.insert(ctx.store.tables.audit).values({
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
