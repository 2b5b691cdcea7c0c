import { sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { EnrollmentStatus } from '@/db/schema/enrollment'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import type { CallbackFacts } from '@/lib/id360/callback'
import { applyProjection, lockEnrollment } from './apply-projection'

export type NewCallback = {
  enrollmentId: string
  source: 'callback' | 'reconciliation'
  /** SHA-256 (hexadecimal) of the raw bytes. */
  sha256: string
  /** The raw bytes, sealed for `callbackPurpose`. */
  sealedBody: Buffer
  /** Of the raw bytes. */
  size: number
  /** Storable ones (`storableFacts`). */
  facts: CallbackFacts
}

export type Recorded = {
  outcome: 'stored' | 'duplicate'
  /** The enrollment's status before and after. */
  from: EnrollmentStatus
  to: EnrollmentStatus
}

/** What a callback's raw bytes are sealed for. */
export const callbackPurpose = (enrollmentId: string) => `callback.body:${enrollmentId}`

/**
 * Adds one callback to the log and projects the enrollment, in the caller's transaction. The same bytes again are
 * counted on the callback they repeat.
 *
 * @throws Error when the enrollment does not exist
 */
export async function recordCallback(ctx: Context, tx: Tx, added: NewCallback): Promise<Recorded> {
  const { callback } = ctx.store.tables
  const locked = await lockEnrollment(ctx, tx, added.enrollmentId)
  if (!locked) throw new Error(`enrollment ${added.enrollmentId} does not exist`)
  const { id360Id, ...facts } = added.facts
  const { enrollmentId, source, sha256, sealedBody, size } = added
  const now = ctx.clock()
  const [row] = await tx
    .insert(callback)
    .values({
      id: uuidv7(),
      enrollmentId,
      source,
      sha256,
      sealedBody,
      size,
      receivedAt: now,
      duplicates: 0,
      ...facts,
    })
    .onConflictDoUpdate({
      target: [callback.enrollmentId, callback.sha256],
      set: { duplicates: sql`${callback.duplicates} + 1`, lastDuplicateAt: now },
    })
    .returning({ duplicates: callback.duplicates })
  const isNew = row?.duplicates === 0
  // A repeated callback is no news; a repeated answer to the desk's own question is (it was asked just now).
  if (!isNew && source === 'callback') return { outcome: 'duplicate', from: locked.status, to: locked.status }
  const to = await applyProjection(ctx, tx, { ...locked, id360Id: locked.id360Id ?? id360Id })
  return { outcome: isNew ? 'stored' : 'duplicate', from: locked.status, to }
}
