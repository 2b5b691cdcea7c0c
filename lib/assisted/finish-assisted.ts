import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { SendState } from '@/db/schema/assisted'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { reconcileEnrollment } from '@/lib/enrollments/reconcile-enrollment'
import { isFinalStatus } from '@/lib/id360/statuses'
import { enqueueJob } from '@/lib/jobs/enqueue-job'
import { wakeWorkers } from '@/lib/jobs/wake-workers'
import { authorize } from '@/lib/staff/authorize'
import type { AssistedFailure } from './assisted-failure'
import { enrollmentIdInput } from './assisted-input'
import { refusal } from './assisted-refusal'
import { type FoundFlow, findAssisted, keysOf } from './find-assisted'
import { failureOf, flowError, stateAfter } from './flow-failure'
import { finishStateNow, stateNow } from './lease'
import { missingBeforeFinish } from './missing-before-finish'
import { STATE_AFTER } from './settle-finish'
import { takeFlow } from './take-flow'

export const finishAssistedInput = z.object({ enrollmentId: enrollmentIdInput })

/**
 * Tells ID360 that everything has been given, once: claimed before the call, so that two agents do not both end it. When
 * nobody can tell what became of it, the desk asks ID360 for the enrollment; asked to finish again, it asks first, and
 * only repeats the call when the file has not ended.
 *
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND; NOT_READY: `missingDocument`, `missingSelfie`, `finished`, an
 * obstacle; CONFLICT (`pageUnderWay`); what `flowError` makes of ID360's
 */
export async function finishAssisted(
  ctx: Context,
  input: z.input<typeof finishAssistedInput>,
): Promise<void> {
  const actor = authorize(ctx, 'enrollments.assist')
  const { enrollmentId } = finishAssistedInput.parse(input)
  const found = await findAssisted(ctx, actor, enrollmentId)
  if (await endedAlready(ctx, found)) return
  const { apiKey } = keysOf(ctx, found)
  const repeated = await claim(ctx, actor.id, found)
  try {
    await ctx.id360.flow.finalize(apiKey)
  } catch (error) {
    const failure = failureOf(error)
    // The first call did arrive: ID360 says that this is settled.
    if (repeated && failure === 'settled') return settle(ctx, enrollmentId, 'sent', null)
    await settle(ctx, enrollmentId, stateAfter(error), failure)
    throw flowError(ctx, error)
  }
  await settle(ctx, enrollmentId, 'sent', null)
}

/** Of an earlier try nobody knows what became: ID360 does. True when it did arrive: then there is nothing to do. */
async function endedAlready(ctx: Context, { enrollment, flow }: FoundFlow): Promise<boolean> {
  if (flow === null || isFinalStatus(enrollment.status)) return false
  if (finishStateNow(ctx, flow) !== 'unknown') return false
  const { status } = await reconcileEnrollment(ctx, { enrollmentId: enrollment.id })
  return STATE_AFTER[status] === 'sent'
}

/** True when an earlier try may have arrived. */
async function claim(ctx: Context, finishedBy: string, found: FoundFlow): Promise<boolean> {
  const { assistedFlow, assistedPage } = ctx.store.tables
  const enrollmentId = found.enrollment.id
  return ctx.store.tx(async (tx) => {
    const { status, flow } = await takeFlow(ctx, tx, enrollmentId)
    if (isFinalStatus(status)) throw refusal('ended')
    if (flow.stoppedAt !== null) throw refusal('stopped')
    if (flow.routeAt === null) throw refusal('routeFirst')
    if (flow.consentAt === null) throw refusal('consentFirst')
    const before = finishStateNow(ctx, flow)
    if (before === 'sending' || before === 'sent') throw refusal('finished')
    const rows = await tx.select().from(assistedPage).where(eq(assistedPage.enrollmentId, enrollmentId))
    const pages = rows.map((row) => ({ ...row, state: stateNow(ctx, 'upload', row) }))
    const missing = missingBeforeFinish(found.process, flow, pages)
    if (missing) throw refusal(missing)
    await tx
      .update(assistedFlow)
      .set({ finishState: 'sending', finishedAt: ctx.clock(), finishedBy })
      .where(eq(assistedFlow.enrollmentId, enrollmentId))
    return before === 'unknown'
  })
}

async function settle(
  ctx: Context,
  enrollmentId: string,
  state: Exclude<SendState, 'sending'>,
  failure: AssistedFailure | null,
): Promise<void> {
  const { assistedFlow } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const { status } = await takeFlow(ctx, tx, enrollmentId)
    // The verdict may have been quicker than the time-out.
    const finishState = state === 'unknown' ? (STATE_AFTER[status] ?? state) : state
    await tx
      .update(assistedFlow)
      .set({ finishState, finishedAt: ctx.clock() })
      .where(eq(assistedFlow.enrollmentId, enrollmentId))
    if (finishState === 'unknown' && !isFinalStatus(status)) {
      await enqueueJob(ctx, tx, { kind: 'reconcile', subjectId: enrollmentId, again: true })
    }
    await writeAudit(ctx, tx, {
      action: finishState === 'sent' ? 'assisted.finished' : 'assisted.finish_failed',
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: { state: finishState, failure },
    })
  })
  if (state === 'unknown') wakeWorkers()
}
