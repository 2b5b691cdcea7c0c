import type { Sandbox } from '../sandbox'
import type { Bearer } from '../session/token-book'
import type { Enrollment } from '../store/enrollment'
import { Refusal } from './refusal'
import type { SandboxContext } from './sandbox-env'

/**
 * The bearer of `Authorization: Token <token>`; the token's life starts anew [seed].
 * Throws a 401 when it is missing, unknown or expired.
 */
export function bearerOf(sandbox: Sandbox, c: SandboxContext): Bearer {
  const header = c.req.header('authorization')
  if (header === undefined) throw new Refusal(401, 'Authentication credentials were not provided.')
  const token = /^Token (\S+)$/.exec(header)?.[1]
  const bearer = token === undefined ? undefined : sandbox.tokens.use(token)
  if (!bearer) throw new Refusal(401, 'Invalid or expired token.')
  return bearer
}

/** The enrollment whose `x-api-key` the caller holds. Throws a 401 otherwise [guess: the status is not documented]. */
export function enrollmentOfApiKey(sandbox: Sandbox, c: SandboxContext): Enrollment {
  const apiKey = c.req.header('x-api-key')
  if (apiKey === undefined) throw new Refusal(401, 'The x-api-key header is missing.')
  const enrollment = sandbox.enrollments.byApiKey(apiKey)
  if (!enrollment) throw new Refusal(401, 'Invalid api key.')
  return enrollment
}

/** The enrollment of the path's `{id}`. Throws a 404 when there is none. */
export function enrollmentOfPath(sandbox: Sandbox, c: SandboxContext): Enrollment {
  const id = c.req.param('id') ?? ''
  const enrollment = /^\d{1,15}$/.test(id) ? sandbox.enrollments.byId(Number(id)) : undefined
  if (!enrollment) throw new Refusal(404, 'Not found.')
  return enrollment
}
