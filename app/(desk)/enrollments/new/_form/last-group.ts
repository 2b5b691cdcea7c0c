import { cookies } from 'next/headers'
import { theDesk } from '@/lib/desk'

const COOKIE = 'desk_last_group'
const YEAR = 365 * 24 * 3600
/** A cookie holds no empty value: this is how "no group" is written. */
const NO_GROUP = 'none'

/** The group this browser used last ('' is "no group"), or null. It may no longer exist: check it. */
export async function lastGroup(): Promise<string | null> {
  const value = (await cookies()).get(COOKIE)?.value
  return value === undefined ? null : value === NO_GROUP ? '' : value
}

export async function rememberGroup(groupId: string): Promise<void> {
  const jar = await cookies()
  jar.set(COOKIE, groupId || NO_GROUP, {
    path: '/enrollments/new',
    maxAge: YEAR,
    sameSite: 'lax',
    httpOnly: true,
    secure: theDesk().settings.PUBLIC_URL.startsWith('https:'),
  })
}
