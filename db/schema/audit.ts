import type { Kit } from '../kit'

/**
 * Who did what to what, when. Written in the transaction of what it records; rows are only ever added, each chained to
 * the one before.
 */
export function auditTables(kit: Kit) {
  const audit = kit.table(
    'audit',
    {
      id: kit.id('id').primaryKey(),
      at: kit.ms('at').notNull(),
      actorKind: kit.text<'staff' | 'callback' | 'system'>('actor_kind').notNull(),
      actorId: kit.id('actor_id'),
      action: kit.text('action').notNull(),
      targetKind: kit.text('target_kind').notNull(),
      targetId: kit.id('target_id').notNull(),
      /** Facts about the act, without personal data and without secrets. */
      details: kit.json<Record<string, string | number | boolean | null>>('details').notNull(),
      /** Its place in the chain, from 1 without gaps; null only until a desk of before has been chained. */
      seq: kit.int('seq'),
      /** SHA-256 (hex) of the row before it, and of itself with that. */
      previousHash: kit.id('previous_hash'),
      hash: kit.id('hash'),
    },
    (t) => [
      kit.index('audit_target').on(t.targetId, t.at, t.id),
      kit.index('audit_at').on(t.at, t.id),
      kit.index('audit_actor').on(t.actorId, t.at, t.id),
      kit.index('audit_action').on(t.action, t.at, t.id),
      // Few rows are about anything but enrollments: one kind alone must not mean reading all of them.
      kit.index('audit_kind').on(t.targetKind, t.at, t.id),
      kit.unique('audit_seq').on(t.seq),
    ],
  )
  /** The end of the chain: one row, taken by whoever adds to it. */
  const auditHead = kit.table('audit_head', {
    id: kit.id('id').primaryKey(),
    seq: kit.int('seq').notNull(),
    hash: kit.id('hash').notNull(),
  })
  /** Each look at the whole chain. */
  const auditVerification = kit.table(
    'audit_verification',
    {
      id: kit.id('id').primaryKey(),
      startedAt: kit.ms('started_at').notNull(),
      finishedAt: kit.ms('finished_at').notNull(),
      /** How many rows were found in order. */
      rows: kit.int('rows').notNull(),
      /** The number in the chain of the first row that is not what was written; null: the chain holds. */
      brokenAt: kit.int('broken_at'),
    },
    (t) => [kit.index('audit_verification_started').on(t.startedAt)],
  )
  return { audit, auditHead, auditVerification }
}
