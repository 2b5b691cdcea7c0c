'use server'

import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import {
  type ChangeRetentionInput,
  changeRetention,
  type PeriodsInput,
  previewPeriods,
} from '@/lib/retention/change-retention'

/** What these periods would erase at the next run. */
export const previewPeriodsAction = staffAction
  .inputSchema(unparsed<PeriodsInput>())
  .action(({ ctx, parsedInput }) => previewPeriods(ctx.desk, parsedInput))

/** Decides how long is kept. */
export const changeRetentionAction = staffAction
  .inputSchema(unparsed<ChangeRetentionInput>())
  .action(({ ctx, parsedInput }) => changeRetention(ctx.desk, parsedInput))
