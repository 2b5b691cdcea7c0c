'use server'

import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { sendComparisons } from '@/lib/assisted/send-comparisons'

type Comparisons = Parameters<typeof sendComparisons>[1]

/** Sends to ID360 what is to be compared with the document. */
export const sendComparisonsAction = staffAction
  .inputSchema(unparsed<Comparisons>())
  .action(({ ctx, parsedInput }) => sendComparisons(ctx.desk, parsedInput))
