import { cookies } from 'next/headers'
import { encode } from 'next-auth/jwt'
import type { StaffActor } from '@/lib/context'
import { theDesk } from '@/lib/desk'
import { cookieNames, cookieOptions } from './desk-cookies'

/**
 * Puts the session that a proof has opened anew into the browser's cookie, as a sign-in does; the page is given the rest of
 * the answer. Only where cookies can be set: in an action.
 */
export async function keepSession<Answer extends { sessionId: string }>(
  actor: StaffActor,
  { sessionId, ...answer }: Answer,
): Promise<Omit<Answer, 'sessionId'>> {
  const { settings } = theDesk()
  const maxAge = settings.SESSION_HOURS * 3600
  const token = await encode({
    token: { sub: actor.id, sid: sessionId },
    secret: settings.AUTH_SECRET,
    maxAge,
  })
  const jar = await cookies()
  jar.set(cookieNames(settings.PUBLIC_URL).session, token, { ...cookieOptions(settings.PUBLIC_URL), maxAge })
  return answer
}
