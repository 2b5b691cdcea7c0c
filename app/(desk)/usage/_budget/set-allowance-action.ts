'use server'

import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { type SetAllowanceInput, setAllowance } from '@/lib/usage/set-allowance'

/** Sets what a group may use a month, or takes the limit away. */
export const setAllowanceAction = staffAction
  .inputSchema(unparsed<SetAllowanceInput>())
  .action(({ parsedInput, ctx }) => setAllowance(ctx.desk, parsedInput))
