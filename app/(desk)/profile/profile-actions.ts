'use server'

import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { type ChangePasswordInput, changePassword } from '@/lib/staff/change-password'
import { endOwnSessions } from '@/lib/staff/end-sessions'

export const changePasswordAction = staffAction
  .inputSchema(unparsed<ChangePasswordInput>())
  .action(({ parsedInput, ctx }) => changePassword(ctx.desk, parsedInput))

/** Ends one session of the person who asks, or with null all others. */
export const endOwnSessionsAction = staffAction
  .inputSchema(unparsed<{ sessionId: string | null }>())
  .action(({ parsedInput, ctx }) => endOwnSessions(ctx.desk, parsedInput))
