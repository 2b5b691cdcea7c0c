/**
 * The name of the cookie that carries the session. `__Host-` binds it to this very host, but browsers only accept the
 * prefix over https. Read by the proxy too: keep it free of other imports.
 */
export const sessionCookieName = (publicUrl: string) =>
  publicUrl.startsWith('https:') ? '__Host-desk.session' : 'desk.session'
