import { cookies } from 'next/headers'
import { theDesk } from '@/lib/desk'
import { preferenceCookieNames } from '@/lib/i18n/preference-cookie-names'

const YEAR = 365 * 24 * 3600

/** Remembers language and theme in this browser, so that the first byte of every page is already right. */
export async function rememberPreferences(preferences: {
  language?: 'fr' | 'en' | undefined
  theme?: 'light' | 'dark' | 'system' | undefined
}): Promise<void> {
  const jar = await cookies()
  const { PUBLIC_URL } = theDesk().settings
  const names = preferenceCookieNames(PUBLIC_URL)
  const options = {
    path: '/',
    maxAge: YEAR,
    sameSite: 'lax',
    httpOnly: true,
    secure: PUBLIC_URL.startsWith('https:'),
  } as const
  if (preferences.language) jar.set(names.language, preferences.language, options)
  if (preferences.theme) jar.set(names.theme, preferences.theme, options)
}
