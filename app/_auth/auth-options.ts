import type { AuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import type { Context } from '@/lib/context'
import { contextFor, theDesk } from '@/lib/desk'
import { DeskError } from '@/lib/errors'
import { clientAddress } from '@/lib/staff/client-address'
import { noteDevice } from '@/lib/staff/note-device'
import { resolveSession } from '@/lib/staff/resolve-session'
import { type SignInInput, signIn } from '@/lib/staff/sign-in'
import { signOut } from '@/lib/staff/sign-out'
import { cookieNames, cookieOptions, PROVIDER_SECONDS } from './desk-cookies'
import { enterByProvider } from './enter-by-provider'
import { type Claims, identityProvider, PROVIDER_ID, type ProviderReturn } from './identity-provider'
import { browserMark, rememberBrowser } from './known-browser-cookie'
import { leaveEarlierSession } from './leave-earlier-session'
import { rememberPreferences } from './preference-cookies'
import { safeReturnPath } from './safe-return-path'
import { signInErrorCode } from './sign-in-error-key'

/** What the session token holds: who, and which row of staff_session; all the rest is read at every request. */
export type SessionToken = { sub: string; sid: string }

/** For the way back from the identity provider: where to note what becomes of it, and the link from which it began. */
type Returning = { attempt: ProviderReturn; inviteSecret: string | null }

/** next-auth for this desk. Its token is a pointer: lib/staff/resolve-session.ts decides whether it still counts. */
export function authOptions({ attempt, inviteSecret }: Returning = begun()): AuthOptions {
  const { settings } = theDesk()
  process.env.NEXTAUTH_URL ??= settings.PUBLIC_URL
  process.env.NEXTAUTH_SECRET ??= settings.AUTH_SECRET
  const options = cookieOptions(settings.PUBLIC_URL)
  const names = cookieNames(settings.PUBLIC_URL)
  const onTheWay = { ...options, maxAge: PROVIDER_SECONDS }
  const provider = identityProvider(settings, attempt)
  return {
    secret: settings.AUTH_SECRET,
    useSecureCookies: options.secure,
    session: { strategy: 'jwt', maxAge: settings.SESSION_HOURS * 3600 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: { name: names.session, options },
      callbackUrl: { name: names.callbackUrl, options },
      csrfToken: { name: names.csrf, options },
      state: { name: names.state, options: onTheWay },
      pkceCodeVerifier: { name: names.pkce, options: onTheWay },
      nonce: { name: names.nonce, options: onTheWay },
    },
    providers: [...(settings.LOCAL_SIGN_IN === '1' ? [byPassword()] : []), ...(provider ? [provider] : [])],
    callbacks: {
      // By password, `authorize` has let the person in already.
      signIn: ({ user, account, profile }) =>
        account?.provider !== PROVIDER_ID ||
        enterByProvider(user, profile as unknown as Claims, attempt, inviteSecret),
      redirect: ({ url, baseUrl }) => baseUrl + safeReturnPath(url.replace(baseUrl, '')),
      jwt: ({ token, user }) =>
        user ? { sub: user.id, sid: (user as { sid?: string }).sid } : { sub: token.sub, sid: token.sid },
      // The browser needs to know nothing: pages get what they show from the server.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid !== 'string') return
        const ctx = contextFor({ kind: 'anonymous' })
        const actor = await resolveSession(ctx, { sessionId: token.sid })
        if (actor) await signOut({ ...ctx, actor })
      },
    },
    logger: {
      // next-auth logs whole error objects, some with what was typed: only their code goes to the log.
      error: (code) => theDesk().log.warn({ code }, 'next-auth'),
      warn: (code) => theDesk().log.debug({ code }, 'next-auth'),
      debug: () => {},
    },
  }
}

const begun = (): Returning => ({
  attempt: { read: false, refusal: null, signedIn: false },
  inviteSecret: null,
})

function byPassword() {
  const { settings } = theDesk()
  return Credentials({
    id: 'credentials',
    credentials: { email: {}, password: {}, code: {} },
    authorize: async (given, { headers }) => {
      const ctx = contextFor({ kind: 'anonymous' })
      const person = await tried(ctx, {
        email: given?.email ?? '',
        password: given?.password ?? '',
        code: given?.code ?? null,
        address: clientAddress((name) => headers?.[name], settings.TRUSTED_PROXIES),
        browserMark: await browserMark(),
      })
      await leaveEarlierSession()
      await noteDevice(ctx, { sessionId: person.sessionId, userAgent: headers?.['user-agent'] ?? null })
      await rememberPreferences(person)
      await rememberBrowser(person)
      return { id: person.id, sid: person.sessionId }
    },
  })
}

/** next-auth puts the message of a thrown error into an address: it must be a code and nothing else. */
async function tried(ctx: Context, input: SignInInput) {
  try {
    return await signIn(ctx, input)
  } catch (error) {
    if (error instanceof DeskError) throw new Error(signInErrorCode(error.userMessage))
    ctx.log.error({ err: error }, 'sign-in failed')
    throw new Error('signIn.unexpected')
  }
}
