import type { Kit } from '../kit'
import type { enrollmentTables } from './enrollment'

/** Everything ID360 said of an enrollment: the log that statuses are projected from, and what could not be read. */
export function callbackTables(kit: Kit, { enrollment }: ReturnType<typeof enrollmentTables>) {
  const callback = kit.table(
    'callback',
    {
      id: kit.id('id').primaryKey(),
      enrollmentId: kit
        .id('enrollment_id')
        .notNull()
        .references(() => enrollment.id),
      /** SHA-256 (hex) of the raw bytes: the same bytes twice are one callback. */
      sha256: kit.id('sha256').notNull(),
      /** `reconciliation`: the desk asked, with GET on the enrollment, instead of being told. */
      source: kit.text<'callback' | 'reconciliation'>('source').notNull(),
      receivedAt: kit.ms('received_at').notNull(),
      /** How many times the same bytes came again, and when last. */
      duplicates: kit.int('duplicates').notNull(),
      lastDuplicateAt: kit.ms('last_duplicate_at'),
      sealedBody: kit.bytes('sealed_body').notNull(),
      size: kit.int('size').notNull(),
      /** What was read in the body (see lib/id360/callback.ts): kept readable, it holds no personal data. */
      kind: kit.text<'intermediate' | 'final'>('kind').notNull(),
      status: kit.text('status').notNull(),
      reason: kit.text('reason'),
      stepName: kit.text('step_name'),
      stepType: kit.text('step_type'),
      stepStatus: kit.text('step_status'),
      done: kit.int('done'),
      total: kit.int('total'),
      statusCodes: kit.json<string[]>('status_codes').notNull(),
      occurredAt: kit.ms('occurred_at'),
    },
    (t) => [
      kit.unique('callback_enrollment_sha256').on(t.enrollmentId, t.sha256),
      kit.index('callback_received').on(t.receivedAt, t.id),
    ],
  )
  /** Authenticated bodies that could not be read: kept sealed, never lost, shown to who inspects callbacks. */
  const quarantine = kit.table(
    'quarantine',
    {
      id: kit.id('id').primaryKey(),
      enrollmentId: kit
        .id('enrollment_id')
        .notNull()
        .references(() => enrollment.id),
      sha256: kit.id('sha256').notNull(),
      receivedAt: kit.ms('received_at').notNull(),
      sealedBody: kit.bytes('sealed_body').notNull(),
      size: kit.int('size').notNull(),
      reason: kit.text('reason').notNull(),
    },
    (t) => [
      kit.unique('quarantine_enrollment_sha256').on(t.enrollmentId, t.sha256),
      kit.index('quarantine_received').on(t.receivedAt, t.id),
    ],
  )
  return { callback, quarantine }
}
