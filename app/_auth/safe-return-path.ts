/**
 * Where to go after signing in: a path of this desk, or home. Anything that a browser could read as another origin
 * (`//host`, `/\host`, a scheme, control characters) is refused, and so are the pages on the way in and the API.
 */
export function safeReturnPath(from: unknown): string {
  if (typeof from !== 'string' || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(from)) return '/'
  const url = new URL(from, 'http://desk.invalid')
  if (url.origin !== 'http://desk.invalid' || url.pathname.startsWith('//')) return '/'
  if (/^\/(sign-in|two-factor|api)(\/|$)/.test(url.pathname)) return '/'
  return url.pathname + url.search
}
