import { describeError, type ErrorDescription } from './describe-error'

const STATUS: Record<ErrorDescription['code'], number> = {
  INVALID: 400,
  SIGNED_OUT: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  NOT_READY: 409,
  TOO_LARGE: 413,
  DAMAGED: 422,
  ID360: 502,
  BUSY: 503,
  UNEXPECTED: 500,
}

/** The HTTP status of a failure, for routes that word their answers themselves. */
export const statusOf = (code: ErrorDescription['code']): number => STATUS[code]

const RETRY_AFTER_SECONDS = '5'

/** The mapper of route handlers: JSON with the code, the message key and the field errors, under the right status. */
export function toResponse(error: unknown): Response {
  const { code, message, fieldErrors } = describeError(error)
  const headers = new Headers({ 'Cache-Control': 'no-store' })
  if (code === 'BUSY') headers.set('Retry-After', RETRY_AFTER_SECONDS)
  return Response.json({ code, message, fieldErrors }, { status: STATUS[code], headers })
}
