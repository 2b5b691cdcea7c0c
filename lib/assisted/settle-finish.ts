import { and, eq, inArray, sql } from 'drizzle-orm'
import type { EnrollmentStatus } from '@/db/schema/enrollment'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'

/**
 * What ID360 says of the enrollment tells what became of an end whose call was never answered: a verdict comes only
 * after the end, the other final statuses mean that it never arrived. Runs in the transaction that learns the status.
 */
export async function settleFinish(
  ctx: Context,
  tx: Tx,
  enrollmentId: string,
  status: EnrollmentStatus,
): Promise<void> {
  const state = STATE_AFTER[status]
  if (!state) return
  const { assistedFlow } = ctx.store.tables
  await tx
    .update(assistedFlow)
    .set({ finishState: state, revision: sql`${assistedFlow.revision} + 1` })
    .where(
      and(
        eq(assistedFlow.enrollmentId, enrollmentId),
        inArray(assistedFlow.finishState, ['sending', 'unknown']),
      ),
    )
}

/** FAILED is an internal error of ID360, which may come at any time: it says nothing about the end. */
export const STATE_AFTER: Partial<Record<EnrollmentStatus, 'sent' | 'failed'>> = {
  OK: 'sent',
  KO: 'sent',
  CANCELED: 'failed',
  DISCONTINUED: 'failed',
}
