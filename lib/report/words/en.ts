import type { Words } from './words'

const NEW_LINK = 'Send a new link; if it happens again, give the file’s number to ID360’s support.'
const TELL_OWNER = 'Tell whoever maintains this process at ID360. The person has nothing to correct.'

/** What is said about a report, in English. */
export const en: Words = {
  codes: {
    ACCOUNT_MISSING_EMAIL: {
      message: 'The account has no e-mail address.',
      advice: 'Create a new enrollment with the person’s e-mail address.',
    },
    MDL_RESPONSE_INVALID: {
      message: 'An analysis model of ID360 gave an unusable answer: the fault is ID360’s.',
      advice: NEW_LINK,
    },
    MDL_CHALLENGE_NOT_MET: {
      message: 'An automatic check stayed below the threshold that was set.',
      advice: 'Look at the images of this step, then ask the person to try again in good light.',
    },
    MDL_INPUT_INVALID: {
      message: 'A file that was sent cannot be read, or is not the one that was asked for.',
      advice:
        'Ask for a sharp, complete picture of the right document (JPEG, PNG, PDF or HEIC, 9.5 MB at most).',
    },
    VLD_DOCUMENT_INVALID: {
      message: 'A document did not pass its checks.',
      advice: 'Look at the document, then ask for another one that is valid, complete and recent.',
    },
    VLD_VALIDATION_KO: {
      message: 'The consistency checks failed: the data do not agree with each other.',
      advice: 'Read the other reasons and the failed checks to see which data are concerned.',
    },
    VLD_ID_INVALID: {
      message: 'The identity document was not accepted.',
      advice: 'Look at the document, then ask for another valid identity document.',
    },
    VLD_SYNTAX_ERROR: {
      message: 'A validation rule of the process is badly written and could not be applied.',
      advice: TELL_OWNER,
    },
    VLD_SCRIPT_ERROR: {
      message: 'A validation script of the process stopped on an error.',
      advice: TELL_OWNER,
    },
    EIM_WRONG_CREDENTIAL: {
      message: 'ID360 could not connect to the external identity provider: its credentials were refused.',
      advice: 'Have the connection to the provider checked at ID360, then send a new link.',
    },
    EIM_WRONG_REQUEST: {
      message: 'ID360 and the external identity provider did not understand each other.',
      advice: NEW_LINK,
    },
    EIM_SECURITY_FAILED: {
      message: 'A security check failed during the exchange with the external identity provider.',
      advice: 'Do not accept this file. Reach the person through another channel before you send a new link.',
    },
    EIM_RESPONSE_KO: {
      message: 'The external identity provider did not identify the person.',
      advice: 'Ask the person to try again with the provider, or to use an identity document instead.',
    },
    EIM_TIMEOUT: {
      message: 'The external identity provider did not answer in time.',
      advice: 'Send a new link a little later.',
    },
    ERL_TIMEOUT: {
      message: 'The time allowed to finish the file is over.',
      advice: 'Send a new link and tell the person how long it stays valid.',
    },
    ERL_DELETE: {
      message: 'The file was deleted at ID360.',
      advice: 'Find out who deleted it and why; create a new enrollment if it is still needed.',
    },
    SEC_DATA_INJECTION: {
      message: 'ID360 detected an attempt to inject data.',
      advice: 'Do not accept this file. Treat it as a suspected fraud and follow your procedure.',
    },
    SVC_RESPONSE_INVALID: {
      message: 'A service that ID360 relies on gave an unusable answer.',
      advice: NEW_LINK,
    },
    COV_FAILED: {
      message: 'The constraints of the process were not met.',
      advice: 'Read the other reasons; otherwise ask whoever maintains the process which constraint failed.',
    },
    UNKNOWN_ERROR: {
      message: 'ID360 reports an error that none of its codes describes.',
      advice: 'Read the other reasons; without any, give the file’s number to ID360’s support.',
    },
  },
  challenges: {
    fake_photo_id: {
      message: 'The photo on the identity document looks forged.',
      advice:
        'Look closely at the document. If in doubt, treat it as a suspected fraud and follow your procedure.',
    },
    facecomparison: {
      message: 'The face of the person is not close enough to the photo on the document.',
      advice:
        'Compare the selfie with the document. If it is the same person, ask for a new selfie in good light.',
    },
    liveness: {
      message: 'The liveness check could not prove that a real person was in front of the camera.',
      advice: 'Ask the person to try again, alone, in good light, following the movements on the screen.',
    },
    phone_detection: {
      message: 'The phone detection was not passed.',
      advice: 'Look at the images; ask for a photo of the original document itself, not of a screen.',
    },
    id_document: {
      message: 'The identity document was not recognised with enough certainty.',
      advice: 'Ask for a new picture of the original document: whole, flat, sharp, without reflections.',
    },
  },
  refs: {
    'IDENTITY.NAME.name': {
      message: 'The last name does not match.',
      advice:
        'Compare the name given with the document (usage name and birth name). Send a new link if it was mistyped.',
    },
    'IDENTITY.FIRST_NAME.first_name': {
      message: 'The first name does not match.',
      advice: 'Compare the first name given with the document. Send a new link if it was mistyped.',
    },
    'IDENTITY.BIRTH_DATE.birth_date': {
      message: 'The birth date does not match.',
      advice: 'Compare the birth date given with the document. Send a new link if it was mistyped.',
    },
    'IDENTITY_DOCUMENT.expired': {
      message: 'The identity document has expired.',
      advice: 'Ask for a document that has not expired.',
    },
    'KBIS.SIREN.siren': {
      message: 'The company number (SIREN) does not match.',
      advice:
        'Compare the number given with the company extract (Kbis). Ask for the extract of the right company.',
    },
  },
  hints: {
    expired: {
      message: 'The document has expired.',
      advice: 'Ask for a document that has not expired.',
    },
    machineReadableZone: {
      message: 'The machine-readable zone of the document (MRZ) could not be read correctly.',
      advice:
        'Ask for a new picture of the original document: whole, sharp, the lines at the bottom clearly visible.',
    },
    format: {
      message: 'The kind of identity document was not recognised.',
      advice:
        'Check that the document is one that this process accepts, then ask for another one or a better picture.',
    },
  },
  forgedDocument: {
    message: 'The identity document looks forged.',
    advice:
      'Look closely at the document. If in doubt, treat it as a suspected fraud and follow your procedure.',
  },
  unknownCode: {
    message: 'ID360 gives the code {code}, which is not documented.',
    advice: 'Open it in the report; ask ID360’s support what this code means.',
  },
  codeMissing: {
    message: 'ID360 reports a failure without any code.',
    advice: 'Open it in the report; ask ID360’s support what it means.',
  },
  stepWithoutCode: {
    message: 'The step “{step}” failed, and the report gives no code for it.',
    advice: 'Look at the results of this step in the report, then ask the person to try it again.',
  },
  noReason: {
    message: 'The report does not say why.',
    advice: 'Read the whole report; give the file’s number to ID360’s support to learn the reason.',
  },
  onlyReason: {
    message: 'The report gives no code and no failed check, only this reason: “{text}”',
    advice: 'Read the whole report; give the file’s number to ID360’s support to learn more.',
  },
  notAReport: {
    message: 'This is not a report of ID360: nothing can be read in it.',
    advice: 'Check that it is the right file, and fetch the report again.',
  },
  moreReasons: {
    message: 'The report has {count} more reasons, less decisive than these.',
    advice: 'Read them in the report itself.',
  },
  nameless: 'no further details',
  unknownRef: {
    validation: {
      message: 'A check failed: {subject}.',
      advice: 'Open the check in the report and compare the data with the document.',
    },
    comparison: {
      message: 'Two data that should agree are different: {subject}.',
      advice: 'Compare the two values side by side; ask for a correction or for another document.',
    },
    custom: {
      message: 'A rule of this process failed: {subject}.',
      advice: 'Open the rule in the report; ask whoever maintains the process what it requires.',
    },
  },
  steps: {
    id_document: 'Identity document',
    id_document_mandate: 'Identity document of the principal',
    id_document_mandat: 'Identity document of the principal',
    fake_photo_id: 'Forged photo detection',
    phone_detection: 'Phone detection',
    facecomparison: 'Face comparison',
    liveness: 'Liveness check',
    profile: 'Details entered',
    kbis: 'Company extract (Kbis)',
    pay_slip: 'Pay slip',
    proof_of_address: 'Proof of address',
    bank_details: 'Bank details',
    property_tax: 'Property tax notice',
    income_tax: 'Income tax notice',
    digital_identity: 'Digital identity',
    id_num: 'L’Identité Numérique La Poste',
    france_connect: 'FranceConnect',
    france_connect_plus: 'FranceConnect+',
    ar24: 'AR24',
  },
  stepInstance: '{step} no. {number}',
  families: {
    IDENTITY: 'identity',
    IDENTITY_DOCUMENT: 'identity document',
    KBIS: 'company extract (Kbis)',
    PROOF_OF_ADDRESS: 'proof of address',
    BANK_DETAILS: 'bank details',
    PAY_SLIP: 'pay slip',
    INCOME_TAX: 'income tax notice',
    PROPERTY_TAX: 'property tax notice',
    MANDATE: 'mandate',
    SELFIE: 'selfie',
    LIVENESS: 'liveness check',
    CUSTOM: 'rule of the process',
  },
  fields: {
    name: 'last name',
    last_name: 'last name',
    birth_name: 'birth name',
    first_name: 'first name',
    first_names: 'first names',
    birth_date: 'birth date',
    birth_place: 'place of birth',
    birth_city: 'city of birth',
    birth_country: 'country of birth',
    gender: 'gender',
    nationality: 'nationality',
    address: 'address',
    zip_code: 'postcode',
    city: 'city',
    country: 'country',
    email: 'e-mail',
    phone_number: 'phone number',
    siren: 'company number (SIREN)',
    siret: 'establishment number (SIRET)',
    iban: 'IBAN',
    bic: 'BIC',
    mrz: 'machine-readable zone',
    expired: 'expiry',
    expiration_date: 'expiry date',
    issue_date: 'date of issue',
    document_number: 'document number',
    readable: 'legibility',
    minimum_age: 'minimum age',
  },
  documentTypes: {
    identity_document: 'Identity document',
    selfie: 'Selfie',
    liveness: 'Liveness video',
    proof_of_address: 'Proof of address',
    bank_details: 'Bank details',
    income_tax: 'Income tax notice',
    property_tax: 'Property tax notice',
    pay_slip: 'Pay slip',
    kbis: 'Company extract (Kbis)',
    mandate: 'Mandate',
    voice: 'Voice',
    other: 'Other document',
  },
  quote: 'ID360 says: “{text}”',
  aside: '{sentence} ({detail}).',
  quoted: '“{text}”',
  separator: '; ',
}
