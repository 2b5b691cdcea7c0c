'use server'

import type { z } from 'zod'
import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { readDraftReport, type readDraftReportInput } from '@/lib/evidence/read-draft-report'

/** The temporary report of an enrollment, as text; kept nowhere. The verb refuses it in production. */
export const draftReportAction = staffAction
  .inputSchema(unparsed<z.input<typeof readDraftReportInput>>())
  .action(async ({ ctx, parsedInput }) => {
    const { status, fetchedAt, value } = await readDraftReport(ctx.desk, parsedInput)
    return { status, fetchedAt, text: JSON.stringify(value) }
  })
