import type { KoCause } from './ko-cause'
import { CHALLENGE, DOCUMENT_INVALID, INPUT, RESPONSE, UNDOCUMENTED, VALIDATION_KO } from './status-codes'

/** One reason each: the everyday ones, and the ways a report can hide them. */
export const COMMON_CAUSES = [
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
