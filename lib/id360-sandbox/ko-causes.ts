import type { Label } from './processes'

export type StatusCode = { code: string; message: string }

/** A failed check of the validator report, before the identity's values are filled in. */
export type FailedCheck = { ref: string; fields: string[]; description: string; message: string }

/**
 * Why a file is KO, and in which of the five places of the report it can be read [wiki]:
 * status codes, validations, comparisons, custom checks, steps. A cause may leave places empty on purpose.
 */
export type KoCause = {
  key: string
  label: Label
  /** What `reason` says; the real wording is not documented [guess]. */
  reason: string | null
  statusCodes?: { status_code: StatusCode; where: string }[]
  validations?: FailedCheck[]
  /** Refs whose comparison fails. */
  comparisons?: string[]
  customs?: FailedCheck[]
  koStep?: { name: string; codes: StatusCode[] }
  invalidDocument?: 'identity_document' | 'selfie' | 'liveness'
  /** `all_status_code` instead of `all_status_codes`: seen in some versions [wiki]. */
  singularSpelling?: boolean
  /** The report has neither status codes nor finalizer reports. */
  bareReport?: boolean
}

const VALIDATION_KO: StatusCode = { code: 'VLD_VALIDATION_KO', message: 'Consistency checks failed' }
const DOCUMENT_INVALID: StatusCode = { code: 'VLD_DOCUMENT_INVALID', message: 'The document is not valid' }
const CHALLENGE: StatusCode = { code: 'MDL_CHALLENGE_NOT_MET', message: 'The score is below the threshold' }
const INPUT: StatusCode = { code: 'MDL_INPUT_INVALID', message: 'The input file cannot be used' }
const RESPONSE: StatusCode = { code: 'SVC_RESPONSE_INVALID', message: 'A service gave an unusable answer' }
const UNDOCUMENTED: StatusCode = { code: 'XQZ_NOT_DOCUMENTED', message: 'A code nobody has documented' }

/** The causes that can be chosen on the person's page, by the control API, or that the rules lead to. */
export const KO_CAUSES = [
  {
    key: 'name-differs',
    label: { fr: 'Le nom diffère du document', en: 'The name differs from the document' },
    reason: VALIDATION_KO.code,
    statusCodes: [{ status_code: VALIDATION_KO, where: 'validator' }],
    comparisons: ['IDENTITY.NAME.name'],
  },
  {
    key: 'first-name-differs',
    label: { fr: 'Le prénom diffère du document', en: 'The first name differs from the document' },
    reason: VALIDATION_KO.code,
    statusCodes: [{ status_code: VALIDATION_KO, where: 'validator' }],
    comparisons: ['IDENTITY.FIRST_NAME.first_name'],
  },
  {
    key: 'birth-date-differs',
    label: { fr: 'La date de naissance diffère du document', en: 'The birth date differs from the document' },
    reason: VALIDATION_KO.code,
    statusCodes: [{ status_code: VALIDATION_KO, where: 'validator' }],
    comparisons: ['IDENTITY.BIRTH_DATE.birth_date'],
  },
  {
    key: 'document-expired',
    label: { fr: 'Document expiré', en: 'The document has expired' },
    reason: VALIDATION_KO.code,
    statusCodes: [{ status_code: VALIDATION_KO, where: 'validator' }],
    validations: [
      {
        ref: 'IDENTITY_DOCUMENT.expired',
        fields: ['identity_document.expiration_date'],
        description: 'The identity document must not be expired',
        message: 'The identity document expired on 2021-03-31',
      },
    ],
    invalidDocument: 'identity_document',
  },
  {
    key: 'document-invalid',
    label: {
      fr: 'Document refusé (contrefaçon possible)',
      en: 'The document was refused (possible forgery)',
    },
    reason: DOCUMENT_INVALID.code,
    statusCodes: [{ status_code: DOCUMENT_INVALID, where: 'fake_photo_id' }],
    koStep: { name: 'fake_photo_id', codes: [DOCUMENT_INVALID] },
    invalidDocument: 'identity_document',
  },
  {
    key: 'document-unreadable',
    label: { fr: 'Document illisible', en: 'The document cannot be read' },
    reason: INPUT.code,
    statusCodes: [{ status_code: INPUT, where: 'id_document' }],
    koStep: { name: 'id_document', codes: [INPUT] },
    invalidDocument: 'identity_document',
  },
  {
    key: 'face-differs',
    label: { fr: 'Le visage ne correspond pas', en: 'The face does not match' },
    reason: CHALLENGE.code,
    statusCodes: [{ status_code: CHALLENGE, where: 'facecomparison' }],
    koStep: { name: 'facecomparison', codes: [CHALLENGE] },
    invalidDocument: 'selfie',
  },
  {
    key: 'liveness-failed',
    label: { fr: 'Preuve de vie échouée', en: 'The liveness check failed' },
    reason: CHALLENGE.code,
    koStep: { name: 'liveness$1', codes: [CHALLENGE] },
    invalidDocument: 'liveness',
  },
  {
    key: 'phone-check-failed',
    label: { fr: 'Contrôle du téléphone en échec', en: 'The phone check failed' },
    reason: RESPONSE.code,
    statusCodes: [{ status_code: RESPONSE, where: 'phone_detection' }],
    koStep: { name: 'phone_detection', codes: [RESPONSE] },
  },
  {
    key: 'custom-check-failed',
    label: { fr: 'Contrôle propre au parcours en échec', en: 'A check of this process failed' },
    reason: VALIDATION_KO.code,
    statusCodes: [{ status_code: VALIDATION_KO, where: 'validator' }],
    customs: [
      {
        ref: 'CUSTOM.minimum_age',
        fields: ['identity.birth_date'],
        description: 'The person must be of age',
        message: 'The person is under 18',
      },
    ],
  },
  {
    key: 'silent-validation',
    label: { fr: 'Contrôle en échec, sans aucun code', en: 'A failed check, without any code' },
    reason: null,
    validations: [
      {
        ref: 'KBIS.SIREN.siren',
        fields: ['kbis.siren', 'identity.company_siren'],
        description: 'The company number must be the one declared',
        message: 'The company number differs',
      },
    ],
  },
  {
    key: 'singular-spelling',
    label: { fr: 'Document refusé (ancienne orthographe)', en: 'The document was refused (older spelling)' },
    reason: DOCUMENT_INVALID.code,
    statusCodes: [{ status_code: DOCUMENT_INVALID, where: 'id_document' }],
    singularSpelling: true,
    invalidDocument: 'identity_document',
  },
  {
    key: 'unknown-code',
    label: { fr: 'Code inconnu', en: 'An unknown code' },
    reason: UNDOCUMENTED.code,
    statusCodes: [{ status_code: UNDOCUMENTED, where: 'somewhere_new' }],
  },
  {
    key: 'bare-report',
    label: { fr: 'Rapport presque vide', en: 'An almost empty report' },
    reason: null,
    koStep: { name: 'id_document', codes: [DOCUMENT_INVALID] },
    bareReport: true,
  },
] as const satisfies readonly KoCause[]

export type KoCauseKey = (typeof KO_CAUSES)[number]['key']

export const KO_CAUSE_KEYS = KO_CAUSES.map((cause) => cause.key)

const byKey = new Map<string, KoCause>(KO_CAUSES.map((cause) => [cause.key, cause]))

/** The cause of that key; undefined for an unknown one. */
export function findKoCause(key: string): KoCause | undefined {
  return byKey.get(key)
}

/** The causes that can happen in a journey with these steps: a face cannot differ where none is taken. */
export function koCausesFor(stepNames: readonly string[]): KoCause[] {
  return KO_CAUSES.filter((cause: KoCause) => !cause.koStep || stepNames.includes(cause.koStep.name))
}
