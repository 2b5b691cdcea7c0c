import { findValueSources, type SourceKind, type ValueSource } from './find-value-sources'
import { type Place, writePath } from './json-path'
import { isJsonObject, type JsonObject, shorten, textOf } from './json-value'
import { findSpellings, valueAt } from './spelled-key'

/** One value of the identity that ID360 settled on. */
export type IdentityField = {
  /** `name`, `address.city`: the way below `identity`. */
  key: string
  value: string
  path: string
  /** Where the report says it comes from; null when it does not say, as all reports seen so far. */
  statedSource: string | null
  /** Where the same value also stands, the most likely origin first: found by comparing, not told by ID360. */
  sources: ValueSource[]
}

const MOST_FIELDS = 200
const DEEPEST = 6
const LONGEST_VALUE = 500

/**
 * ID360 fills the identity from a digital identity first, then the document, then what was entered; the address from
 * a proof of address first. [wiki]
 */
const PRIORITY: readonly SourceKind[] = [
  'external_identity',
  'identity_document',
  'entered',
  'request',
  'proof_of_address',
  'other_document',
]

/** The identity of a report with where each value comes from. Empty values are left out. Pure; never throws. */
export function readIdentity(report: unknown): IdentityField[] {
  if (!isJsonObject(report)) return []
  const [key] = findSpellings(report, ['identity'])
  const identity = key === undefined ? undefined : report[key]
  if (key === undefined || !isJsonObject(identity)) return []
  const fields: IdentityField[] = []
  flatten(identity, '', { parent: null, key }, fields, 0)
  const sources = findValueSources(report, fields)
  return fields.map((field, index) => ({ ...field, sources: inPriority(field.key, sources[index] ?? []) }))
}

function flatten(object: JsonObject, prefix: string, parent: Place, fields: IdentityField[], depth: number) {
  for (const key in object) {
    if (fields.length >= MOST_FIELDS || depth > DEEPEST) return
    const inner = object[key]
    const place = { parent, key }
    const name = shorten(prefix + key, LONGEST_VALUE)
    if (isJsonObject(inner) && valueAt(inner, 'value') === undefined) {
      flatten(inner, `${name}.`, place, fields, depth + 1)
      continue
    }
    const value = isJsonObject(inner) ? show(valueAt(inner, 'value')) : show(inner)
    if (value === null) continue
    const statedSource = isJsonObject(inner) ? show(valueAt(inner, 'source', 'origin')) : null
    fields.push({ key: name, value, path: writePath(place), statedSource, sources: [] })
  }
}

/** A list (`first_names`) is shown as one value. */
function show(value: unknown): string | null {
  if (typeof value === 'boolean') return String(value)
  const text = Array.isArray(value)
    ? value
        .slice(0, 20)
        .map(textOf)
        .filter((part) => part !== null)
        .join(' ')
    : textOf(value)
  return text === null || text === '' ? null : shorten(text, LONGEST_VALUE)
}

function inPriority(key: string, sources: readonly ValueSource[]): ValueSource[] {
  const addressFirst = key.startsWith('address')
  const rank = ({ kind }: ValueSource) =>
    addressFirst && kind === 'proof_of_address' ? -1 : PRIORITY.indexOf(kind)
  return sources.toSorted((a, b) => rank(a) - rank(b))
}
