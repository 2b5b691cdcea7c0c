'use server'

import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { finishAssisted } from '@/lib/assisted/finish-assisted'

/** Tells ID360 that everything is given. */
export const finishAction = staffAction
  .inputSchema(unparsed<{ enrollmentId: string }>())
  .action(({ ctx, parsedInput }) => finishAssisted(ctx.desk, parsedInput))
