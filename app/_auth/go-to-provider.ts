import { askNextAuth } from './next-auth-client'
import { type ProviderErrorKey, readProviderError } from './provider-error'

export type StartError = ProviderErrorKey | 'signIn.expired' | 'offline'

/**
 * Leaves for the identity provider: by script, since the page's policy lets no form lead to another origin. Gives what
 * went wrong; when all goes well the page is left and the promise stays open.
 * @param from where to go afterwards, a path the server has checked
 * @param invite the secret of the one-time link this starts from; it travels in the body of the request alone
 */
export async function goToProvider({
  from,
  invite,
}: {
  from: string
  invite?: string | undefined
}): Promise<StartError> {
  try {
    const target = await askNextAuth('signin/oidc', { callbackUrl: from, ...(invite && { invite }) })
    if (target === null) return 'signIn.expired'
    const error = target.searchParams.get('error')
    if (error !== null) return readProviderError(error)
    if (!/^https?:$/.test(target.protocol)) return 'sso.unavailable'
    window.location.assign(target)
    return new Promise(() => {})
  } catch {
    return 'offline'
  }
}
