import type { KoCause } from './ko-cause'
import {
  CHALLENGE,
  CONSTRAINTS,
  DOCUMENT_INVALID,
  EXTERNAL_KO,
  INJECTION,
  INPUT,
  MODEL_ANSWER,
  UNDOCUMENTED,
  VALIDATION_KO,
} from './status-codes'

const EXPIRED = {
  ref: 'IDENTITY_DOCUMENT.expired',
  fields: ['identity_document.expiration_date'],
  description: 'The identity document must not be expired',
  message: 'The identity document expired on 2021-03-31',
}

/** Several reasons at once, reasons told twice, rare ones, and reports that a careless reader gets wrong. */
export const ODD_CAUSES = [
  {
    key: 'several-reasons',
    label: { fr: 'Plusieurs motifs à la fois', en: 'Several reasons at once' },
    reason: VALIDATION_KO.code,
    statusCodes: [
      { status_code: VALIDATION_KO, where: 'validator' },
      { status_code: DOCUMENT_INVALID, where: 'fake_photo_id' },
      { status_code: VALIDATION_KO, where: 'validator' },
    ],
    validations: [EXPIRED],
    comparisons: ['IDENTITY.FIRST_NAME.first_name'],
    customs: [
      {
        ref: 'CUSTOM.accepted_country',
        fields: ['identity_document.issuing_country'],
        description: 'The document must come from a country of the list',
        message: 'The country UTO is not in the list',
      },
    ],
    koStep: { name: 'fake_photo_id', codes: [DOCUMENT_INVALID, CHALLENGE] },
    invalidDocument: 'identity_document',
  },
  {
    key: 'both-spellings',
    label: { fr: 'Codes sous les deux orthographes', en: 'Codes under both spellings' },
    reason: DOCUMENT_INVALID.code,
    statusCodes: [{ status_code: DOCUMENT_INVALID, where: 'id_document' }],
    otherStatusCodes: [
      { status_code: DOCUMENT_INVALID, where: 'id_document' },
      { status_code: INPUT, where: 'id_document' },
    ],
    invalidDocument: 'identity_document',
  },
  {
    key: 'expired-under-birth-name',
    label: {
      fr: 'Document expiré, au nom de naissance',
      en: 'The document has expired and has the birth name',
    },
    reason: VALIDATION_KO.code,
    statusCodes: [{ status_code: VALIDATION_KO, where: 'validator' }],
    validations: [EXPIRED],
    birthNameMatches: true,
    invalidDocument: 'identity_document',
  },
  {
    key: 'heic-unreadable',
    label: { fr: 'Photo HEIC illisible', en: 'A HEIC picture that cannot be read' },
    reason: INPUT.code,
    statusCodes: [{ status_code: INPUT, where: 'id_document' }],
    koStep: { name: 'id_document', codes: [INPUT] },
    invalidDocument: 'identity_document',
    heicDocument: true,
  },
  {
    key: 'constraints-not-met',
    label: { fr: 'Contraintes du parcours non remplies', en: 'The constraints of the process are not met' },
    reason: CONSTRAINTS.code,
    statusCodes: [{ status_code: CONSTRAINTS, where: 'finalizer' }],
  },
  {
    key: 'injection-suspected',
    label: { fr: 'Injection de données suspectée', en: 'Injected data are suspected' },
    reason: INJECTION.code,
    statusCodes: [{ status_code: INJECTION, where: 'liveness$0' }],
    koStep: { name: 'liveness$0', codes: [INJECTION] },
    invalidDocument: 'liveness',
  },
  {
    key: 'model-failed',
    label: { fr: 'Réponse inutilisable d’un modèle', en: 'A model gave an unusable answer' },
    reason: MODEL_ANSWER.code,
    koStep: { name: 'facecomparison', codes: [MODEL_ANSWER] },
  },
  {
    key: 'address-refused',
    label: { fr: 'Justificatif de domicile refusé', en: 'The proof of address was refused' },
    reason: DOCUMENT_INVALID.code,
    statusCodes: [{ status_code: DOCUMENT_INVALID, where: 'proof_of_address' }],
    koStep: { name: 'proof_of_address', codes: [DOCUMENT_INVALID] },
    invalidDocument: 'proof_of_address',
  },
  {
    key: 'external-identity-refused',
    label: { fr: 'Refus du fournisseur d’identité', en: 'The identity provider refused' },
    reason: EXTERNAL_KO.code,
    statusCodes: [{ status_code: EXTERNAL_KO, where: 'digital_identity' }],
    koStep: { name: 'digital_identity', codes: [EXTERNAL_KO] },
  },
  {
    key: 'second-attempt',
    label: { fr: 'Refusé une seconde fois', en: 'Refused a second time' },
    reason: CHALLENGE.code,
    statusCodes: [{ status_code: CHALLENGE, where: 'fake_photo_id' }],
    koStep: { name: 'fake_photo_id', codes: [CHALLENGE] },
    invalidDocument: 'identity_document',
    secondAttempt: true,
  },
  {
    key: 'unknown-everything',
    label: { fr: 'Étapes, contrôles et clés inconnus', en: 'Unknown steps, checks and keys' },
    reason: UNDOCUMENTED.code,
    statusCodes: [{ status_code: UNDOCUMENTED, where: 'xqz_step$0' }],
    validations: [
      {
        ref: 'XQZ.NOT_DOCUMENTED.field',
        fields: ['xqz.field'],
        description: 'A check nobody has documented',
        message: 'It failed all the same',
      },
    ],
    customs: [
      { ref: 'XQZ.CUSTOM.rule', fields: [], description: 'A rule nobody has documented', message: '' },
    ],
    unknownKeys: true,
  },
] as const satisfies readonly KoCause[]
