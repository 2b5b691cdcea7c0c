import { cookies } from 'next/headers'
import { theDesk } from '@/lib/desk'
import { hostCookie } from '@/lib/i18n/preference-cookie-names'

const YEAR = 365 * 24 * 3600
/** A cookie holds no empty value: this is how "no group" is written. */
const NO_GROUP = 'none'

const cookieName = () => hostCookie(theDesk().settings.PUBLIC_URL, 'desk_last_group')

/** The group this browser used last ('' is "no group"), or null. It may no longer exist: check it. */
export async function lastGroup(): Promise<string | null> {
  const value = (await cookies()).get(cookieName())?.value
  return value === undefined ? null : value === NO_GROUP ? '' : value
}

export async function rememberGroup(groupId: string): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName(), groupId || NO_GROUP, {
    path: '/',
    maxAge: YEAR,
    sameSite: 'lax',
    httpOnly: true,
    secure: theDesk().settings.PUBLIC_URL.startsWith('https:'),
  })
}
