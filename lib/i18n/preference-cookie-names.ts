/** Over https `__Host-` binds a cookie to this very host: browsers refuse it from elsewhere, and without TLS. */
export const hostCookie = (publicUrl: string, name: string) =>
  publicUrl.startsWith('https:') ? `__Host-${name}` : name

/** Where a browser keeps language and theme. */
export const preferenceCookieNames = (publicUrl: string) => ({
  language: hostCookie(publicUrl, 'desk_language'),
  theme: hostCookie(publicUrl, 'desk_theme'),
})
