'use server'

import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { type ChangeProcessInput, changeProcess } from '@/lib/processes/change-process'
import { createProcess } from '@/lib/processes/create-process'
import type { ProcessInput } from '@/lib/processes/process-input'

/** Registers a process. */
export const createProcessAction = staffAction
  .inputSchema(unparsed<ProcessInput>())
  .action(async ({ parsedInput, ctx }) => ({ processId: await createProcess(ctx.desk, parsedInput) }))

/** Changes a process, unless somebody else did meanwhile. */
export const changeProcessAction = staffAction
  .inputSchema(unparsed<ChangeProcessInput>())
  .action(({ parsedInput, ctx }) => changeProcess(ctx.desk, parsedInput))
