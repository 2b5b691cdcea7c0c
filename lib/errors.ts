/** What went wrong, as the edges (actions, routes, pages) tell it apart. */
export type DeskErrorCode =
  | 'SIGNED_OUT'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'INVALID'
  | 'CONFLICT'
  | 'TOO_LARGE'
  | 'BUSY'
  | 'NOT_READY'
  | 'DAMAGED'
  | 'ID360'

/** A key below `errors` in the message files, with the values its sentence needs. */
export type ErrorMessage = { key: string; values?: Record<string, string | number> }

/** The same symbol in every copy of this file that a bundler makes. */
const BRAND = Symbol.for('id360-desk.desk-error')

/**
 * An expected failure. `message` is for the log (no personal data, no secrets); `userMessage` is a key of the message
 * files for the screen; `fieldErrors` gives, for a form, one message key (below `errors.field`) per field.
 */
export class DeskError extends Error {
  readonly code: DeskErrorCode
  readonly userMessage: ErrorMessage
  readonly fieldErrors: Record<string, string>

  /** Pages, routes and the background may come from bundles that each hold a copy of this class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value
  }

  constructor(
    code: DeskErrorCode,
    message: string,
    options: { userMessage?: ErrorMessage; fieldErrors?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'DeskError'
    Object.defineProperty(this, BRAND, { value: true, enumerable: false })
    this.code = code
    this.userMessage = options.userMessage ?? { key: code }
    this.fieldErrors = options.fieldErrors ?? {}
  }
}

/** The answer for what does not exist and for what is not yours: the same, so that neither can be told. */
export function notFound(what: string): DeskError {
  return new DeskError('NOT_FOUND', `${what} not found, or not this person's`)
}
