import { and, eq, isNull, or } from 'drizzle-orm'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context, StaffActor } from '@/lib/context'
import { refusal } from './assisted-refusal'
import { flowError } from './flow-failure'
import { takeFlow, takeOpenFlow } from './take-flow'

export type RouteChoice = {
  actor: StaffActor
  enrollmentId: string
  routeId: string
  apiKey: string
  /** It was the only one: nobody chose. */
  alone: boolean
}

/**
 * Tells ID360 which route is taken. The choice is noted before the call (`route_id` without `route_at`), so that nobody
 * chooses another meanwhile; it counts once ID360 has taken it. It can be changed until the consent.
 * @throws DeskError INVALID (`unknownRoute`), CONFLICT (`routeSettled`), NOT_READY; what `flowError` makes of ID360's
 */
export async function selectRoute(ctx: Context, choice: RouteChoice): Promise<void> {
  const { actor, enrollmentId, routeId, apiKey, alone } = choice
  const { assistedFlow } = ctx.store.tables
  const noted = await ctx.store.tx(async (tx) => {
    const flow = await takeOpenFlow(ctx, tx, enrollmentId, 'start')
    if (!flow.routes.includes(routeId)) throw refusal('unknownRoute')
    const isTaken = flow.routeId !== null && flow.routeAt !== null
    if (isTaken && flow.routeId === routeId) return false
    const underWay = flow.routeId !== null && flow.routeAt === null && flow.routeId !== routeId
    if (underWay || flow.acceptedBiometry !== null) throw refusal('routeSettled')
    await tx
      .update(assistedFlow)
      .set({ routeId, routeAt: null, routeBy: actor.id })
      .where(eq(assistedFlow.enrollmentId, enrollmentId))
    return true
  })
  if (!noted) return
  try {
    await ctx.id360.flow.selectRoute(apiKey, routeId)
  } catch (error) {
    // Choosing again is what settles it, whatever became of this call: the way is left free.
    await ctx.store.tx(async (tx) => {
      await takeFlow(ctx, tx, enrollmentId)
      await tx
        .update(assistedFlow)
        .set({ routeId: null, routeBy: null })
        .where(and(eq(assistedFlow.enrollmentId, enrollmentId), isNull(assistedFlow.routeAt)))
    })
    throw flowError(ctx, error)
  }
  await ctx.store.tx(async (tx) => {
    await takeFlow(ctx, tx, enrollmentId)
    const [taken] = await tx
      .update(assistedFlow)
      .set({ routeId, routeAt: ctx.clock(), routeBy: actor.id })
      // The same choice made twice at once: the one that failed left the way free, the one that succeeded counts.
      .where(
        and(
          eq(assistedFlow.enrollmentId, enrollmentId),
          isNull(assistedFlow.routeAt),
          or(eq(assistedFlow.routeId, routeId), isNull(assistedFlow.routeId)),
        ),
      )
      .returning({ enrollmentId: assistedFlow.enrollmentId })
    if (!taken) return
    await writeAudit(ctx, tx, {
      action: 'assisted.route_chosen',
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: { routeId, alone },
    })
  })
}
