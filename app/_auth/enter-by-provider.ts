import { headers } from 'next/headers'
import type { User } from 'next-auth'
import { contextFor } from '@/lib/desk'
import { DeskError } from '@/lib/errors'
import { noteDevice } from '@/lib/staff/note-device'
import { signInWithIdentity } from '@/lib/staff/sso/sign-in-with-identity'
import type { Claims, ProviderReturn } from './identity-provider'
import { leaveEarlierSession } from './leave-earlier-session'
import { rememberPreferences } from './preference-cookies'
import { readProviderError } from './provider-error'

/**
 * Opens the desk's session for whom the checked claims name. Puts into `user` what the session token holds, as the
 * sign-in by password does; says whether they come in, and keeps in `attempt` why not.
 */
export async function enterByProvider(
  user: User,
  claims: Claims,
  attempt: ProviderReturn,
  inviteSecret: string | null,
): Promise<boolean> {
  const ctx = contextFor({ kind: 'anonymous' })
  const { OIDC_ROLE_CLAIM, OIDC_GROUP_CLAIM } = ctx.settings
  try {
    const person = await signInWithIdentity(ctx, {
      issuer: claims.iss,
      subject: claims.sub,
      email: claims.email,
      emailVerified: claims.email_verified,
      name: claims.name,
      locale: claims.locale,
      roles: claims[OIDC_ROLE_CLAIM],
      groups: claims[OIDC_GROUP_CLAIM],
      inviteSecret,
    })
    await leaveEarlierSession()
    await noteDevice(ctx, {
      sessionId: person.sessionId,
      userAgent: (await headers()).get('user-agent'),
    })
    await rememberPreferences(person)
    Object.assign(user, { id: person.id, sid: person.sessionId })
    attempt.signedIn = true
    return true
  } catch (error) {
    if (error instanceof DeskError) attempt.refusal = readProviderError(error.userMessage.key)
    else {
      attempt.refusal = 'signIn.unexpected'
      ctx.log.error({ err: error }, 'sign-in by the identity provider failed')
    }
    return false
  }
}
