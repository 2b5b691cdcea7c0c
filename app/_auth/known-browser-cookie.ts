import { cookies } from 'next/headers'
import { theDesk } from '@/lib/desk'
import { markBrowser } from '@/lib/staff/known-browser'
import { cookieNames, cookieOptions } from './desk-cookies'

const YEAR = 365 * 24 * 3600

/** What this browser was given when somebody last signed in here; null in a new one. */
export async function browserMark(): Promise<string | null> {
  const { settings } = theDesk()
  return (await cookies()).get(cookieNames(settings.PUBLIC_URL).knownBrowser)?.value ?? null
}

/** Remembers that this person has signed in here: failures elsewhere do not shut this browser out. */
export async function rememberBrowser({ email }: { email: string }): Promise<void> {
  const { settings } = theDesk()
  const name = cookieNames(settings.PUBLIC_URL).knownBrowser
  const jar = await cookies()
  jar.set(name, markBrowser({ settings }, email), { ...cookieOptions(settings.PUBLIC_URL), maxAge: YEAR })
}
