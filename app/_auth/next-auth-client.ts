import { readSignInErrorCode, type SignInError } from './sign-in-error-key'

/**
 * Posts to one of next-auth's own routes, csrf token and all: the calls of its browser client that this desk needs,
 * without the rest of it. Gives the address that next-auth leads to, or null when the page was open for too long.
 * @throws whatever fetch throws.
 */
export async function askNextAuth(
  route: 'callback/credentials' | 'signin/oidc' | 'signout',
  fields: Record<string, string>,
): Promise<URL | null> {
  const { csrfToken } = await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json()
  const response = await fetch(`/api/auth/${route}`, {
    method: 'POST',
    body: new URLSearchParams({ callbackUrl: '/', ...fields, csrfToken, json: 'true' }),
  })
  const { url } = await response.json()
  const target = new URL(url, window.location.origin)
  return target.searchParams.get('csrf') === 'true' ? null : target
}

/** Signs in by password, or out. Gives what went wrong, or null. */
export async function postToNextAuth(
  route: 'callback/credentials' | 'signout',
  fields: Record<string, string> = {},
): Promise<SignInError | null> {
  try {
    const target = await askNextAuth(route, fields)
    if (target === null) return { key: 'signIn.expired' }
    const error = target.searchParams.get('error')
    return error === null ? null : readSignInErrorCode(error)
  } catch {
    return { key: 'offline' }
  }
}
