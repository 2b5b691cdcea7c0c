import type { Settings } from '@/lib/env'

export type WaysIn = {
  state: 'active' | 'disabled'
  passwordHash: string | null
  oidcIssuer: string | null
  oidcSubject: string | null
}

/**
 * Whether a person has a way in that is open: a password while LOCAL_SIGN_IN is 1, or an identity at the provider that
 * the desk is set to.
 */
export function canSignIn(row: WaysIn, settings: Pick<Settings, 'LOCAL_SIGN_IN' | 'OIDC_ISSUER'>): boolean {
  if (row.state !== 'active') return false
  if (row.passwordHash !== null && settings.LOCAL_SIGN_IN === '1') return true
  return row.oidcSubject !== null && row.oidcIssuer === settings.OIDC_ISSUER
}
