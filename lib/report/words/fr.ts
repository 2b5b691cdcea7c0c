import type { Words } from './words'

const NEW_LINK =
  'Envoyez un nouveau lien ; si cela se répète, donnez le numéro du dossier au support d’ID360.'
const TELL_OWNER = 'Prévenez la personne qui gère ce parcours chez ID360. L’usager n’a rien à corriger.'

/** What is said about a report, in French. */
export const fr: Words = {
  codes: {
    ACCOUNT_MISSING_EMAIL: {
      message: 'Le compte n’a pas d’adresse e-mail.',
      advice: 'Créez un nouveau dossier avec l’adresse e-mail de la personne.',
    },
    MDL_RESPONSE_INVALID: {
      message: 'Un modèle d’analyse d’ID360 a donné une réponse inutilisable : l’erreur vient d’ID360.',
      advice: NEW_LINK,
    },
    MDL_CHALLENGE_NOT_MET: {
      message: 'Un contrôle automatique est resté sous le seuil fixé.',
      advice:
        'Regardez les images de cette étape, puis demandez à la personne de réessayer avec un bon éclairage.',
    },
    MDL_INPUT_INVALID: {
      message: 'Un fichier envoyé est illisible, ou n’est pas celui qui était demandé.',
      advice:
        'Demandez une image nette et complète du bon document (JPEG, PNG, PDF ou HEIC, 9,5 Mo au plus).',
    },
    VLD_DOCUMENT_INVALID: {
      message: 'Un document n’a pas passé ses contrôles.',
      advice: 'Regardez le document, puis demandez-en un autre, valide, complet et récent.',
    },
    VLD_VALIDATION_KO: {
      message: 'Les contrôles de cohérence ont échoué : les données ne concordent pas.',
      advice: 'Lisez les autres raisons et les contrôles en échec pour savoir quelles données sont en cause.',
    },
    VLD_ID_INVALID: {
      message: 'La pièce d’identité n’a pas été acceptée.',
      advice: 'Regardez la pièce, puis demandez une autre pièce d’identité en cours de validité.',
    },
    VLD_SYNTAX_ERROR: {
      message: 'Une règle de validation du parcours est mal écrite et n’a pas pu s’appliquer.',
      advice: TELL_OWNER,
    },
    VLD_SCRIPT_ERROR: {
      message: 'Un script de validation du parcours s’est arrêté sur une erreur.',
      advice: TELL_OWNER,
    },
    EIM_WRONG_CREDENTIAL: {
      message: 'ID360 n’a pas pu se connecter au fournisseur d’identité : ses identifiants ont été refusés.',
      advice: 'Faites vérifier la connexion au fournisseur chez ID360, puis envoyez un nouveau lien.',
    },
    EIM_WRONG_REQUEST: {
      message: 'ID360 et le fournisseur d’identité externe ne se sont pas compris.',
      advice: NEW_LINK,
    },
    EIM_SECURITY_FAILED: {
      message: 'Un contrôle de sécurité a échoué pendant l’échange avec le fournisseur d’identité externe.',
      advice:
        'N’acceptez pas ce dossier. Joignez la personne par un autre moyen avant d’envoyer un nouveau lien.',
    },
    EIM_RESPONSE_KO: {
      message: 'Le fournisseur d’identité externe n’a pas identifié la personne.',
      advice:
        'Demandez à la personne de réessayer avec ce fournisseur, ou de présenter une pièce d’identité.',
    },
    EIM_TIMEOUT: {
      message: 'Le fournisseur d’identité externe n’a pas répondu à temps.',
      advice: 'Envoyez un nouveau lien un peu plus tard.',
    },
    ERL_TIMEOUT: {
      message: 'Le délai accordé pour terminer le dossier est dépassé.',
      advice: 'Envoyez un nouveau lien et indiquez à la personne combien de temps il reste valable.',
    },
    ERL_DELETE: {
      message: 'Le dossier a été supprimé chez ID360.',
      advice: 'Cherchez qui l’a supprimé et pourquoi ; créez un nouveau dossier s’il est encore utile.',
    },
    SEC_DATA_INJECTION: {
      message: 'ID360 a détecté une tentative d’injection de données.',
      advice: 'N’acceptez pas ce dossier. Traitez-le comme une suspicion de fraude, selon votre procédure.',
    },
    SVC_RESPONSE_INVALID: {
      message: 'Un service dont dépend ID360 a donné une réponse inutilisable.',
      advice: NEW_LINK,
    },
    COV_FAILED: {
      message: 'Les contraintes du parcours ne sont pas respectées.',
      advice:
        'Lisez les autres raisons ; à défaut, demandez à qui gère le parcours quelle contrainte a échoué.',
    },
    UNKNOWN_ERROR: {
      message: 'ID360 signale une erreur qu’aucun de ses codes ne décrit.',
      advice: 'Lisez les autres raisons ; s’il n’y en a pas, donnez le numéro du dossier au support d’ID360.',
    },
  },
  challenges: {
    fake_photo_id: {
      message: 'La photo de la pièce d’identité semble falsifiée.',
      advice:
        'Examinez la pièce de près. En cas de doute, traitez-la comme une suspicion de fraude, selon votre procédure.',
    },
    facecomparison: {
      message: 'Le visage de la personne ne ressemble pas assez à la photo de la pièce d’identité.',
      advice:
        'Comparez le selfie et la pièce. Si c’est la même personne, demandez un nouveau selfie bien éclairé.',
    },
    liveness: {
      message: 'La preuve de vie n’a pas établi qu’une personne réelle était devant la caméra.',
      advice:
        'Demandez à la personne de réessayer, seule, bien éclairée, en suivant les mouvements demandés à l’écran.',
    },
    phone_detection: {
      message: 'La détection de téléphone n’a pas été passée avec succès.',
      advice: 'Regardez les images ; demandez une photo du document original lui-même, et non d’un écran.',
    },
    id_document: {
      message: 'La pièce d’identité n’a pas été reconnue avec assez de certitude.',
      advice: 'Demandez une nouvelle image de la pièce originale : entière, à plat, nette, sans reflet.',
    },
  },
  refs: {
    'IDENTITY.NAME.name': {
      message: 'Le nom ne correspond pas.',
      advice:
        'Comparez le nom saisi et la pièce (nom d’usage et nom de naissance). Envoyez un nouveau lien s’il y a une faute de saisie.',
    },
    'IDENTITY.FIRST_NAME.first_name': {
      message: 'Le prénom ne correspond pas.',
      advice: 'Comparez le prénom saisi et la pièce. Envoyez un nouveau lien s’il y a une faute de saisie.',
    },
    'IDENTITY.BIRTH_DATE.birth_date': {
      message: 'La date de naissance ne correspond pas.',
      advice: 'Comparez la date saisie et la pièce. Envoyez un nouveau lien s’il y a une faute de saisie.',
    },
    'IDENTITY_DOCUMENT.expired': {
      message: 'La pièce d’identité est expirée.',
      advice: 'Demandez une pièce d’identité en cours de validité.',
    },
    'KBIS.SIREN.siren': {
      message: 'Le numéro SIREN ne correspond pas.',
      advice: 'Comparez le numéro saisi et l’extrait Kbis. Demandez l’extrait de la bonne entreprise.',
    },
  },
  hints: {
    expired: {
      message: 'Le document est expiré.',
      advice: 'Demandez un document en cours de validité.',
    },
    machineReadableZone: {
      message: 'La bande de lecture du document (MRZ) n’a pas pu être lue correctement.',
      advice:
        'Demandez une nouvelle image de la pièce originale : entière, nette, avec les lignes du bas bien visibles.',
    },
    format: {
      message: 'Le type de pièce d’identité n’a pas été reconnu.',
      advice:
        'Vérifiez que ce parcours accepte cette pièce, puis demandez-en une autre ou une meilleure image.',
    },
  },
  forgedDocument: {
    message: 'La pièce d’identité semble falsifiée.',
    advice:
      'Examinez la pièce de près. En cas de doute, traitez-la comme une suspicion de fraude, selon votre procédure.',
  },
  unknownCode: {
    message: 'ID360 donne le code {code}, qui n’est pas documenté.',
    advice: 'Ouvrez-le dans le rapport ; demandez au support d’ID360 ce que ce code signifie.',
  },
  codeMissing: {
    message: 'ID360 signale un échec sans donner de code.',
    advice: 'Ouvrez-le dans le rapport ; demandez au support d’ID360 ce que cela signifie.',
  },
  stepWithoutCode: {
    message: 'L’étape « {step} » a échoué, et le rapport n’en donne pas le code.',
    advice:
      'Regardez les résultats de cette étape dans le rapport, puis demandez à la personne de la refaire.',
  },
  noReason: {
    message: 'Le rapport ne dit pas pourquoi.',
    advice:
      'Lisez le rapport entier ; donnez le numéro du dossier au support d’ID360 pour connaître la raison.',
  },
  onlyReason: {
    message: 'Le rapport ne donne ni code ni contrôle en échec, seulement cette raison : « {text} »',
    advice: 'Lisez le rapport entier ; donnez le numéro du dossier au support d’ID360 pour en savoir plus.',
  },
  notAReport: {
    message: 'Ce n’est pas un rapport d’ID360 : rien ne peut y être lu.',
    advice: 'Vérifiez que c’est le bon fichier, et récupérez de nouveau le rapport.',
  },
  moreReasons: {
    message: 'Le rapport donne encore {count} raisons, moins décisives que celles-ci.',
    advice: 'Lisez-les dans le rapport lui-même.',
  },
  nameless: 'sans autre précision',
  unknownRef: {
    validation: {
      message: 'Un contrôle a échoué : {subject}.',
      advice: 'Ouvrez le contrôle dans le rapport et comparez les données avec le document.',
    },
    comparison: {
      message: 'Deux données qui devraient concorder diffèrent : {subject}.',
      advice: 'Comparez les deux valeurs côte à côte ; demandez une correction ou un autre document.',
    },
    custom: {
      message: 'Une règle de ce parcours a échoué : {subject}.',
      advice: 'Ouvrez la règle dans le rapport ; demandez à qui gère le parcours ce qu’elle exige.',
    },
  },
  steps: {
    id_document: 'Pièce d’identité',
    id_document_mandate: 'Pièce d’identité du mandant',
    id_document_mandat: 'Pièce d’identité du mandant',
    fake_photo_id: 'Détection de photo falsifiée',
    phone_detection: 'Détection de téléphone',
    facecomparison: 'Comparaison des visages',
    liveness: 'Preuve de vie',
    profile: 'Informations saisies',
    kbis: 'Extrait Kbis',
    pay_slip: 'Bulletin de paie',
    proof_of_address: 'Justificatif de domicile',
    bank_details: 'Coordonnées bancaires',
    property_tax: 'Avis de taxe foncière',
    income_tax: 'Avis d’imposition',
    digital_identity: 'Identité numérique',
    id_num: 'L’Identité Numérique La Poste',
    france_connect: 'FranceConnect',
    france_connect_plus: 'FranceConnect+',
    ar24: 'AR24',
  },
  stepInstance: '{step} n° {number}',
  families: {
    IDENTITY: 'identité',
    IDENTITY_DOCUMENT: 'pièce d’identité',
    KBIS: 'extrait Kbis',
    PROOF_OF_ADDRESS: 'justificatif de domicile',
    BANK_DETAILS: 'coordonnées bancaires',
    PAY_SLIP: 'bulletin de paie',
    INCOME_TAX: 'avis d’imposition',
    PROPERTY_TAX: 'avis de taxe foncière',
    MANDATE: 'mandat',
    SELFIE: 'selfie',
    LIVENESS: 'preuve de vie',
    CUSTOM: 'règle du parcours',
  },
  fields: {
    name: 'nom',
    last_name: 'nom',
    birth_name: 'nom de naissance',
    first_name: 'prénom',
    first_names: 'prénoms',
    birth_date: 'date de naissance',
    birth_place: 'lieu de naissance',
    birth_city: 'ville de naissance',
    birth_country: 'pays de naissance',
    gender: 'sexe',
    nationality: 'nationalité',
    address: 'adresse',
    zip_code: 'code postal',
    city: 'ville',
    country: 'pays',
    email: 'e-mail',
    phone_number: 'téléphone',
    siren: 'numéro SIREN',
    siret: 'numéro SIRET',
    iban: 'IBAN',
    bic: 'BIC',
    mrz: 'bande de lecture (MRZ)',
    expired: 'expiration',
    expiration_date: 'date d’expiration',
    issue_date: 'date de délivrance',
    document_number: 'numéro du document',
    readable: 'lisibilité',
    minimum_age: 'âge minimum',
  },
  documentTypes: {
    identity_document: 'Pièce d’identité',
    selfie: 'Selfie',
    liveness: 'Vidéo de preuve de vie',
    proof_of_address: 'Justificatif de domicile',
    bank_details: 'Coordonnées bancaires',
    income_tax: 'Avis d’imposition',
    property_tax: 'Avis de taxe foncière',
    pay_slip: 'Bulletin de paie',
    kbis: 'Extrait Kbis',
    mandate: 'Mandat',
    voice: 'Voix',
    other: 'Autre document',
  },
  quote: 'ID360 indique : « {text} »',
  aside: '{sentence} ({detail}).',
  quoted: '« {text} »',
  separator: ' ; ',
}
