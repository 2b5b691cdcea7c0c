'use server'

import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { type AskExportInput, askExport } from '@/lib/usage/exports/ask-export'
import { cancelExport } from '@/lib/usage/exports/cancel-export'
import { listExports } from '@/lib/usage/exports/list-exports'
import { readExportProgress } from '@/lib/usage/exports/read-export-progress'

/** Asks for a file; the browser then fetches it from the address in the answer. */
export const askExportAction = staffAction
  .inputSchema(unparsed<AskExportInput>())
  .action(({ parsedInput, ctx }) => askExport(ctx.desk, parsedInput))

export const readExportProgressAction = staffAction
  .inputSchema(unparsed<{ exportId: string }>())
  .action(({ parsedInput, ctx }) => readExportProgress(ctx.desk, parsedInput))

export const cancelExportAction = staffAction
  .inputSchema(unparsed<{ exportId: string }>())
  .action(({ parsedInput, ctx }) => cancelExport(ctx.desk, parsedInput))

/** What became of one of the latest exports: its rows, size and hash; null when it is none of them any more. */
export const endedExportAction = staffAction
  .inputSchema(unparsed<{ exportId: string }>())
  .action(async ({ parsedInput, ctx }) => {
    const { exports } = await listExports(ctx.desk, { limit: 100 })
    return exports.find(({ id }) => id === parsedInput.exportId) ?? null
  })
