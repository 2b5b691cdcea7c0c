import type { Context } from '@/lib/context'
import { Id360Error } from '@/lib/id360/errors'
import { authorize } from '@/lib/staff/authorize'

/** What can be wrong: keys below `processes.connection.problem` of the message files. */
export const CONNECTION_PROBLEMS = [
  'unreachable',
  'unknownHost',
  'certificate',
  'timedOut',
  'refusedCredentials',
  'unauthorized',
  'notId360',
  'rateLimited',
  'serverError',
] as const

export type ConnectionProblem = (typeof CONNECTION_PROBLEMS)[number]

export type ConnectionTrial = {
  /** Host of ID360_BASE_URL, with its port. */
  host: string
  /** The account of the desk at ID360: what ID360 says, or else the setting. */
  username: string
} & (
  | { outcome: 'connected'; durationMs: number }
  | {
      outcome: 'failed'
      problem: ConnectionProblem
      /** How long the desk waits for an answer. */
      seconds: number
      /** Until when no login is tried by itself, after a refusal; epoch milliseconds. */
      pausedUntil: number | null
    }
)

/** The client tries a GET again; who looks at the button is told after one wait for an answer. */
const GRACE_MS = 1000

/**
 * Asks ID360 who the desk is (whoami, after a login when there is no living token), and sorts what went wrong. While
 * logins are paused after refused credentials, nothing leaves: repeated logins look aggressive to ID360. [seed]
 *
 * @throws DeskError SIGNED_OUT, FORBIDDEN (processes.manage)
 */
export async function tryConnection(ctx: Context): Promise<ConnectionTrial> {
  authorize(ctx, 'processes.manage')
  const { ID360_BASE_URL, ID360_USERNAME, ID360_TIMEOUT_MS } = ctx.settings
  const { host } = new URL(ID360_BASE_URL)
  const began = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new Id360Error({ kind: 'timed_out', operation: 'whoami', sent: 'maybe' })
    timer = setTimeout(() => reject(error), ID360_TIMEOUT_MS + GRACE_MS)
  })
  try {
    const { username } = await Promise.race([ctx.id360.whoami(), late])
    const known = typeof username === 'string' && username !== '' && username.length <= 200
    const durationMs = Math.round(performance.now() - began)
    return { outcome: 'connected', host, username: known ? username : ID360_USERNAME, durationMs }
  } catch (error) {
    if (!(error instanceof Id360Error)) throw error
    return {
      outcome: 'failed',
      host,
      username: ID360_USERNAME,
      problem: problemOf(error),
      seconds: Math.round(ID360_TIMEOUT_MS / 100) / 10,
      pausedUntil: ctx.id360.session.state().breakerOpenUntil,
    }
  } finally {
    clearTimeout(timer)
  }
}

function problemOf({ kind, detail = '' }: Id360Error): ConnectionProblem {
  switch (kind) {
    case 'timed_out':
      return 'timedOut'
    case 'refused_credentials':
      return 'refusedCredentials'
    case 'unauthorized':
      return 'unauthorized'
    case 'rate_limited':
      return 'rateLimited'
    case 'server_error':
      return 'serverError'
    case 'unreachable':
      // Names of system errors, as Node and OpenSSL give them.
      if (detail === 'ENOTFOUND' || detail === 'EAI_AGAIN') return 'unknownHost'
      return /CERT|SSL|TLS|SIGNATURE/.test(detail) ? 'certificate' : 'unreachable'
    default:
      // An unknown path, another kind of answer: something is there that does not answer as ID360 does.
      return 'notId360'
  }
}
