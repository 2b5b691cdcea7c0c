import type { StatusCode } from './ko-cause'

/** Status codes with messages of our own: the codes are [wiki], the real messages are not public. */
export const VALIDATION_KO: StatusCode = { code: 'VLD_VALIDATION_KO', message: 'Consistency checks failed' }
export const DOCUMENT_INVALID: StatusCode = {
  code: 'VLD_DOCUMENT_INVALID',
  message: 'The document is not valid',
}
export const CHALLENGE: StatusCode = {
  code: 'MDL_CHALLENGE_NOT_MET',
  message: 'The score is below the threshold',
}
export const INPUT: StatusCode = { code: 'MDL_INPUT_INVALID', message: 'The input file cannot be used' }
export const RESPONSE: StatusCode = {
  code: 'SVC_RESPONSE_INVALID',
  message: 'A service gave an unusable answer',
}
export const UNDOCUMENTED: StatusCode = {
  code: 'XQZ_NOT_DOCUMENTED',
  message: 'A code nobody has documented',
}
export const INJECTION: StatusCode = { code: 'SEC_DATA_INJECTION', message: 'An injected video or picture' }
export const CONSTRAINTS: StatusCode = {
  code: 'COV_FAILED',
  message: 'The constraints of the process failed',
}
export const MODEL_ANSWER: StatusCode = {
  code: 'MDL_RESPONSE_INVALID',
  message: 'A model gave no usable answer',
}
export const EXTERNAL_KO: StatusCode = { code: 'EIM_RESPONSE_KO', message: 'The identity provider refused' }
