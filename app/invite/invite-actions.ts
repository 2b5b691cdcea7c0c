'use server'

import { z } from 'zod'
import { publicAction } from '@/app/_actions/public-action-client'
import { acceptInvite, readInvite } from '@/lib/staff/accept-invite'

/** Whose link this is, for whoever has it. */
export const readInviteAction = publicAction
  .inputSchema(z.object({ secret: z.string() }))
  .action(({ parsedInput, ctx }) => readInvite(ctx.desk, parsedInput))

/** Sets name and password by the link. */
export const acceptInviteAction = publicAction
  .inputSchema(z.object({ secret: z.string(), name: z.string(), password: z.string() }))
  .action(({ parsedInput, ctx }) => acceptInvite(ctx.desk, parsedInput))
