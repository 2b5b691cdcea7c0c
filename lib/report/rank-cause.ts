import type { Finding } from './finding'
import { GENERIC_CODES, type STATUS_CODES } from './known-names'

/** The lower, the more decisive. Equal ranks keep the order of the report's five places. */
const RANK = {
  fraud: 10,
  documentCheck: 20,
  document: 22,
  biometry: 26,
  externalIdentity: 28,
  identityCheck: 30,
  otherCheck: 34,
  input: 40,
  unknown: 50,
  technical: 60,
  stepWithoutCode: 70,
  generic: 90,
} as const

const BY_CODE: Readonly<Record<(typeof STATUS_CODES)[number], number>> = {
  SEC_DATA_INJECTION: RANK.fraud,
  EIM_SECURITY_FAILED: RANK.fraud,
  VLD_ID_INVALID: RANK.document,
  VLD_DOCUMENT_INVALID: RANK.document,
  MDL_CHALLENGE_NOT_MET: RANK.biometry,
  EIM_RESPONSE_KO: RANK.externalIdentity,
  MDL_INPUT_INVALID: RANK.input,
  ERL_TIMEOUT: RANK.technical,
  ERL_DELETE: RANK.technical,
  ACCOUNT_MISSING_EMAIL: RANK.technical,
  MDL_RESPONSE_INVALID: RANK.technical,
  SVC_RESPONSE_INVALID: RANK.technical,
  VLD_SYNTAX_ERROR: RANK.technical,
  VLD_SCRIPT_ERROR: RANK.technical,
  EIM_WRONG_CREDENTIAL: RANK.technical,
  EIM_WRONG_REQUEST: RANK.technical,
  EIM_TIMEOUT: RANK.technical,
  VLD_VALIDATION_KO: RANK.generic,
  COV_FAILED: RANK.generic,
  UNKNOWN_ERROR: RANK.generic,
}
const ranks = new Map<string, number>(Object.entries(BY_CODE))

/** Steps whose failure means a forged document. */
const FORGERY_STEPS: readonly string[] = ['fake_photo_id']

/** Whether a cause only says that something else failed. */
export function isGeneric(cause: Finding): boolean {
  return cause.kind === 'code' && GENERIC_CODES.includes(cause.code)
}

/**
 * How decisive a cause is, a number to sort by: fraud first, then the identity document, the face, the identity, other
 * checks, unreadable files, codes nobody knows, failures of the machinery, and last what only says that something failed.
 */
export function rankCause(cause: Finding): number {
  if (cause.kind === 'ref') return rankRef(cause.code)
  if (cause.kind === 'none') return cause.source === 'step' ? RANK.stepWithoutCode : RANK.unknown
  const step = cause.stepIdentity?.known ?? null
  const aboutDocuments = cause.code === 'VLD_DOCUMENT_INVALID' || cause.code === 'MDL_CHALLENGE_NOT_MET'
  if (aboutDocuments && step !== null && FORGERY_STEPS.includes(step)) return RANK.fraud
  return ranks.get(cause.code) ?? RANK.unknown
}

/** How decisive a failed check is, by the family of its ref. */
export function rankRef(ref: string): number {
  const family = ref.split('.', 1)[0]?.toUpperCase()
  if (family === 'IDENTITY_DOCUMENT') return RANK.documentCheck
  return family === 'IDENTITY' ? RANK.identityCheck : RANK.otherCheck
}
