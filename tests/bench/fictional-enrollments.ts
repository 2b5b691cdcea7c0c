import { v7 as uuidv7 } from 'uuid'
import type { Confirmation, EnrollmentStatus } from '@/db/schema/enrollment'
import type { SearchFields } from '@/lib/enrollments/search-terms'

/** A fictional enrollment: what the list shows, filters and searches. Instants are epoch milliseconds. */
export type FictionalEnrollment = SearchFields & {
  id: string
  createdAt: number
  createdBy: string
  processId: string
  groupId: string
  status: EnrollmentStatus
  confirmation: Confirmation
  stepsDone: number
  stepsTotal: number
  startedAt: number | null
  finishedAt: number | null
  lastNewsAt: number
  retry: boolean
  hasIdclaim: boolean
}

/** Common names first: each is about as much rarer than the one before as in any telephone book. */
const LAST_NAMES = [
  'Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia David',
  'Bertrand Roux Vincent Fournier Morel Girard André Lefèvre Mercier Dupont Lambert Bonnet François Martinez Legrand',
  'Garnier Faure Rousseau Blanc Guérin Müller Henry Roussel Nicolas Perrin Morin Mathieu Clément Gauthier Dumont Lopez',
  'Fontaine Chevalier Robin Masson Sanchez Gérard Nguyen Boyer Denis Lemaire Duval Joly Gautier Roger Roche Roy Noël',
  'Meyer Lucas Meunier Jean Pérez Marchand Dufour Blanchard Marie Barbier Brun Dumas Brunet Schmitt Leroux Colas Œuvrard',
]
  .join(' ')
  .split(' ')

const FIRST_NAMES = [
  'Marie Jean Pierre Camille Michel Nathalie Philippe Isabelle Alain Sylvie Nicolas Catherine Christophe Françoise',
  'Julien Émilie Thomas Céline Julie Léa Hugo Chloé Lucas Manon Noémie Inès Zoé Raphaël Gaël Maëlys Anaïs Loïc Éloïse',
  'Jean-Pierre Jean-Marc Marie-Claude Anne-Sophie Aïcha Mohamed Yasmine Karim Fatima Søren Łukasz José Nuñez Björn Ana',
]
  .join(' ')
  .split(' ')

const SYLLABLES =
  'ba bel bou cas cor dan del fer gar gué lan lor mar mon nau pel pré quin ros sau tal ver vil zan'.split(' ')

const DAY = 24 * 60 * 60 * 1000
/** How long the fictional desk has been in use. */
export const YEARS_MS = 2 * 365 * DAY

const STATUSES: [EnrollmentStatus, number][] = [
  ['OK', 0.62],
  ['NEW', 0.13],
  ['KO', 0.09],
  ['CANCELED', 0.08],
  ['STARTED', 0.06],
  ['FAILED', 0.01],
  ['DISCONTINUED', 0.006],
  ['UNCONFIRMED', 0.003],
  ['NOT_CREATED', 0.001],
]

/** A small seeded generator (mulberry32): the same seed makes the same people. Numbers from 0 to 1. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const FINAL: readonly EnrollmentStatus[] = ['OK', 'KO', 'CANCELED', 'FAILED', 'DISCONTINUED']
const ALWAYS_STARTED: readonly EnrollmentStatus[] = ['STARTED', 'OK', 'KO']

/** How a journey of this status went: half of the verdicts come within the hour, one in ten after more than a day. */
function journeyOf(status: EnrollmentStatus, createdAt: number, random: () => number) {
  const began = ALWAYS_STARTED.includes(status) || (FINAL.includes(status) && random() < 0.4)
  const startedAt = began ? createdAt + Math.floor(random() ** 4 * DAY) : null
  const takes = Math.exp(Math.log(40 * 60_000) + 2 * (random() + random() + random() - 1.5))
  return {
    startedAt,
    finishedAt: FINAL.includes(status) ? Math.floor((startedAt ?? createdAt) + takes) : null,
    retry: random() < 0.03,
    hasIdclaim: status === 'OK' && random() < 0.2,
  }
}

/**
 * `count` fictional enrollments, oldest first, spread over two years before `now`. The choices name the ids to use; the
 * first ones are used most. Names follow a long tail: the commonest are borne by one or two in a hundred, half of the
 * people have a name of their own.
 */
export function* fictionalEnrollments(options: {
  count: number
  now: number
  seed: number
  staffIds: string[]
  processIds: string[]
  groupIds: string[]
}): Generator<FictionalEnrollment> {
  const { count, now, seed, staffIds, processIds, groupIds } = options
  const random = seededRandom(seed)
  const randomOfJourneys = seededRandom(seed + 1)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const favour = <T>(items: readonly T[]): T => items[Math.floor(random() ** 1.4 * items.length)] as T
  const ownName = () => {
    const name = Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(SYLLABLES)).join('')
    return name.charAt(0).toUpperCase() + name.slice(1)
  }
  const status = () => {
    let rest = random()
    for (const [name, share] of STATUSES) {
      rest -= share
      if (rest < 0) return name
    }
    return 'OK' as const
  }
  const step = YEARS_MS / count
  for (let index = 0; index < count; index++) {
    const createdAt = Math.floor(now - YEARS_MS + step * (index + random()))
    const lastName = random() < 0.5 ? favour(LAST_NAMES) : ownName()
    const firstName = random() < 0.8 ? favour(FIRST_NAMES) : ownName()
    const reached = status()
    const verdict = reached === 'OK' || reached === 'KO'
    const mailbox = `${firstName}.${lastName}`.normalize('NFD').replace(/[^A-Za-z.-]/g, '')
    yield {
      id: uuidv7({ msecs: createdAt, random: Uint8Array.from({ length: 16 }, () => random() * 256) }),
      createdAt,
      createdBy: favour(staffIds),
      processId: favour(processIds),
      groupId: random() < 0.03 ? '' : favour(groupIds),
      clientReference: random() < 0.9 ? `CLI-${String(index + 1).padStart(7, '0')}` : null,
      id360Id: reached === 'UNCONFIRMED' || reached === 'NOT_CREATED' ? null : String(4_100_000 + index),
      lastName,
      firstName,
      email:
        random() < 0.6
          ? `${mailbox.toLowerCase()}@${pick(['example.org', 'example.com', 'example.net'])}`
          : null,
      status: reached,
      confirmation: verdict ? (random() < 0.995 ? 'confirmed' : pick(['pending', 'contradicted'])) : 'none',
      stepsDone: verdict ? 7 : Math.floor(random() * 7),
      stepsTotal: 7,
      ...journeyOf(reached, createdAt, randomOfJourneys),
      lastNewsAt: Math.min(now, createdAt + Math.floor(random() ** 3 * 20 * DAY)),
    }
  }
}
