import type { SsoRefusal } from '@/lib/staff/sso/sso-refusal'

/** What can go wrong on the way over the identity provider: keys below `errors`, and the codes that stand in an address. */
export type ProviderErrorKey = SsoRefusal | 'sso.canceled' | 'sso.unavailable' | 'signIn.unexpected'

const KEYS = {
  'sso.refused': true,
  'sso.noAccess': true,
  'sso.noRole': true,
  'sso.unverified': true,
  'sso.addressKnown': true,
  'sso.alreadyLinked': true,
  'sso.lastAdministrator': true,
  'invite.gone': true,
  'sso.canceled': true,
  'sso.unavailable': true,
  'signIn.unexpected': true,
} satisfies Record<ProviderErrorKey, true>

const isKey = (code: string): code is ProviderErrorKey => Object.hasOwn(KEYS, code)

/** What such a code says; next-auth's own for a provider that cannot be asked is understood too. */
export function readProviderError(code: string): ProviderErrorKey {
  if (code === 'OAuthSignin') return 'sso.unavailable'
  return isKey(code) ? code : 'signIn.unexpected'
}
