import { and, eq, sql } from 'drizzle-orm'
import { prepared } from '@/db/prepared'
import type { EvidenceKind } from '@/db/schema/evidence'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { enqueueJob } from '@/lib/jobs/enqueue-job'
import { CAPTURE_JOBS } from './capture-kinds'

export type Debt = {
  enrollmentId: string
  kind: EvidenceKind
  /** When the file ended, epoch milliseconds; null when nobody said: now, then. */
  finishedAt: number | null
}

const insertOwed = prepared((db, { evidenceOwed }) =>
  db
    .insert(evidenceOwed)
    .values({
      enrollmentId: sql.placeholder('enrollmentId'),
      kind: sql.placeholder('kind'),
      finishedAt: sql.placeholder('finishedAt'),
    })
    .onConflictDoNothing(),
)

/** Writes down that the desk does not have this evidence: it is at risk until `settleEvidence`. */
export async function markOwed(
  ctx: Context,
  tx: Tx,
  { enrollmentId, kind, finishedAt }: Debt,
): Promise<void> {
  await insertOwed(tx, ctx.store.tables).execute({
    enrollmentId,
    kind,
    finishedAt: finishedAt ?? ctx.clock(),
  })
}

/**
 * Has evidence captured: owed from now on, and its job in the outbox, in the transaction that is the reason. `again`: a
 * capture that has ended starts over. `runAt`: when it may run, epoch milliseconds; now by default.
 */
export async function oweEvidence(
  ctx: Context,
  tx: Tx,
  debt: Debt,
  { again = false, runAt }: { again?: boolean; runAt?: number } = {},
): Promise<void> {
  await markOwed(ctx, tx, debt)
  await enqueueJob(ctx, tx, {
    kind: CAPTURE_JOBS[debt.kind],
    subjectId: debt.enrollmentId,
    again,
    ...(runAt !== undefined && { runAt }),
  })
}

/** The evidence of that kind is kept, or there is none to keep. */
export async function settleEvidence(
  ctx: Context,
  tx: Tx,
  { enrollmentId, kind }: { enrollmentId: string; kind: EvidenceKind },
): Promise<void> {
  const { evidenceOwed } = ctx.store.tables
  await tx
    .delete(evidenceOwed)
    .where(and(eq(evidenceOwed.enrollmentId, enrollmentId), eq(evidenceOwed.kind, kind)))
}
