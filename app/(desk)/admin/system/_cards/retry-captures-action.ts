'use server'

import { staffAction } from '@/app/_actions/action-client'
import { retryDeadCaptures } from '@/lib/system/retry-dead-captures'

/** Starts the captures over that were given up. */
export const retryCapturesAction = staffAction.action(({ ctx }) => retryDeadCaptures(ctx.desk))
