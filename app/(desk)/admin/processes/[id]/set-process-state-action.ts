'use server'

import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { type SetProcessStateInput, setProcessState } from '@/lib/processes/set-process-state'

/** Retires a process, or takes it up again. */
export const setProcessStateAction = staffAction
  .inputSchema(unparsed<SetProcessStateInput>())
  .action(({ parsedInput, ctx }) => setProcessState(ctx.desk, parsedInput))
