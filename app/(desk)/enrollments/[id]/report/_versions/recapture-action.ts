'use server'

import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { recaptureEvidence } from '@/lib/evidence/recapture-evidence'

/** Has the report fetched once more; what differs is kept beside what is kept already. */
export const recaptureAction = staffAction
  .inputSchema(unparsed<{ enrollmentId: string }>())
  .action(({ ctx, parsedInput: { enrollmentId } }) =>
    recaptureEvidence(ctx.desk, { enrollmentId, kind: 'report' }),
  )
