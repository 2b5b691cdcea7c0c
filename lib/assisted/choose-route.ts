import { z } from 'zod'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { enrollmentIdInput } from './assisted-input'
import { findAssisted, keysOf } from './find-assisted'
import { selectRoute } from './select-route'

export const chooseRouteInput = z.object({
  enrollmentId: enrollmentIdInput,
  routeId: z.string().min(1).max(64),
})

/**
 * Takes one of the routes ID360 offered. The same one again does nothing; another one may be taken until the consent.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND; as `selectRoute`
 */
export async function chooseRoute(ctx: Context, input: z.input<typeof chooseRouteInput>): Promise<void> {
  const actor = authorize(ctx, 'enrollments.assist')
  const { enrollmentId, routeId } = chooseRouteInput.parse(input)
  const { apiKey } = keysOf(ctx, await findAssisted(ctx, actor, enrollmentId))
  await selectRoute(ctx, { actor, enrollmentId, routeId, apiKey, alone: false })
}
