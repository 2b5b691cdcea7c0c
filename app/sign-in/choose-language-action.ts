'use server'

import { rememberPreferences } from '@/app/_auth/preference-cookies'
import { refuseForeign } from '@/app/_security/refuse-foreign'
import { isLocale } from '@/lib/i18n/locale'

/** The language of someone who is not signed in yet: kept in this browser only. */
export async function chooseLanguageAction(form: FormData): Promise<void> {
  await refuseForeign()
  // An action can be called with anything.
  const language = form instanceof FormData ? form.get('language') : null
  if (isLocale(language)) await rememberPreferences({ language })
}
