'use server'

import { staffAction } from '@/app/_actions/action-client'
import { tryConnection } from '@/lib/processes/try-connection'

/** Asks ID360 who the desk is. */
export const tryConnectionAction = staffAction.action(({ ctx }) => tryConnection(ctx.desk))
