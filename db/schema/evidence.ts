import type { Kit } from '../kit'
import type { enrollmentTables } from './enrollment'

export const EVIDENCE_KINDS = ['report', 'proof_slip', 'idclaim', 'document'] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

/** Where it came from: as long as ID360 keeps it, or the archive that only people's accounts may read. [seed] */
export type EvidenceOrigin = 'live' | 'archive'

/**
 * `sound`: the kept bytes were what was captured when last looked at; `wrong_type`: so they were, but they are not what
 * such evidence is made of (a PDF that is none); `damaged`: the kept file changed or is gone.
 */
export type EvidenceState = 'sound' | 'wrong_type' | 'damaged'

/** What the last look at the whole store found; counts of rows, except where files are named. */
export type VerificationSummary = {
  /** How many pieces of evidence the database names, and the plain bytes of those that were read. */
  evidence: number
  bytes: number
  sound: number
  /** Changed, cut, swapped, or sealed with a key that is not there. */
  damaged: number
  /** Their file is gone. */
  missing: number
  /** Could not be read this time (a disk or permission error): nothing was concluded. */
  unreadable: number
  /** Were damaged at an earlier look, and are what was captured again. */
  restored: number
  /** How many captures were put back in the outbox. */
  recaptures: number
  /** Files that no row names, and files left over by captures that were killed. */
  orphanFiles: number
  leftoverFiles: number
  /** Damaged files kept aside. */
  asideFiles: number
  ok: boolean
}

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
      /** Which one of several: `identity_document/0` (type of the document, number of the file); else empty. */
      part: kit.id('part').notNull().default(''),
      /** SHA-256 (hex) and size of the original bytes, as received. */
      sha256: kit.id('sha256').notNull(),
      size: kit.int('size').notNull(),
      /** As the bytes themselves say, whatever the header said. */
      contentType: kit.text('content_type').notNull(),
      /** Address of the sealed file below the evidence folder. */
      address: kit.text('address').notNull(),
      /** Path at ID360, without its secrets. */
      source: kit.text('source').notNull().default(''),
      origin: kit.text<EvidenceOrigin>('origin').notNull().default('live'),
      state: kit.text<EvidenceState>('state').notNull().default('sound'),
      /** Of a document: the hash the report gives, as written, and whether the bytes have it; null when it gives none. */
      reportedHash: kit.text('reported_hash'),
      hashMatch: kit.bool('hash_match'),
      capturedAt: kit.ms('captured_at').notNull(),
      /** When ID360 last delivered these very bytes: the latest of several versions is the current one. */
      seenAt: kit.ms('seen_at').notNull().default(0),
    },
    (t) => [
      kit.unique('evidence_version').on(t.enrollmentId, t.kind, t.part, t.sha256),
      kit.index('evidence_address').on(t.address),
    ],
  )
  /**
   * What ID360 has made and the desk does not (or no longer soundly) have: one row an enrollment and kind, from the
   * verdict until the capture. Whatever stands here is at risk.
   */
  const evidenceOwed = kit.table(
    'evidence_owed',
    {
      enrollmentId: kit.id('enrollment_id').notNull(),
      kind: kit.text<EvidenceKind>('kind').notNull(),
      /** When the file ended: its evidence leaves ID360 so many days later. */
      finishedAt: kit.ms('finished_at').notNull(),
    },
    (t) => [
      kit.primaryKey({ columns: [t.enrollmentId, t.kind] }),
      kit.index('evidence_owed_finished').on(t.finishedAt, t.enrollmentId),
    ],
  )
  /** Each look at the whole store. */
  const evidenceVerification = kit.table(
    'evidence_verification',
    {
      id: kit.id('id').primaryKey(),
      startedAt: kit.ms('started_at').notNull(),
      finishedAt: kit.ms('finished_at').notNull(),
      summary: kit.json<VerificationSummary>('summary').notNull(),
    },
    (t) => [kit.index('evidence_verification_started').on(t.startedAt)],
  )
  return { evidence, evidenceOwed, evidenceVerification }
}
