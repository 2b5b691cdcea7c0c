import { type NextRequest, NextResponse } from 'next/server'
import { PATH_HEADER } from '@/app/_auth/path-header'
import { isForeign } from '@/app/_security/is-foreign'
import { pagePolicy } from '@/app/_security/page-policy'

const POLICY = 'Content-Security-Policy'
const TWO_YEARS_S = 63_072_000

/** Pages that are read without a session, and addresses that are files: they only get their headers here. */
const OPEN = /^\/(?:sign-in|thanks|invite)(?:\/|$)|\.[a-z0-9]+$/

/**
 * Comfort, never the lock: pages check the session themselves, and actions where they were sent from. It spares whoever
 * has no session cookie at all the way to a page that would send them away, tells pages which address was asked for,
 * and gives each answer a nonce of its own: Next puts it on the scripts of the page, the policy lets no other run.
 */
export function proxy(request: NextRequest) {
  const publicUrl = process.env.PUBLIC_URL
  if (changes(request.method) && isForeign(request.headers, publicUrl)) {
    return new NextResponse(null, { status: 403, headers: { 'Cache-Control': 'no-store' } })
  }
  const { pathname, search } = request.nextUrl
  if (pathname.length > 1 && pathname.endsWith('/')) {
    // Not of `nextUrl`: that one writes the slash again. And never two in front: they would lead to another host.
    const target = new URL(request.url)
    target.pathname = pathname.replace(/^\/+|\/+$/g, '')
    return NextResponse.redirect(target, { status: 308, headers: { 'Cache-Control': 'no-store' } })
  }
  const path = pathname + search
  const signedIn = request.cookies.has('desk.session') || request.cookies.has('__Host-desk.session')
  if (!signedIn && !OPEN.test(pathname)) {
    const from = path === '/' ? '' : `?from=${encodeURIComponent(path)}`
    const target = request.nextUrl.clone()
    target.pathname = '/sign-in'
    target.search = from
    return NextResponse.redirect(target, { headers: { 'Cache-Control': 'no-store' } })
  }
  const https = publicUrl?.startsWith('https://') ?? false
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = pagePolicy({
    scripts: { nonce },
    https,
    development: process.env.NODE_ENV === 'development',
  })
  const headers = new Headers(request.headers)
  headers.set(PATH_HEADER, path)
  headers.set(POLICY, policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set(POLICY, policy)
  if (https) response.headers.set('Strict-Transport-Security', `max-age=${TWO_YEARS_S}; includeSubDomains`)
  return response
}

const changes = (method: string) => !['GET', 'HEAD', 'OPTIONS'].includes(method)

export const config = {
  // Pages only. The API, callbacks above all, never passes here: bodies would be cut, and it locks itself.
  matcher: ['/((?!api(?:/|$)|_next/).*)'],
}
