'use server'

import type { z } from 'zod'
import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { recaptureEvidence, type recaptureEvidenceInput } from '@/lib/evidence/recapture-evidence'

/** Has a kind of evidence fetched from ID360 once more. */
export const recaptureAction = staffAction
  .inputSchema(unparsed<z.input<typeof recaptureEvidenceInput>>())
  .action(({ ctx, parsedInput }) => recaptureEvidence(ctx.desk, parsedInput))
