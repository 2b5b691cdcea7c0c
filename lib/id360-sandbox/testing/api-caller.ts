import { z } from 'zod'
import { APPLICATION_ACCOUNT } from '../accounts'
import { ACCOUNT_OPENING } from '../processes'

export type Answer = { status: number; headers: Headers; body: unknown; bytes: Buffer }

const created = z.looseObject({ id: z.int(), api_key: z.string(), url: z.string(), status: z.string() })

export type CreatedEnrollment = z.infer<typeof created>

export type ApiCaller = {
  /** Calls a path below /api/1.0.0, or an absolute one (`/sandbox/…`); a body that is no text becomes JSON. */
  call(
    method: string,
    path: string,
    options?: { body?: unknown; headers?: Record<string, string>; token?: string },
  ): Promise<Answer>
  login(username?: string, password?: string): Promise<string>
  create(token: string, fields?: Record<string, unknown>, processUuid?: string): Promise<CreatedEnrollment>
  /** A call to the control API. */
  control(method: string, path: string, body?: unknown): Promise<Answer>
}

/** Calls a sandbox with fetch, knowing of it only what the contract says. */
export function apiCaller(baseUrl: string): ApiCaller {
  const caller: ApiCaller = {
    call: async (method, path, { body, headers = {}, token } = {}) => {
      const raw = typeof body === 'string' || body instanceof Uint8Array
      const answer = await fetch(`${baseUrl}${path.startsWith('/sandbox') ? '' : '/api/1.0.0'}${path}`, {
        method,
        headers: { ...headers, ...(token !== undefined && { authorization: `Token ${token}` }) },
        body: body === undefined ? undefined : raw ? (body as BodyInit) : JSON.stringify(body),
      })
      const bytes = Buffer.from(await answer.arrayBuffer())
      const isJson = answer.headers.get('content-type')?.startsWith('application/json')
      const parsed = isJson && bytes.byteLength > 0 ? JSON.parse(bytes.toString()) : null
      return { status: answer.status, headers: answer.headers, body: parsed, bytes }
    },
    login: async (username = APPLICATION_ACCOUNT.username, password = APPLICATION_ACCOUNT.password) => {
      const { body } = await caller.call('POST', '/user/login/', { body: { username, password } })
      return z.object({ token: z.string() }).parse(body).token
    },
    create: async (token, fields = {}, processUuid = ACCOUNT_OPENING.uuid) => {
      const answer = await caller.call('POST', `/process/${processUuid}/enrollment`, {
        token,
        body: { browser_callback_url: 'https://desk.example.org/thanks', callback_endpoints: [], ...fields },
      })
      if (answer.status !== 200) throw new Error(`create: ${answer.status} ${answer.bytes}`)
      return created.parse(answer.body)
    },
    control: (method, path, body) => caller.call(method, `/sandbox/control${path}`, { body }),
  }
  return caller
}
