'use server'

import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { chooseRoute } from '@/lib/assisted/choose-route'
import { startAssisted } from '@/lib/assisted/start-assisted'

/** Opens the flow: asks ID360 which routes there are. */
export const startAction = staffAction
  .inputSchema(unparsed<{ enrollmentId: string }>())
  .action(({ ctx, parsedInput }) => startAssisted(ctx.desk, parsedInput))

/** Chooses the route that the person takes. */
export const chooseRouteAction = staffAction
  .inputSchema(unparsed<{ enrollmentId: string; routeId: string }>())
  .action(({ ctx, parsedInput }) => chooseRoute(ctx.desk, parsedInput))
