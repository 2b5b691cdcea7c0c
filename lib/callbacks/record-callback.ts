import { sql } from 'drizzle-orm'
import { hole, prepared } from '@/db/prepared'
import type { EnrollmentStatus } from '@/db/schema/enrollment'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import type { CallbackFacts } from '@/lib/id360/callback'
import { newId } from '@/lib/new-id'
import { applyProjection, lockEnrollment } from './apply-projection'
import { learnId360Id } from './learn-id360-id'

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
  /** `erased`: the person is, and nothing was stored. */
  outcome: 'stored' | 'duplicate' | 'erased'
  /** The enrollment's status before and after. */
  from: EnrollmentStatus
  to: EnrollmentStatus
  /** A job was enqueued: call `wakeWorkers` after the commit. */
  wake: boolean
}

/** What a callback's raw bytes are sealed for. */
export const callbackPurpose = (enrollmentId: string) => `callback.body:${enrollmentId}`

/** What the raw bytes of an unreadable one are sealed for. */
export const quarantinePurpose = (enrollmentId: string) => `quarantine.body:${enrollmentId}`

const insert = prepared((db, { callback }) =>
  db
    .insert(callback)
    .values({
      id: sql.placeholder('id'),
      enrollmentId: sql.placeholder('enrollmentId'),
      source: sql.placeholder('source'),
      sha256: sql.placeholder('sha256'),
      sealedBody: sql.placeholder('sealedBody'),
      size: sql.placeholder('size'),
      receivedAt: sql.placeholder('now'),
      duplicates: 0,
      kind: sql.placeholder('kind'),
      status: sql.placeholder('status'),
      reason: sql.placeholder('reason'),
      stepName: sql.placeholder('stepName'),
      stepType: sql.placeholder('stepType'),
      stepStatus: sql.placeholder('stepStatus'),
      done: sql.placeholder('done'),
      total: sql.placeholder('total'),
      statusCodes: sql.placeholder('statusCodes'),
      occurredAt: sql.placeholder('occurredAt'),
    })
    .onConflictDoUpdate({
      target: [callback.enrollmentId, callback.sha256],
      set: { duplicates: sql`${callback.duplicates} + 1`, lastDuplicateAt: hole('now', callback.receivedAt) },
    })
    .returning({ duplicates: callback.duplicates }),
)

/**
 * Adds one callback to the log and projects the enrollment, in the caller's transaction. The same bytes again are
 * counted on the callback they repeat. Of an erased enrollment nothing is stored.
 *
 * @throws Error when the enrollment does not exist
 */
export async function recordCallback(ctx: Context, tx: Tx, added: NewCallback): Promise<Recorded> {
  const locked = await lockEnrollment(ctx, tx, added.enrollmentId)
  if (!locked) throw new Error(`enrollment ${added.enrollmentId} does not exist`)
  if (locked.erasedAt !== null) {
    return { outcome: 'erased', from: locked.status, to: locked.status, wake: false }
  }
  const { facts, ...rest } = added
  const { id360Id } = facts
  const values = { id: newId(), now: ctx.clock(), ...rest, ...facts }
  const [row] = await insert(tx, ctx.store.tables).execute(values)
  const isNew = row?.duplicates === 0
  // A repeated callback is no news; a repeated answer to the desk's own question is (it was asked just now).
  if (!isNew && added.source === 'callback') {
    return { outcome: 'duplicate', from: locked.status, to: locked.status, wake: false }
  }
  const { status, wake } = await applyProjection(ctx, tx, locked)
  if (locked.id360Id === null && id360Id !== null) await learnId360Id(ctx, tx, added.enrollmentId, id360Id)
  return { outcome: isNew ? 'stored' : 'duplicate', from: locked.status, to: status, wake }
}
