import { DeskError, type DeskErrorCode } from '@/lib/errors'

/** What the desk itself refuses in the assisted flow: a key below `errors.assisted`, and the code of its kind. */
const REFUSALS = {
  notAssisted: 'NOT_READY',
  notCreated: 'NOT_READY',
  noKey: 'NOT_READY',
  ended: 'NOT_READY',
  stopped: 'NOT_READY',
  finished: 'NOT_READY',
  notStarted: 'NOT_READY',
  routeFirst: 'NOT_READY',
  consentFirst: 'NOT_READY',
  missingDocument: 'NOT_READY',
  missingSelfie: 'NOT_READY',
  unknownRoute: 'INVALID',
  routeSettled: 'CONFLICT',
  consentSettled: 'CONFLICT',
  dataLocked: 'CONFLICT',
  dataUnderWay: 'CONFLICT',
  pageUnderWay: 'CONFLICT',
  pageOvertaken: 'CONFLICT',
  totalPagesSettled: 'CONFLICT',
  noSelfie: 'INVALID',
  empty: 'INVALID',
  wrongType: 'INVALID',
  slow: 'INVALID',
  canceled: 'INVALID',
  tooLarge: 'TOO_LARGE',
} as const satisfies Record<string, DeskErrorCode>

export type AssistedRefusal = keyof typeof REFUSALS

/** The error for what the desk refuses; `values` are those its sentence needs. */
export function refusal(key: AssistedRefusal, values: Record<string, string | number> = {}): DeskError {
  return new DeskError(REFUSALS[key], `assisted flow: ${key}`, {
    userMessage: { key: `assisted.${key}`, values },
  })
}
