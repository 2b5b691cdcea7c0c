'use server'

import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { giveConsent } from '@/lib/assisted/give-consent'

type Consent = Parameters<typeof giveConsent>[1]

/** Records what the person answered, and tells ID360. */
export const giveConsentAction = staffAction
  .inputSchema(unparsed<Consent>())
  .action(({ ctx, parsedInput }) => giveConsent(ctx.desk, parsedInput))
