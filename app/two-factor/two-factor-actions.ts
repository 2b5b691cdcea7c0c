'use server'

import { setUpAction } from '@/app/_actions/set-up-action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { keepSession } from '@/app/_auth/keep-session'
import {
  type ConfirmTwoFactorInput,
  confirmTwoFactor,
  type StartTwoFactorInput,
  startTwoFactor,
} from '@/lib/staff/two-factor/set-up-two-factor'

/** The answer holds the secret of the second factor, which nothing else ever shows. */
export const startTwoFactorAction = setUpAction
  .inputSchema(unparsed<StartTwoFactorInput>())
  .action(async ({ parsedInput, ctx }) =>
    keepSession(ctx.desk.actor, await startTwoFactor(ctx.desk, parsedInput)),
  )

/** The answer holds the recovery codes, which nothing else ever shows. */
export const confirmTwoFactorAction = setUpAction
  .inputSchema(unparsed<ConfirmTwoFactorInput>())
  .action(({ parsedInput, ctx }) => confirmTwoFactor(ctx.desk, parsedInput))
