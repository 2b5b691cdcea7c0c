/** Every status code that is documented. [wiki] */
export const STATUS_CODES = [
  'ACCOUNT_MISSING_EMAIL',
  'MDL_RESPONSE_INVALID',
  'MDL_CHALLENGE_NOT_MET',
  'MDL_INPUT_INVALID',
  'VLD_DOCUMENT_INVALID',
  'VLD_VALIDATION_KO',
  'VLD_ID_INVALID',
  'VLD_SYNTAX_ERROR',
  'VLD_SCRIPT_ERROR',
  'EIM_WRONG_CREDENTIAL',
  'EIM_WRONG_REQUEST',
  'EIM_SECURITY_FAILED',
  'EIM_RESPONSE_KO',
  'EIM_TIMEOUT',
  'ERL_TIMEOUT',
  'ERL_DELETE',
  'SEC_DATA_INJECTION',
  'SVC_RESPONSE_INVALID',
  'COV_FAILED',
  'UNKNOWN_ERROR',
] as const
export type StatusCode = (typeof STATUS_CODES)[number]

/** Codes that only say that something else failed: kept, told last. */
export const GENERIC_CODES: readonly string[] = ['VLD_VALIDATION_KO', 'COV_FAILED', 'UNKNOWN_ERROR']

/** Refs of checks that have been seen, and the birth date, which ID360 compares too [seed]. */
export const REFS = [
  'IDENTITY.NAME.name',
  'IDENTITY.FIRST_NAME.first_name',
  'IDENTITY.BIRTH_DATE.birth_date',
  'IDENTITY_DOCUMENT.expired',
  'KBIS.SIREN.siren',
] as const
export type Ref = (typeof REFS)[number]

/**
 * Names of steps, without their `$0`: those seen [wiki, client], and those that the list of status codes names as
 * places where a code can come from [wiki], written as the document types are [guess].
 */
export const STEPS = [
  'id_document',
  'id_document_mandate',
  'id_document_mandat',
  'fake_photo_id',
  'phone_detection',
  'facecomparison',
  'liveness',
  'profile',
  'kbis',
  'pay_slip',
  'proof_of_address',
  'bank_details',
  'property_tax',
  'income_tax',
  'digital_identity',
  'id_num',
  'france_connect',
  'france_connect_plus',
  'ar24',
] as const
export type StepName = (typeof STEPS)[number]

/** Words of `where` that mean the whole file, not one of its steps: `ID360`, `validation` [wiki]; the others are [guess]. */
export const WHOLE_FILE: readonly string[] = ['id360', 'validation', 'validator', 'enrollment', 'process']

/** Types of documents [wiki, client]. */
export const DOCUMENT_TYPES = [
  'identity_document',
  'selfie',
  'liveness',
  'proof_of_address',
  'bank_details',
  'income_tax',
  'property_tax',
  'pay_slip',
  'kbis',
  'mandate',
  'voice',
  'other',
] as const

/** States of a document. [client, wiki] */
export const DOCUMENT_STATUSES: readonly string[] = ['VALID', 'INVALID', 'COLLECTED']

/** Top-level keys of a report. [client, wiki] */
export const REPORT_KEYS: readonly string[] = [
  ...['id', 'status', 'identity_status', 'reason', 'status_codes', 'all_status_codes', 'all_status_code'],
  ...['version', 'oid', 'level', 'environment', 'id_verification_service', 'signature'],
  ...['process_id', 'process_uuid', 'process_name', 'process_version'],
  ...['client_id', 'client_name', 'creator_id', 'creator_name', 'client_reference'],
  ...['creation_time', 'starting_time', 'finished_time'],
  ...['accepted_cgu', 'accepted_personal_data_processing', 'accepted_personal_data_processing_time'],
  ...['uses_biometry', 'keep_face_capture', 'shared', 'enrollment', 'identity', 'documents', 'steps'],
  ...['extracted_data', 'external_methods', 'finalizer_reports', 'previous_reports', 'all_input_files'],
  'archive_reference',
]
