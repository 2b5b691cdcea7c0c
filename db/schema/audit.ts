import type { Kit } from '../kit'

/** Who did what to what, when. Written in the transaction of what it records; rows are only ever added. */
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
    },
    (t) => [kit.index('audit_target').on(t.targetId, t.at, t.id), kit.index('audit_at').on(t.at, t.id)],
  )
  return { audit }
}
