import { readSignInErrorCode, type SignInError } from './sign-in-error-key'

/**
 * Posts to next-auth's own routes, csrf token and all: the two calls of its browser client that this desk needs,
 * without the rest of it. Gives what went wrong, or null.
 */
export async function postToNextAuth(
  route: 'callback/credentials' | 'signout',
  fields: Record<string, string> = {},
): Promise<SignInError | null> {
  try {
    const { csrfToken } = await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json()
    const response = await fetch(`/api/auth/${route}`, {
      method: 'POST',
      body: new URLSearchParams({ ...fields, csrfToken, callbackUrl: '/', json: 'true' }),
    })
    const { url } = await response.json()
    const answer = new URL(url, window.location.origin).searchParams
    if (answer.get('csrf') === 'true') return { key: 'signIn.expired' }
    const error = answer.get('error')
    return error === null ? null : readSignInErrorCode(error)
  } catch {
    return { key: 'offline' }
  }
}
