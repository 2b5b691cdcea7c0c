/** A word for people, in the two languages of the sandbox. */
export type Label = { fr: string; en: string }

/** At which moment of the person's journey a step is done. */
export type Stage = 'identity' | 'external' | 'document' | 'selfie'

/** One step as ID360 reports it. Only `ProfileDataStep` was seen [wiki]; the other types are written alike [guess]. */
export type ProcessStep = { name: string; type: string; stage: Stage }

export type ProcessRoute = {
  id: number
  label: Label
  steps: readonly ProcessStep[]
  /** Where the journey goes on when biometry is refused [guess]; without it, biometry must be accepted. */
  withoutBiometry?: { id: number; steps: readonly ProcessStep[] }
}

export type Process = {
  uuid: string
  /** The number of the process, as the enrollment object gives it [seed]. */
  number: number
  name: string
  version: number
  level: string
  routes: readonly [ProcessRoute, ...ProcessRoute[]]
  /** Whether a business system can do the steps for the person; by default it can [guess: nobody says when not]. */
  offeredByApi?: boolean
  /** Whether an OK verdict comes with an idclaim (advanced electronic signature only) [seed]. */
  makesIdclaim: boolean
}

const PROFILE: ProcessStep = { name: 'profile', type: 'ProfileDataStep', stage: 'identity' }
const PHONE: ProcessStep = { name: 'phone_detection', type: 'PhoneDetectionStep', stage: 'identity' }
const DOCUMENT: ProcessStep = { name: 'id_document', type: 'IdDocumentStep', stage: 'document' }
const FAKE_PHOTO: ProcessStep = { name: 'fake_photo_id', type: 'FakePhotoIdStep', stage: 'document' }
const LIVENESS_0: ProcessStep = { name: 'liveness$0', type: 'LivenessStep', stage: 'selfie' }
const LIVENESS_1: ProcessStep = { name: 'liveness$1', type: 'LivenessStep', stage: 'selfie' }
const FACES: ProcessStep = { name: 'facecomparison', type: 'FaceComparisonStep', stage: 'selfie' }
const ADDRESS: ProcessStep = { name: 'proof_of_address', type: 'ProofOfAddressStep', stage: 'document' }
const DIGITAL: ProcessStep = { name: 'digital_identity', type: 'DigitalIdentityStep', stage: 'external' }

const ONLINE: Label = { fr: 'Parcours en ligne', en: 'Online journey' }

export const ACCOUNT_OPENING: Process = {
  uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e101',
  number: 1501,
  name: 'Ouverture de compte',
  version: 7,
  level: 'substantial',
  routes: [
    {
      id: 275128,
      label: ONLINE,
      steps: [PROFILE, PHONE, DOCUMENT, FAKE_PHOTO, LIVENESS_0, LIVENESS_1, FACES],
    },
  ],
  makesIdclaim: false,
}

export const SIMPLE_CHECK: Process = {
  uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e102',
  number: 1502,
  name: 'Vérification simple',
  version: 3,
  level: 'low',
  routes: [{ id: 275129, label: ONLINE, steps: [PROFILE, DOCUMENT, FAKE_PHOTO] }],
  makesIdclaim: false,
}

/** Makes an idclaim, takes a proof of address; uses `custom_data.authenticators.phone_number` [wiki]. */
export const ADVANCED_SIGNATURE: Process = {
  uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e103',
  number: 1503,
  name: 'Signature avancée',
  version: 2,
  level: 'substantial',
  routes: [
    {
      id: 275130,
      label: ONLINE,
      steps: [PROFILE, PHONE, DOCUMENT, FAKE_PHOTO, ADDRESS, LIVENESS_0, FACES],
    },
  ],
  makesIdclaim: true,
}

export const TWO_ROUTES: Process = {
  uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e104',
  number: 1504,
  name: 'Deux routes',
  version: 1,
  level: 'substantial',
  routes: [
    { id: 275131, label: ONLINE, steps: [PROFILE, DOCUMENT, FAKE_PHOTO, LIVENESS_0, FACES] },
    { id: 275132, label: { fr: 'Identité numérique', en: 'Digital identity' }, steps: [PROFILE, DIGITAL] },
  ],
  makesIdclaim: false,
}

/** The selfie is optional: whoever refuses biometry goes on without it. */
export const COUNTER_CHECK: Process = {
  uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e105',
  number: 1505,
  name: 'Contrôle au guichet',
  version: 1,
  level: 'low',
  routes: [
    {
      id: 275133,
      label: ONLINE,
      steps: [PROFILE, DOCUMENT, FAKE_PHOTO, FACES],
      withoutBiometry: { id: 275134, steps: [PROFILE, DOCUMENT, FAKE_PHOTO] },
    },
  ],
  makesIdclaim: false,
}

/** Only the person can do it, by the link: nothing is offered to a business system. */
export const LINK_ONLY: Process = {
  uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e106',
  number: 1506,
  name: 'Parcours par lien seulement',
  version: 1,
  level: 'substantial',
  routes: [{ id: 275135, label: ONLINE, steps: [PROFILE, DOCUMENT, FAKE_PHOTO, LIVENESS_0, FACES] }],
  offeredByApi: false,
  makesIdclaim: false,
}

/** The processes the sandbox is born with. */
export const PROCESSES: readonly Process[] = [
  ACCOUNT_OPENING,
  SIMPLE_CHECK,
  ADVANCED_SIGNATURE,
  TWO_ROUTES,
  COUNTER_CHECK,
  LINK_ONLY,
]

const byUuid = new Map(PROCESSES.map((process) => [process.uuid, process]))

/** Finds a process by its UUID, whatever the case; undefined when the sandbox has no such process. */
export function findProcess(uuid: string): Process | undefined {
  return byUuid.get(uuid.toLowerCase())
}

/** The chosen route; a process with a single route needs no choice [guess], one with several has none yet. */
export function chosenRoute(process: Process, routeId: number | null): ProcessRoute | undefined {
  if (routeId === null) return process.routes.length === 1 ? process.routes[0] : undefined
  const route = process.routes.find(({ id, withoutBiometry }) => [id, withoutBiometry?.id].includes(routeId))
  return route && (route.id === routeId ? route : { ...route, ...route.withoutBiometry })
}

/** The routes a business system may take. */
export function offeredRoutes(process: Process): readonly ProcessRoute[] {
  return process.offeredByApi === false ? [] : process.routes
}

/** The steps of the chosen route, or of the first one while none is chosen. */
export function stepsOf(process: Process, routeId: number | null): readonly ProcessStep[] {
  return (chosenRoute(process, routeId) ?? process.routes[0]).steps
}

/** Whether a face is taken: consent to biometry is then needed. */
export function takesSelfie(steps: readonly ProcessStep[]): boolean {
  return steps.some((step) => step.stage === 'selfie')
}
