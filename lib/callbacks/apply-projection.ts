import { eq, sql } from 'drizzle-orm'
import { hole, prepared } from '@/db/prepared'
import type { Confirmation, EnrollmentStatus } from '@/db/schema/enrollment'
import type { Tx } from '@/db/store'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { oweEvidence } from '@/lib/evidence/owe-evidence'
import { moveUsage } from '@/lib/usage/move-usage'
import type { CountedEnrollment } from '@/lib/usage/usage-counts'
import { type Projection, project } from './project'

/** The enrollment's row as it stood when this transaction took it. */
export type LockedEnrollment = CountedEnrollment & {
  id: string
  confirmation: Confirmation
  id360Id: string | null
  /** Nothing of its person is stored again. */
  erasedAt: number | null
}

const lock = prepared((db, { enrollment }) =>
  db
    .update(enrollment)
    .set({ revision: sql`${enrollment.revision} + 1` })
    .where(eq(enrollment.id, sql.placeholder('enrollmentId')))
    .returning({
      id: enrollment.id,
      status: enrollment.status,
      confirmation: enrollment.confirmation,
      id360Id: enrollment.id360Id,
      createdAt: enrollment.createdAt,
      processId: enrollment.processId,
      groupId: enrollment.groupId,
      startedAt: enrollment.startedAt,
      finishedAt: enrollment.finishedAt,
      hasIdclaim: enrollment.hasIdclaim,
      retry: enrollment.retry,
      erasedAt: enrollment.erasedAt,
    }),
)

/**
 * Takes the enrollment's row until the end of the transaction, and counts one more revision. Callbacks of one
 * enrollment then go one after the other on both engines, each seeing what the one before it stored.
 */
export async function lockEnrollment(
  ctx: Context,
  tx: Tx,
  enrollmentId: string,
): Promise<LockedEnrollment | undefined> {
  const [row] = await lock(tx, ctx.store.tables).execute({ enrollmentId })
  return row
}

const factsOf = prepared((db, { callback }) =>
  db
    .select({
      sha256: callback.sha256,
      source: callback.source,
      receivedAt: callback.receivedAt,
      lastDuplicateAt: callback.lastDuplicateAt,
      status: callback.status,
      reason: callback.reason,
      stepName: callback.stepName,
      stepType: callback.stepType,
      stepStatus: callback.stepStatus,
      done: callback.done,
      total: callback.total,
      occurredAt: callback.occurredAt,
    })
    .from(callback)
    .where(eq(callback.enrollmentId, sql.placeholder('enrollmentId'))),
)

/**
 * Sets what a projection decides. Status and confirmation stand in most indexes, and SQLite writes an index anew for each
 * column that is named, changed or not: they are named only when they move.
 */
const projectedRow = (moves: boolean) =>
  prepared((db, { enrollment }) =>
    db
      .update(enrollment)
      .set({
        ...(moves && {
          status: hole('status', enrollment.status),
          confirmation: hole('confirmation', enrollment.confirmation),
        }),
        reason: hole('reason', enrollment.reason),
        conflict: hole('conflict', enrollment.conflict),
        stepsDone: hole('stepsDone', enrollment.stepsDone),
        stepsTotal: hole('stepsTotal', enrollment.stepsTotal),
        steps: hole('steps', enrollment.steps),
        startedAt: hole('startedAt', enrollment.startedAt),
        finishedAt: hole('finishedAt', enrollment.finishedAt),
        lastNewsAt: hole('lastNewsAt', enrollment.lastNewsAt),
      })
      .where(eq(enrollment.id, sql.placeholder('enrollmentId'))),
  )

const movedRow = projectedRow(true)
const standingRow = projectedRow(false)

/**
 * Brings the locked row to what all stored callbacks of the enrollment amount to: status, figures, steps, and the
 * capture of the report once there is a verdict (`wake`: a worker has something to do). Does nothing when there is no
 * callback yet.
 */
export async function applyProjection(
  ctx: Context,
  tx: Tx,
  before: LockedEnrollment,
): Promise<{ status: EnrollmentStatus; wake: boolean }> {
  const { tables } = ctx.store
  const enrollmentId = before.id
  const projection = project(await factsOf(tx, tables).execute({ enrollmentId }))
  if (!projection) return { status: before.status, wake: false }
  const confirmation = confirmationOf(before, projection)
  const moved = projection.status !== before.status
  const update = moved || confirmation !== before.confirmation ? movedRow : standingRow
  await update(tx, tables).execute({ ...projection, confirmation, enrollmentId })
  const { status, startedAt, finishedAt } = projection
  await moveUsage(ctx, tx, before, { ...before, status, startedAt, finishedAt })
  const wake = confirmation === 'pending' && (moved || before.confirmation !== 'pending')
  if (wake) {
    await oweEvidence(ctx, tx, { enrollmentId, kind: 'report', finishedAt }, { again: true })
  }
  if (moved) await auditSettled(ctx, tx, before, projection)
  return { status, wake }
}

/** Only a verdict has a report that confirms it [seed]; another verdict than before must be confirmed anew. */
function confirmationOf(before: LockedEnrollment, { status }: Projection): Confirmation {
  if (status !== 'OK' && status !== 'KO') return 'none'
  return status === before.status && before.confirmation !== 'none' ? before.confirmation : 'pending'
}

/** A callback tells that an enrollment exists of which the desk did not know it. */
async function auditSettled(ctx: Context, tx: Tx, before: LockedEnrollment, { status }: Projection) {
  if (before.status !== 'UNCONFIRMED' && before.status !== 'NOT_CREATED') return
  await writeAudit(ctx, tx, {
    action: 'enrollment.settled',
    targetKind: 'enrollment',
    targetId: before.id,
    details: { from: before.status, to: status, by: 'callback' },
  })
}
