'use server'

import { rememberPreferences } from '@/app/_auth/preference-cookies'
import { changePreferences, type Preferences } from '@/lib/staff/change-preferences'
import { staffAction } from './action-client'
import { unparsed } from './unparsed'

/** Keeps language, theme, name of the person who asks; the page comes back in the new ones. */
export const changePreferencesAction = staffAction
  .inputSchema(unparsed<Preferences>())
  .action(async ({ parsedInput, ctx }) => {
    await changePreferences(ctx.desk, parsedInput)
    await rememberPreferences(parsedInput)
  })
