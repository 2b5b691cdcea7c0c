import type { Context } from '@/lib/context'
import { DeskError, type DeskErrorCode } from '@/lib/errors'
import { Id360Error, type Id360ErrorKind, mayHaveBeenDone } from '@/lib/id360/errors'
import type { AssistedFailure } from './assisted-failure'

const OF_KIND: Record<Exclude<Id360ErrorKind, 'refused_credentials'>, AssistedFailure> = {
  unreachable: 'broken',
  timed_out: 'timedOut',
  unauthorized: 'expired',
  not_found: 'expired',
  invalid_request: 'refused',
  rate_limited: 'rateLimited',
  malformed_answer: 'broken',
  too_large: 'tooLarge',
  server_error: 'id360Error',
}

/** Bad input is the caller's, so that no edge answers it with a 5xx. */
const CODE: Record<AssistedFailure, DeskErrorCode> = {
  canceled: 'INVALID',
  tooLarge: 'TOO_LARGE',
  refused: 'INVALID',
  expired: 'NOT_READY',
  settled: 'CONFLICT',
  rateLimited: 'BUSY',
  unreachable: 'ID360',
  timedOut: 'ID360',
  broken: 'ID360',
  id360Error: 'ID360',
  interrupted: 'CONFLICT',
}

/** Why a call of the flow failed, in the desk's words; null for an error that is not about ID360. */
export function failureOf(error: unknown): AssistedFailure | null {
  if (!(error instanceof Id360Error) || error.kind === 'refused_credentials') return null
  if (error.status === 409) return 'settled'
  if (error.kind === 'unreachable' && error.sent === 'no') return 'unreachable'
  return OF_KIND[error.kind]
}

/** What is known after a call failed: `failed` when ID360 did nothing, `unknown` when it may have. */
export function stateAfter(error: unknown): 'failed' | 'unknown' {
  return mayHaveBeenDone(error) ? 'unknown' : 'failed'
}

/**
 * What a failed call of the flow becomes for the agent: DeskError with `assisted.<failure>`. ID360's own words about an
 * upload or the end are passed on as `reason`: they are about a file, nothing typed can be echoed in them.
 */
export function flowError(ctx: Pick<Context, 'settings'>, error: unknown): unknown {
  const failure = failureOf(error)
  if (failure === null || !(error instanceof Id360Error)) return error
  const reason = Object.values(error.fieldErrors ?? {})[0]
  const tellsReason =
    failure === 'refused' && reason !== undefined && ['upload_document', 'finalize'].includes(error.operation)
  const seconds = Math.round(ctx.settings.ID360_TIMEOUT_MS / 100) / 10
  return new DeskError(CODE[failure], error.message, {
    userMessage: tellsReason
      ? { key: 'assisted.refusedSaying', values: { reason } }
      : { key: `assisted.${failure}`, values: { seconds } },
    cause: error,
  })
}
