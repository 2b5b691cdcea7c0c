/**
 * Whether a page of this very desk sends the request: browsers say so themselves (`Sec-Fetch-Site`), and send `Origin`
 * with every PUT. A request with neither comes from no browser's page, and is not taken either.
 *
 * @param publicUrl where the desk is; behind a proxy the `Host` of the request is another
 */
export function isSameOrigin(headers: Headers, publicUrl: string): boolean {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  if (site !== null && site !== 'same-origin') return false
  if (origin === null) return site === 'same-origin'
  if (!URL.canParse(origin)) return false
  const { host, origin: from } = new URL(origin)
  return from === new URL(publicUrl).origin || host === headers.get('host')
}
