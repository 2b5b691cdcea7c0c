export type Id360ErrorKind =
  | 'unreachable'
  | 'timed_out'
  | 'refused_credentials'
  | 'unauthorized'
  | 'not_found'
  | 'invalid_request'
  | 'rate_limited'
  | 'malformed_answer'
  | 'too_large'
  | 'server_error'

/**
 * Whether the request reached ID360: `no` = it never left (refused connection, no login, wrong argument),
 * `maybe` = it left and no trustworthy answer came (time-out, reset, 5xx), `yes` = ID360 answered.
 */
export type Id360Sent = 'no' | 'maybe' | 'yes'

export type Id360ErrorFacts = {
  kind: Id360ErrorKind
  /** The call that failed, e.g. `create_enrollment`, `login`, `report`. */
  operation: string
  sent: Id360Sent
  status?: number | undefined
  /** A few fixed words or a system error code; never a part of a body. */
  detail?: string | undefined
  retryAfterMs?: number | undefined
  fieldErrors?: Record<string, string> | undefined
}

/** The same symbol in every copy of this file that a bundler makes. */
const BRAND = Symbol.for('id360-desk.id360-error')

/**
 * The only error the client throws, the caller's own aborts and broken upload bodies excepted.
 * Its message holds the operation, the kind, the HTTP status and fixed words: no body, token, password or api_key.
 */
export class Id360Error extends Error {
  readonly kind: Id360ErrorKind
  readonly operation: string
  readonly sent: Id360Sent
  readonly status: number | undefined
  readonly detail: string | undefined
  readonly retryAfterMs: number | undefined
  /** What ID360 says is wrong in a 400, per field, short. Not enumerable: ID360 may echo what the person typed. */
  declare readonly fieldErrors: Record<string, string> | undefined

  /** A page and the client it was given may come from two bundles, each with its own copy of this class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value
  }

  constructor(facts: Id360ErrorFacts) {
    const answer = facts.status === undefined ? '' : `, HTTP ${facts.status}`
    const detail = facts.detail === undefined ? '' : ` (${facts.detail})`
    super(`ID360 ${facts.operation}: ${facts.kind}${answer}${detail}`)
    this.name = 'Id360Error'
    this.kind = facts.kind
    this.operation = facts.operation
    this.sent = facts.sent
    this.status = facts.status
    this.detail = facts.detail
    this.retryAfterMs = facts.retryAfterMs
    Object.defineProperty(this, BRAND, { value: true, enumerable: false })
    Object.defineProperty(this, 'fieldErrors', { value: facts.fieldErrors, enumerable: false })
  }
}

const NOTHING_WAS_DONE: readonly Id360ErrorKind[] = [
  'refused_credentials',
  'unauthorized',
  'not_found',
  'invalid_request',
  'rate_limited',
]

/**
 * Whether ID360 may have done what was asked although the call failed: what makes a creation UNCONFIRMED.
 * An answer that cannot be read, or that is too large, counts as "may have"; so does any error that is not ours.
 */
export function mayHaveBeenDone(error: unknown): boolean {
  if (!(error instanceof Id360Error)) return true
  // A 413 refuses what was sent; without it, "too large" is about the answer to something done.
  if (error.sent === 'no' || error.status === 413) return false
  return !NOTHING_WAS_DONE.includes(error.kind)
}
