import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { enrollmentIdInput } from './assisted-input'
import { refusal } from './assisted-refusal'
import { type FoundFlow, findAssisted, keysOf } from './find-assisted'
import { flowError } from './flow-failure'
import { selectRoute } from './select-route'
import { takeEnrollment } from './take-flow'

export const startAssistedInput = z.object({ enrollmentId: enrollmentIdInput })

/**
 * Opens the flow: asks ID360 which routes the person may take, keeps them, and takes a single one by itself. Opened
 * already, it does nothing, but finishes what an earlier try left undone.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND; NOT_READY with the obstacle; what `flowError` makes of ID360's
 */
export async function startAssisted(ctx: Context, input: z.input<typeof startAssistedInput>): Promise<void> {
  const actor = authorize(ctx, 'enrollments.assist')
  const { enrollmentId } = startAssistedInput.parse(input)
  const found = await findAssisted(ctx, actor, enrollmentId)
  // No route yesterday may be one today: ID360 is asked again.
  const { apiKey } = keysOf(ctx, { ...found, flow: found.flow?.routes.length === 0 ? null : found.flow })
  const routes = await routesOf(ctx, found, apiKey)
  const [only] = routes
  if (only === undefined) throw refusal('notAssisted')
  if (routes.length > 1 || found.flow?.routeAt) return
  await selectRoute(ctx, { actor, enrollmentId, routeId: only, apiKey, alone: true })
}

async function routesOf(ctx: Context, { enrollment, flow }: FoundFlow, apiKey: string): Promise<string[]> {
  if (flow && flow.routes.length > 0) return flow.routes
  const info = await ctx.id360.flow.enrollmentInfo(apiKey).catch((error) => {
    throw flowError(ctx, error)
  })
  const routes = info.routes.map(({ id }) => id)
  await keepRoutes(ctx, enrollment.id, routes)
  return routes
}

/** Two who open it at once make one flow: the later one keeps what the first found. */
async function keepRoutes(ctx: Context, enrollmentId: string, routes: string[]): Promise<void> {
  const startedBy = ctx.actor.kind === 'staff' ? ctx.actor.id : ''
  const { assistedFlow } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    await takeEnrollment(ctx, tx, enrollmentId)
    const [made] = await tx
      .insert(assistedFlow)
      .values({ enrollmentId, startedAt: ctx.clock(), startedBy, routes, revision: 1 })
      .onConflictDoNothing({ target: assistedFlow.enrollmentId })
      .returning({ enrollmentId: assistedFlow.enrollmentId })
    if (!made) {
      await tx.update(assistedFlow).set({ routes }).where(eq(assistedFlow.enrollmentId, enrollmentId))
      return
    }
    await writeAudit(ctx, tx, {
      action: 'assisted.started',
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: { routes: routes.length },
    })
  })
}
