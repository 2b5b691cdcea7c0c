import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tables } from '@/db/schema'
import type { EnrollmentStatus } from '@/db/schema/enrollment'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { isFinalStatus } from '@/lib/id360/statuses'
import { refusal } from './assisted-refusal'

export type FlowRow = Tables['assistedFlow']['$inferSelect']

/**
 * Takes the rows of the enrollment and of its flow until the end of the transaction, and counts one more revision of
 * both: whoever writes to a flow goes one after the other on both engines, and every open page learns of it. The
 * enrollment first, as callbacks do: the other way round two writers could wait for each other.
 * @throws DeskError NOT_READY (`notStarted`) when the flow was never opened
 */
export async function takeFlow(
  ctx: Context,
  tx: Tx,
  enrollmentId: string,
): Promise<{ status: EnrollmentStatus; flow: FlowRow }> {
  const { assistedFlow } = ctx.store.tables
  const status = await takeEnrollment(ctx, tx, enrollmentId)
  const [flow] = await tx
    .update(assistedFlow)
    .set({ revision: sql`${assistedFlow.revision} + 1` })
    .where(eq(assistedFlow.enrollmentId, enrollmentId))
    .returning()
  if (!flow || status === undefined) throw refusal('notStarted')
  return { status, flow }
}

/** Wakes the pages that show this enrollment, and takes its row; undefined when its person was erased. */
export async function takeEnrollment(
  ctx: Context,
  tx: Tx,
  enrollmentId: string,
): Promise<EnrollmentStatus | undefined> {
  const { enrollment } = ctx.store.tables
  const [row] = await tx
    .update(enrollment)
    .set({ revision: sql`${enrollment.revision} + 1` })
    .where(and(eq(enrollment.id, enrollmentId), isNull(enrollment.erasedAt)))
    .returning({ status: enrollment.status })
  return row?.status
}

/**
 * `takeFlow` for a step that is only open while nothing has ended it.
 * @throws DeskError NOT_READY: `ended`, `stopped`, `finished`, `routeFirst`, `consentFirst`
 */
export async function takeOpenFlow(
  ctx: Context,
  tx: Tx,
  enrollmentId: string,
  after: 'start' | 'route' | 'consent',
): Promise<FlowRow> {
  const { status, flow } = await takeFlow(ctx, tx, enrollmentId)
  if (isFinalStatus(status)) throw refusal('ended')
  if (flow.stoppedAt !== null) throw refusal('stopped')
  if (flow.finishState !== null && flow.finishState !== 'failed') throw refusal('finished')
  if (after !== 'start' && flow.routeAt === null) throw refusal('routeFirst')
  if (after === 'consent' && flow.consentAt === null) throw refusal('consentFirst')
  return flow
}
