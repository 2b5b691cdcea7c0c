'use server'

import { setUpAction } from '@/app/_actions/set-up-action-client'
import { unparsed } from '@/app/_actions/unparsed'
import {
  type ConfirmTwoFactorInput,
  confirmTwoFactor,
  type StartTwoFactorInput,
  startTwoFactor,
} from '@/lib/staff/two-factor/set-up-two-factor'

/** The answer holds the secret of the second factor, which nothing else ever shows. */
export const startTwoFactorAction = setUpAction
  .inputSchema(unparsed<StartTwoFactorInput>())
  .action(({ parsedInput, ctx }) => startTwoFactor(ctx.desk, parsedInput))

/** The answer holds the recovery codes, which nothing else ever shows. */
export const confirmTwoFactorAction = setUpAction
  .inputSchema(unparsed<ConfirmTwoFactorInput>())
  .action(({ parsedInput, ctx }) => confirmTwoFactor(ctx.desk, parsedInput))
