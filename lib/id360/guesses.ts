/**
 * What nobody has confirmed about ID360: each guess stands here once, under a name, and nowhere else.
 * When Docaposte confirms or denies one, this is the only file to change.
 */

/**
 * [guess] The letters of `callback_endpoints[].on`. The guide shows them and speaks of completion, failure and
 * cancellation without saying which letter is which.
 */
export const CALLBACK_ON = { ended: 'E', failed: 'F', canceled: 'C' } as const

/** [guess] An empty `on` asks for every notification, intermediate ones too. */
export const CALLBACK_ON_EVERYTHING: readonly string[] = []

/** [guess] `GET` on this path gives the enrollment object again: follows from the object's own `url`. */
export const ENROLLMENT_PATH = '/enrollment/{id}'

/** [guess] The PDF report. Its Swagger operation is called `enrollment_proof_slip`; its path is not public. */
export const PROOF_SLIP_PATH = '/enrollment/{id}/proof_slip'

/**
 * [guess] What a relative document URL of a report (`/document/{id}/file_contents/…`) is relative to: the API root, as
 * for every other path.
 */
export const RELATIVE_DOCUMENT_BASE = '/api/1.0.0'

/**
 * [guess] How a login says that the username or the password is wrong. The guide gives 401 for a missing or expired
 * token and nothing for the login itself; frameworks like the one ID360 seems to use answer 400.
 */
export const REFUSED_LOGIN_STATUSES: readonly number[] = [400, 401, 403]

/** [guess] Content type of an uploaded page when the caller knows none: the guide's curl lines send no telling one. */
export const UPLOAD_CONTENT_TYPE = 'application/octet-stream'

/** [guess] Where a callback says which enrollment it is about, first found wins. Only `id` has been seen in reports. */
export const CALLBACK_ID_KEYS: readonly string[] = ['id', 'enrollment_id']

/**
 * [guess] Where a final callback says when the file ended. Its other times tell when the journey was made or begun: they
 * would date the end too early, so there is no second choice.
 */
export const FINAL_TIME_KEYS: readonly string[] = ['finished_time']

/** [guess] Where `enrollment_step` says when its event happened, best first: the names that report steps use. */
export const STEP_TIME_KEYS: readonly string[] = ['finished_time', 'starting_time', 'creation_time']

/** [guess] What a "megabyte" is in the limit of 9.5 MB a document [wiki]: the smaller reading is the safe one. */
export const DOCUMENT_MAX_BYTES = 9_500_000
