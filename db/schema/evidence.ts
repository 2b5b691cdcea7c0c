import type { Kit } from '../kit'
import type { enrollmentTables } from './enrollment'

export type EvidenceKind = 'report' | 'proof_slip' | 'idclaim' | 'document'

/** What ID360 delivered, byte for byte: the row names a sealed file in the evidence folder. */
export function evidenceTables(kit: Kit, { enrollment }: ReturnType<typeof enrollmentTables>) {
  const evidence = kit.table(
    'evidence',
    {
      id: kit.id('id').primaryKey(),
      enrollmentId: kit
        .id('enrollment_id')
        .notNull()
        .references(() => enrollment.id),
      kind: kit.text<EvidenceKind>('kind').notNull(),
      /** SHA-256 (hex) and size of the original bytes, as received. */
      sha256: kit.id('sha256').notNull(),
      size: kit.int('size').notNull(),
      contentType: kit.text('content_type').notNull(),
      /** Address of the sealed file below the evidence folder. */
      address: kit.text('address').notNull(),
      capturedAt: kit.ms('captured_at').notNull(),
    },
    (t) => [kit.unique('evidence_enrollment_kind_sha256').on(t.enrollmentId, t.kind, t.sha256)],
  )
  return { evidence }
}
