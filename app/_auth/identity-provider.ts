import type { TokenSet } from 'next-auth'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import type { Settings } from '@/lib/env'
import { boundedAgent } from './bounded-agent'
import type { ProviderErrorKey } from './provider-error'

/** Its name in addresses: `/api/auth/callback/oidc` is where the provider sends people back to. */
export const PROVIDER_ID = 'oidc'

/** What became of one return from the provider. next-auth tells only that it failed. */
export type ProviderReturn = {
  /** The provider's description was read, and the answer is being looked at. */
  read: boolean
  refusal: ProviderErrorKey | null
  signedIn: boolean
}

export type Claims = { sub: string; iss: string; [claim: string]: unknown }

/** What the sign-in page calls the provider: OIDC_NAME, or its host; null when there is none. */
export function providerName({ OIDC_ISSUER, OIDC_NAME }: Settings): string | null {
  return OIDC_ISSUER === undefined ? null : (OIDC_NAME ?? new URL(OIDC_ISSUER).host)
}

/** How long one answer of the provider may take to begin, ms. */
const ANSWER_MS = 4000

/**
 * The company's identity provider for next-auth, or null. openid-client checks state, PKCE (S256), nonce, `iss` of the
 * answer (RFC 9207) and of the ID token, audience, times and the RS256 signature; here the answer must be a code, and the
 * provider must call itself exactly what OIDC_ISSUER says. The tokens are dropped with the request.
 */
export function identityProvider(settings: Settings, attempt: ProviderReturn): OAuthConfig<Claims> | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null
  return {
    id: PROVIDER_ID,
    name: PROVIDER_ID,
    type: 'oauth',
    wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    authorization: { params: { scope: settings.OIDC_SCOPE } },
    checks: ['pkce', 'state', 'nonce'],
    idToken: true,
    httpOptions: { timeout: ANSWER_MS, agent: boundedAgent(issuer) },
    token: {
      request: ({ client, params, checks, provider }) =>
        classified(attempt, async () => {
          attempt.read = true
          const named = client.issuer.metadata.issuer
          if (named !== issuer) throw new Error('the provider calls itself something else')
          // Only what a code comes with: an ID token that comes through the browser counts for nothing.
          const { code, state, iss } = params
          const answer = { code, state, ...(iss !== undefined && { iss }) }
          const tokens = await client.callback(provider.callbackUrl, answer, {
            ...checks,
            response_type: 'code',
          })
          return { tokens: tokens as TokenSet }
        }),
    },
    userinfo: {
      request: ({ client, tokens }) =>
        classified(attempt, async () => {
          const own = (tokens as unknown as { claims(): Claims }).claims()
          const { userinfo_endpoint } = client.issuer.metadata
          if (userinfo_endpoint === undefined || !lacks(own, settings)) return own
          // Many providers keep the ID token thin, and tell the rest when asked. It must be about the same person.
          const more = await client.userinfo(tokens.access_token ?? '')
          if (more.sub !== own.sub) throw new Error('the provider answers about somebody else')
          return { ...more, ...own }
        }),
    },
    profile: ({ sub }) => ({ id: sub }),
  }
}

function lacks(claims: Claims, settings: Settings): boolean {
  const wanted = ['email', 'name']
  if (settings.OIDC_ROLES) wanted.push(settings.OIDC_ROLE_CLAIM)
  if (settings.OIDC_GROUPS) wanted.push(settings.OIDC_GROUP_CLAIM)
  return wanted.some((name) => !Object.hasOwn(claims, name))
}

/** Keeps in `attempt` whether it was the provider that failed or its answer that did not pass. */
async function classified<T>(attempt: ProviderReturn, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    attempt.refusal = isOutage(error) ? 'sso.unavailable' : 'sso.refused'
    throw error
  }
}

/** A connection that failed (a code of the system), an answer that did not come, or a server's own error. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, response } = error as { code?: unknown; response?: { statusCode?: number } }
  if (typeof code === 'string' && /^(E(?!RR_)|CERT_|DEPTH_|SELF_SIGNED|UNABLE_)/.test(code)) return true
  return (response?.statusCode ?? 0) >= 500 || /timed out|aborted/.test(error.message)
}
