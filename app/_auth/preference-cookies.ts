import { cookies } from 'next/headers'
import { theDesk } from '@/lib/desk'
import { LANGUAGE_COOKIE, THEME_COOKIE } from '@/lib/i18n/preference-cookie-names'

const YEAR = 365 * 24 * 3600

/** Remembers language and theme in this browser, so that the first byte of every page is already right. */
export async function rememberPreferences(preferences: {
  language?: 'fr' | 'en' | undefined
  theme?: 'light' | 'dark' | 'system' | undefined
}): Promise<void> {
  const jar = await cookies()
  const options = {
    path: '/',
    maxAge: YEAR,
    sameSite: 'lax',
    httpOnly: true,
    secure: theDesk().settings.PUBLIC_URL.startsWith('https:'),
  } as const
  if (preferences.language) jar.set(LANGUAGE_COOKIE, preferences.language, options)
  if (preferences.theme) jar.set(THEME_COOKIE, preferences.theme, options)
}
