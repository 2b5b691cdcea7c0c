import { cookies } from 'next/headers'
import { decode, encode } from 'next-auth/jwt'
import { theDesk } from '@/lib/desk'
import { cookieNames, cookieOptions, PROVIDER_SECONDS } from './desk-cookies'

type Sealed = 'state' | 'pkce' | 'nonce' | 'invite'

/** What a cookie of the way to the provider holds; null when there is none, or it is not ours, or too old. */
async function opened(which: Sealed) {
  const { settings } = theDesk()
  const name = cookieNames(settings.PUBLIC_URL)[which]
  const token = (await cookies()).get(name)?.value
  if (!token) return null
  return decode({ token, secret: settings.AUTH_SECRET, salt: name }).catch(() => null)
}

/** Whether this browser is the one that was sent to the provider with this state, a short while ago. */
export async function wasSentWith(state: string | null): Promise<boolean> {
  if (!state) return false
  const [sent, pkce, nonce] = await Promise.all([opened('state'), opened('pkce'), opened('nonce')])
  return sent?.value === state && Boolean(pkce?.value) && Boolean(nonce?.value)
}

/**
 * Keeps the secret of a one-time link in this browser, sealed, until it comes back from the provider with this very
 * state; null forgets one that an earlier start left.
 */
export async function keepInvite(started: { secret: string; state: string } | null): Promise<void> {
  const { settings } = theDesk()
  const name = cookieNames(settings.PUBLIC_URL).invite
  const options = cookieOptions(settings.PUBLIC_URL)
  const jar = await cookies()
  if (started === null) {
    if (jar.has(name)) jar.set(name, '', { ...options, maxAge: 0 })
    return
  }
  const { AUTH_SECRET: secret } = settings
  const token = await encode({ token: started, secret, salt: name, maxAge: PROVIDER_SECONDS })
  jar.set(name, token, { ...options, maxAge: PROVIDER_SECONDS })
}

/** The secret of the link from which the way with this state began; null when it began elsewhere. */
export async function keptInvite(state: string | null): Promise<string | null> {
  const kept = await opened('invite')
  return state !== null && kept?.state === state && typeof kept.secret === 'string' ? kept.secret : null
}

/** What was for one way to the provider and back serves no other. */
export async function forgetWay(): Promise<void> {
  const { settings } = theDesk()
  const names = cookieNames(settings.PUBLIC_URL)
  const jar = await cookies()
  for (const which of ['state', 'pkce', 'nonce', 'invite'] as const) {
    jar.set(names[which], '', { ...cookieOptions(settings.PUBLIC_URL), maxAge: 0 })
  }
}
