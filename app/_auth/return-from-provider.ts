import { cookies } from 'next/headers'
import type { NextRequest } from 'next/server'
import { theDesk } from '@/lib/desk'
import { cookieNames } from './desk-cookies'
import type { ProviderReturn } from './identity-provider'
import { forgetWay, keptInvite, wasSentWith } from './provider-cookies'
import type { ProviderErrorKey } from './provider-error'
import { safeReturnPath } from './safe-return-path'

/**
 * The way back from the identity provider. An answer for another browser, or seen before, costs no request to the
 * provider; whatever comes of a true one, its state serves no second time. Failures lead to the sign-in page with a code.
 */
export async function returnFromProvider(
  request: NextRequest,
  answer: (attempt: ProviderReturn, inviteSecret: string | null) => Promise<Response>,
): Promise<Response> {
  const query = request.nextUrl.searchParams
  const state = query.get('state')
  // Someone else's forged answer must not spoil a way that is under way: its cookies stay.
  if (!(await wasSentWith(state))) return refused('sso.refused')
  const attempt: ProviderReturn = { read: false, refusal: null, signedIn: false }
  const inviteSecret = await keptInvite(state)
  const error = query.get('error')
  const response = error === null ? await answer(attempt, inviteSecret) : null
  await forgetWay()
  if (response && attempt.signedIn) return response
  if (error !== null) return refused(errorOf(error))
  return refused(attempt.refusal ?? (attempt.read ? 'signIn.unexpected' : 'sso.unavailable'))
}

/** What the provider itself says (RFC 6749, 4.1.2.1; OpenID Connect Core, 3.1.2.6). */
function errorOf(said: string): ProviderErrorKey {
  if (said === 'server_error' || said === 'temporarily_unavailable') return 'sso.unavailable'
  return said === 'access_denied' ? 'sso.canceled' : 'sso.refused'
}

async function refused(error: ProviderErrorKey): Promise<Response> {
  const { settings, log } = theDesk()
  log.info({ refusal: error }, 'return from the identity provider refused')
  const target = new URL('/sign-in', settings.PUBLIC_URL)
  const from = await wantedPath()
  if (from !== '/') target.searchParams.set('from', from)
  target.searchParams.set('error', error)
  return new Response(null, {
    status: 303,
    headers: { Location: target.href, 'Cache-Control': 'no-store' },
  })
}

/** Where the person was going, as next-auth keeps it. */
async function wantedPath(): Promise<string> {
  const { settings } = theDesk()
  const kept = (await cookies()).get(cookieNames(settings.PUBLIC_URL).callbackUrl)?.value
  if (!kept || !URL.canParse(kept)) return '/'
  const { pathname, search } = new URL(kept)
  return safeReturnPath(pathname + search)
}
