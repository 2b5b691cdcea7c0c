import { eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import type { EnrollmentRow } from '@/lib/evidence/find-evidence'
import { eraseEvidence, stopCaptures } from './erase-evidence'
import { erasePerson } from './erase-person'
import type { LedgerEntry } from './ledger'
import type { Erasing } from './retention-rules'

/** Why it is erased. `age`: its period is over; `again`: the ledger names it, and an older database held it again. */
export type ErasingCause = 'age' | 'request' | 'mistake' | 'again'

/** Takes the enrollment's row until the end of the transaction; whoever writes to it waits, and then sees that it is erased. */
export async function lockForErasing(
  ctx: Context,
  tx: Tx,
  enrollmentId: string,
): Promise<EnrollmentRow | undefined> {
  const { enrollment } = ctx.store.tables
  const [row] = await tx
    .update(enrollment)
    .set({ revision: sql`${enrollment.revision} + 1` })
    .where(eq(enrollment.id, enrollmentId))
    .returning()
  return row
}

/**
 * Erases what `erasing` names of one enrollment, in the caller's transaction, which holds its row (`lockForErasing`). The
 * caller then writes what this returns to the ledger, as the last thing before it commits, and schedules the forgetting.
 * @returns null when there was nothing left to erase
 */
export async function eraseEnrollment(
  ctx: Context,
  tx: Tx,
  row: EnrollmentRow,
  { personal, evidence, keptUntil }: Erasing,
  cause: ErasingCause,
): Promise<LedgerEntry | null> {
  const { enrollment } = ctx.store.tables
  if (!personal && !evidence && keptUntil === row.evidenceKeptUntil) return null
  const now = ctx.clock()
  if (personal) await erasePerson(ctx, tx, row)
  if (personal) await stopCaptures(ctx, tx, row.id)
  const files = evidence ? await eraseEvidence(ctx, tx, row.id) : []
  await tx
    .update(enrollment)
    .set({
      erasedAt: personal ? now : row.erasedAt,
      evidenceErasedAt: evidence ? now : row.evidenceErasedAt,
      evidenceKeptUntil: evidence ? null : keptUntil,
    })
    .where(eq(enrollment.id, row.id))
  const target = { targetKind: 'enrollment', targetId: row.id } as const
  if (personal) {
    await writeAudit(ctx, tx, { action: 'enrollment.erased', ...target, details: { cause, keptUntil } })
  }
  if (evidence) {
    const details = { cause, files: files.length }
    await writeAudit(ctx, tx, { action: 'enrollment.evidence_erased', ...target, details })
  }
  return { enrollmentId: row.id, at: now, personal, evidence, keptUntil, files }
}
