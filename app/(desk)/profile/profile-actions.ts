'use server'

import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { keepSession } from '@/app/_auth/keep-session'
import { type ChangePasswordInput, changePassword } from '@/lib/staff/change-password'
import { endOwnSessions } from '@/lib/staff/end-sessions'
import {
  type OwnTwoFactorInput,
  removeTwoFactor,
  renewRecoveryCodes,
} from '@/lib/staff/two-factor/change-own-two-factor'

export const changePasswordAction = staffAction
  .inputSchema(unparsed<ChangePasswordInput>())
  .action(async ({ parsedInput, ctx }) =>
    keepSession(ctx.desk.actor, await changePassword(ctx.desk, parsedInput)),
  )

/** Ends one session of the person who asks, or with null all others. */
export const endOwnSessionsAction = staffAction
  .inputSchema(unparsed<{ sessionId: string | null }>())
  .action(({ parsedInput, ctx }) => endOwnSessions(ctx.desk, parsedInput))

/** The answer holds the new recovery codes, which nothing else ever shows. */
export const renewRecoveryCodesAction = staffAction
  .inputSchema(unparsed<OwnTwoFactorInput>())
  .action(async ({ parsedInput, ctx }) =>
    keepSession(ctx.desk.actor, await renewRecoveryCodes(ctx.desk, parsedInput)),
  )

export const removeTwoFactorAction = staffAction
  .inputSchema(unparsed<OwnTwoFactorInput>())
  .action(async ({ parsedInput, ctx }) =>
    keepSession(ctx.desk.actor, await removeTwoFactor(ctx.desk, parsedInput)),
  )
