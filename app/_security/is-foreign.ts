/**
 * Whether another site's page sends this request. Browsers say so themselves (`Sec-Fetch-Site`, the W3C's fetch
 * metadata); older ones send `Origin` with everything that can change something. A request with neither comes from no
 * browser's page: nobody else's cookies travel with it. A sibling of the desk's domain is another site here too.
 *
 * @param publicUrl where the desk is; behind a reverse proxy the `Host` of the request may be another
 */
export function isForeign(headers: Headers, publicUrl: string | undefined): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return true
  const origin = headers.get('origin')
  if (origin === null) return false
  if (!URL.canParse(origin)) return true
  const { host, origin: from } = new URL(origin)
  if (publicUrl !== undefined && URL.canParse(publicUrl) && from === new URL(publicUrl).origin) return false
  return host !== headers.get('host')
}
