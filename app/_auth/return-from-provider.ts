import { cookies } from 'next/headers'
import type { NextRequest } from 'next/server'
import { theDesk } from '@/lib/desk'
import { noteSecurityEvent } from '@/lib/security-event'
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
  if (response && attempt.signedIn) return withoutWay(response)
  if (error !== null) return refused(errorOf(error))
  return refused(attempt.refusal ?? (attempt.read ? 'signIn.unexpected' : 'sso.unavailable'))
}

/**
 * next-auth forgets the way too, by cookies whose end in the past Next loses when it writes others beside them: what
 * would be left in the browser are empty ones. `forgetWay` has said it already.
 */
function withoutWay(response: Response): Response {
  const { state, pkce, nonce } = cookieNames(theDesk().settings.PUBLIC_URL)
  const headers = new Headers(response.headers)
  headers.delete('set-cookie')
  for (const line of response.headers.getSetCookie()) {
    if (![state, pkce, nonce].includes(line.split('=')[0] ?? '')) headers.append('set-cookie', line)
  }
  return new Response(response.body, { status: response.status, headers })
}

/** What the provider itself says (RFC 6749, 4.1.2.1; OpenID Connect Core, 3.1.2.6). */
function errorOf(said: string): ProviderErrorKey {
  if (said === 'server_error' || said === 'temporarily_unavailable') return 'sso.unavailable'
  return said === 'access_denied' ? 'sso.canceled' : 'sso.refused'
}

async function refused(error: ProviderErrorKey): Promise<Response> {
  const { settings, log } = theDesk()
  const outside = error === 'sso.unavailable' || error === 'sso.canceled'
  if (outside) log.warn({ refusal: error }, 'the identity provider let nobody in')
  else noteSecurityEvent(log, 'sso.refused', { refusal: error })
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
