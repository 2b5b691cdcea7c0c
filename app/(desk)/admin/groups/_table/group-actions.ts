'use server'

import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { type CreateGroupInput, createGroup } from '@/lib/processes/create-group'
import { type RenameGroupInput, renameGroup } from '@/lib/processes/rename-group'
import { type SetGroupStateInput, setGroupState } from '@/lib/processes/set-group-state'

/** Adds a group. */
export const createGroupAction = staffAction
  .inputSchema(unparsed<CreateGroupInput>())
  .action(async ({ parsedInput, ctx }) => ({ groupId: await createGroup(ctx.desk, parsedInput) }))

/** Gives a group another name. */
export const renameGroupAction = staffAction
  .inputSchema(unparsed<RenameGroupInput>())
  .action(({ parsedInput, ctx }) => renameGroup(ctx.desk, parsedInput))

/** Retires a group, or takes it up again. */
export const setGroupStateAction = staffAction
  .inputSchema(unparsed<SetGroupStateInput>())
  .action(({ parsedInput, ctx }) => setGroupState(ctx.desk, parsedInput))
