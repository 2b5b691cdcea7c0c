import { type NextRequest, NextResponse } from 'next/server'
import { PATH_HEADER } from '@/app/_auth/path-header'

/**
 * Comfort, never the lock: pages check the session themselves. It only spares whoever has no session cookie at all the
 * way to a page that would send them away, and tells pages which address was asked for.
 */
export function proxy(request: NextRequest) {
  const { pathname, search } = request.nextUrl
  const path = pathname + search
  const signedIn = request.cookies.has('desk.session') || request.cookies.has('__Host-desk.session')
  if (!signedIn) {
    const from = path === '/' ? '' : `?from=${encodeURIComponent(path)}`
    const target = request.nextUrl.clone()
    target.pathname = '/sign-in'
    target.search = from
    return NextResponse.redirect(target)
  }
  const headers = new Headers(request.headers)
  headers.set(PATH_HEADER, path)
  return NextResponse.next({ request: { headers } })
}

export const config = {
  // Pages of staff only. The API, callbacks above all, never passes here: bodies would be cut, and it locks itself.
  matcher: ['/((?!api(?:/|$)|_next/|sign-in(?:/|$)|thanks(?:/|$)|.*\\.[a-z0-9]+$).*)'],
}
