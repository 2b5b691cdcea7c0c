import { type Place, writePath } from './json-path'
import { isJsonObject, textOf } from './json-value'
import { identifyStep } from './step-name'

/** Where a value of the identity can come from. `request` is what the desk itself sent with the enrollment. */
export type SourceKind =
  | 'external_identity'
  | 'identity_document'
  | 'proof_of_address'
  | 'other_document'
  | 'entered'
  | 'request'

export type ValueSource = { kind: SourceKind; path: string }

/** A value that is looked for: its key in the identity, and its text. */
export type WantedValue = { key: string; value: string }

const ROOTS = ['external_methods', 'extracted_data', 'steps', 'enrollment'] as const
const MOST_VISITED = 50_000
const DEEPEST = 12
const LONGEST_VALUE = 300
const MOST_SOURCES = 6
/** Shorter values (`M`, `FR`) stand everywhere: they count only under the same name. */
const SHORTEST_TELLING = 3

type Visit = { value: unknown; key: string; place: Place; kind: SourceKind; depth: number }

/**
 * Finds where values also stand in a report: the report does not say where the identity comes from, so equal values
 * (whatever the case, the accents, the punctuation and the writing of a date) are searched in the answers of external
 * providers, the extracted data, the steps and the request.
 *
 * @returns for each wanted value its sources, at most six, in the order of the report
 */
export function findValueSources(report: unknown, wanted: readonly WantedValue[]): ValueSource[][] {
  const sources: ValueSource[][] = wanted.map(() => [])
  if (!isJsonObject(report)) return sources
  const byText = new Map<string, number[]>()
  wanted.forEach(({ value }, index) => {
    for (const text of spellings(value)) byText.set(text, [...(byText.get(text) ?? []), index])
  })
  const queue: Visit[] = ROOTS.map((key) => ({
    value: report[key],
    key,
    place: { parent: null, key },
    kind:
      key === 'enrollment' ? 'request' : key === 'external_methods' ? 'external_identity' : 'other_document',
    depth: 0,
  }))
  for (const visit of queue) {
    if (typeof visit.value === 'object') queueChildren(visit, queue)
    else compare(visit)
  }
  return sources

  function compare({ value, key, place, kind }: Visit) {
    const text = textOf(value)
    if (text === null || text.length > LONGEST_VALUE) return
    for (const index of byText.get(plain(text)) ?? []) {
      const found = sources[index]
      const name = wanted[index]?.key ?? ''
      if (found === undefined || found.length >= MOST_SOURCES) continue
      if (plain(text).length < SHORTEST_TELLING && !sameName(name, key)) continue
      found.push({ kind, path: writePath(place) })
    }
  }
}

function queueChildren(visit: Visit, queue: Visit[]) {
  const { value, place, depth } = visit
  if (value === null || typeof value !== 'object' || depth >= DEEPEST) return
  for (const key in value) {
    if (queue.length >= MOST_VISITED) return
    const inner: unknown = (value as Record<string, unknown>)[key]
    if (inner === null || /callback|header/i.test(key)) continue
    const step = Array.isArray(value) ? Number(key) : key
    const kind = Array.isArray(value) ? visit.kind : kindBelow(visit, key)
    // A value in a list has the name of the list.
    const named = Array.isArray(value) ? visit.key : key
    queue.push({ value: inner, key: named, place: { parent: place, key: step }, kind, depth: depth + 1 })
  }
}

const EXTERNAL_STEPS: readonly string[] = [
  'digital_identity',
  'id_num',
  'france_connect',
  'france_connect_plus',
]

/** The name of a step, of an extracted document or of a result says where what is below comes from. */
function kindBelow(visit: Visit, key: string): SourceKind {
  if (visit.kind === 'request' || visit.kind === 'external_identity' || visit.depth > 2) return visit.kind
  const { base, known } = identifyStep(key)
  if (known !== null && EXTERNAL_STEPS.includes(known)) return 'external_identity'
  if (known === 'profile') return 'entered'
  if (/proof_of_address/i.test(base)) return 'proof_of_address'
  return /id_document|identity_document/i.test(base) ? 'identity_document' : visit.kind
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase()
}

/** A date is also looked for as `25121990`: models write it so [client]. */
function spellings(value: string): Set<string> {
  const date = /^(\d{4})-(\d{2})-(\d{2})/.exec(value)
  if (date === null) return new Set([plain(value)])
  const [, year, month, day] = date
  return new Set([plain(value), `${year}${month}${day}`, `${day}${month}${year}`])
}

function sameName(wanted: string, key: string): boolean {
  const name = wanted.split('.').at(-1) ?? wanted
  return plain(name) === plain(key) || (name === 'gender' && /sex/i.test(key))
}
