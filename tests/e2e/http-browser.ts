/** What a browser is to sign-in: cookies, kept by host, and redirects that are followed one by one. */
export type HttpBrowser = ReturnType<typeof httpBrowser>

/** A browser without pages. `save` and `restore` do what somebody does who steals or keeps its cookies. */
export function httpBrowser() {
  let jar = new Map<string, Map<string, string>>()

  async function send(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address)
    const cookies = jar.get(url.host) ?? new Map<string, string>()
    jar.set(url.host, cookies)
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(init.headers as Record<string, string>), ...(cookie && { Cookie: cookie }) }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }

  return {
    send,
    has: (address: string, name: string) => jar.get(new URL(address).host)?.has(name) ?? false,
    save: () => structuredClone(jar),
    restore(saved: typeof jar) {
      jar = structuredClone(saved)
    },
    /** Asks the desk for the way to the provider, as the button does. */
    async start(desk: string, fields: { callbackUrl?: string; invite?: string } = {}): Promise<string> {
      const { csrfToken } = (await (await send(`${desk}/api/auth/csrf`)).json()) as { csrfToken: string }
      const response = await send(`${desk}/api/auth/signin/oidc`, {
        method: 'POST',
        headers: { Origin: desk },
        body: new URLSearchParams({ callbackUrl: '/', ...fields, csrfToken, json: 'true' }),
      })
      const { url } = (await response.json()) as { url: string }
      return url
    },
    /** Signs in at the provider as `login` and gives the address that it sends back to the desk with. */
    async visitProvider(address: string, login: string): Promise<string> {
      const { origin } = new URL(address)
      let next = address
      for (let step = 0; step < 12; step += 1) {
        const response = await send(next)
        const target = response.headers.get('location')
        if (target !== null) {
          next = new URL(target, next).href
          if (!next.startsWith(origin)) return next
          continue
        }
        const form = /action="([^"]+)"/.exec(await response.text())?.[1]
        if (response.status !== 200 || form === undefined) {
          throw new Error(`the provider answers ${response.status} at ${new URL(next).pathname}`)
        }
        const submitted = await send(new URL(form, next).href, {
          method: 'POST',
          body: new URLSearchParams({ prompt: 'login', login, password: 'any' }),
        })
        next = new URL(submitted.headers.get('location') ?? '', next).href
      }
      throw new Error('the provider sends nobody back')
    },
  }
}
