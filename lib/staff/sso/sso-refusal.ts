import { DeskError } from '@/lib/errors'

/** Why somebody whom the identity provider vouches for does not come in: keys below `errors` in the messages. */
export const SSO_REFUSALS = [
  'sso.refused',
  'sso.noAccess',
  'sso.noRole',
  'sso.unverified',
  'sso.addressKnown',
  'sso.alreadyLinked',
  'sso.lastAdministrator',
  'invite.gone',
] as const

export type SsoRefusal = (typeof SSO_REFUSALS)[number]

/** The error of a refusal; `message` holds no personal data. */
export const ssoRefused = (key: SsoRefusal) =>
  new DeskError('INVALID', `sign-in by the identity provider refused: ${key}`, { userMessage: { key } })
