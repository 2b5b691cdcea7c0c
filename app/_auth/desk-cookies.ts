import { sessionCookieName } from './session-cookie'

const isSecure = (publicUrl: string) => publicUrl.startsWith('https:')

/**
 * What all cookies that matter to sign-in have in common: no script reads them, no other site's post sends them, and
 * over https they never travel in the clear.
 */
export function cookieOptions(publicUrl: string) {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(publicUrl) } as const
}

/** The names of the sign-in cookies. Over https `__Host-` binds each to this very host; browsers refuse it elsewhere. */
export function cookieNames(publicUrl: string) {
  const prefix = isSecure(publicUrl) ? '__Host-' : ''
  return {
    session: sessionCookieName(publicUrl),
    callbackUrl: `${prefix}desk.callback-url`,
    csrf: `${prefix}desk.csrf`,
    knownBrowser: `${prefix}desk.browser`,
    /** Of somebody on the way to the identity provider and back: what the answer must match. */
    state: `${prefix}desk.sso-state`,
    pkce: `${prefix}desk.sso-pkce`,
    nonce: `${prefix}desk.sso-nonce`,
    /** The secret of the one-time link they started from. */
    invite: `${prefix}desk.sso-invite`,
  }
}

/** How long somebody may take at the identity provider. */
export const PROVIDER_SECONDS = 15 * 60
