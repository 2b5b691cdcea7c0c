import { Id360Error } from './errors'
import { RELATIVE_DOCUMENT_BASE } from './guesses'

/**
 * The full address of a document named in a report. The session token goes with the call, so only the origin of
 * `baseUrl` will do: a report is data, and data must not choose who gets the token.
 *
 * @param url absolute, or relative like `/document/{id}/file_contents/?page_number=0` [client]
 * @throws Id360Error `invalid_request` for another origin, another protocol, credentials in the URL, or no URL
 */
export function documentUrl(baseUrl: string, url: string): string {
  const base = new URL(`${baseUrl}/`)
  const refused = (detail: string) =>
    new Id360Error({ kind: 'invalid_request', operation: 'document_file', sent: 'no', detail })
  if (url.trim() === '') throw refused('no document URL')
  let target: URL
  try {
    target = new URL(url, base)
  } catch {
    throw refused('not a URL')
  }
  if (target.origin !== base.origin) throw refused('a document URL of another origin')
  if (target.username !== '' || target.password !== '') throw refused('a document URL with credentials')
  target.hash = ''
  const apiRoot = base.pathname.replace(/\/$/, '') + RELATIVE_DOCUMENT_BASE
  const relative = !URL.canParse(url)
  if (relative && !target.pathname.startsWith(`${apiRoot}/`)) {
    const path = target.pathname.startsWith(`${RELATIVE_DOCUMENT_BASE}/`)
      ? target.pathname.slice(RELATIVE_DOCUMENT_BASE.length)
      : target.pathname
    target.pathname = apiRoot + path
  }
  return target.href
}
