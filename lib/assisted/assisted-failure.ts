/**
 * Why a call of the assisted flow failed, as kept with a page (`failure`) and as the last word of the message keys
 * `errors.assisted.<failure>` (and, for a page's own line, `assisted.failures.<failure>`).
 */
export const ASSISTED_FAILURES = [
  /** The browser went away, or the agent stopped the upload. */
  'canceled',
  /** More bytes than a document may have: counted here, or said by ID360 (413). */
  'tooLarge',
  /** ID360 refuses what was sent (400). */
  'refused',
  /** ID360 no longer takes the key of this file (401, 403, 404). */
  'expired',
  /** ID360 says that this is settled already: locked, or the file has ended (409). */
  'settled',
  /** ID360 gets too many requests (429). */
  'rateLimited',
  /** No connection: nothing left. */
  'unreachable',
  /** No answer in time. */
  'timedOut',
  /** The connection broke while sending, or the answer could not be read. */
  'broken',
  /** An error on ID360's side (5xx). */
  'id360Error',
  /** The desk stopped in the middle: nobody can tell. */
  'interrupted',
] as const

export type AssistedFailure = (typeof ASSISTED_FAILURES)[number]
