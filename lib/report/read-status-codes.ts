import type { Place } from './json-path'
import { isJsonObject, type JsonObject, textOf } from './json-value'
import { findSpellings, valueAt } from './spelled-key'

/** One status code as the report tells it. `code` is null when only its text is there. */
export type StatusCodeEntry = { code: string | null; text: string | null; where: string | null; place: Place }

const CODE_LIKE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/
/** A list of all status codes may tell a success too [guess]: that is not a reason. */
const SUCCESSES: readonly string[] = ['OK', 'SUCCESS']
/** `VLD_ID_INVALID, COV_FAILED`: a list written as a text. [guess] */
const SEVERAL_CODES = /^[A-Z]+(?:_[A-Z0-9]+)+(?:[\s,;|]+[A-Z]+(?:_[A-Z0-9]+)+){1,50}$/
/** Lists inside lists; real ones have one level. */
const DEEPEST = 5

/**
 * Reads a list of status codes in every shape that is known or likely: `{status_code: {code, message}, where}`,
 * `{code, message}`, `{status_code: 'CODE'}`, the bare code, one of them without a list around it, or a map. [wiki]
 * What cannot be read as a code, and what tells a success, is left out.
 */
export function readStatusCodes(list: unknown, place: Place): StatusCodeEntry[] {
  return readList(list, place, 0).filter(({ code }) => code === null || !SUCCESSES.includes(code))
}

function readList(list: unknown, place: Place, depth: number): StatusCodeEntry[] {
  if (Array.isArray(list)) {
    const entries: StatusCodeEntry[] = []
    for (let key = 0; key < list.length; key++) {
      const at = { parent: place, key }
      if (isJsonObject(list[key])) for (const entry of readOne(list[key], at)) entries.push(entry)
      else if (!Array.isArray(list[key])) pushBare(list[key], at, entries)
      else if (depth < DEEPEST) for (const entry of readList(list[key], at, depth + 1)) entries.push(entry)
    }
    return entries
  }
  if (!isJsonObject(list)) return readOne(list, place)
  const single = readOne(list, place)
  return single.length > 0 ? single : Object.entries(list).flatMap((entry) => readMapped(entry, place))
}

function pushBare(item: unknown, place: Place, entries: StatusCodeEntry[]) {
  const code = textOf(item)
  if (code === null) return
  const codes = SEVERAL_CODES.test(code) ? code.split(/[\s,;|]+/) : [code]
  for (const one of codes) entries.push({ code: one, text: null, where: null, place })
}

function readOne(item: unknown, place: Place): StatusCodeEntry[] {
  if (!isJsonObject(item)) {
    const bare: StatusCodeEntry[] = []
    pushBare(item, place, bare)
    return bare
  }
  const inner = valueAt(item, 'status_code')
  if (Array.isArray(inner)) return readGroup(item, inner, place)
  const nested: JsonObject = isJsonObject(inner) ? inner : NOTHING
  const code = textOf(valueAt(nested, 'code')) ?? textOf(valueAt(item, 'code')) ?? textOf(inner)
  const text = messageOf(nested) ?? messageOf(item)
  if (code === null && text === null) return []
  return [{ code, text, where: whereOf(item) ?? whereOf(nested), place }]
}

const NOTHING: JsonObject = {}

/** `{where, status_codes: [{code}, {code}]}`: several codes of one place. [guess] */
function readGroup(item: JsonObject, codes: readonly unknown[], parent: Place): StatusCodeEntry[] {
  const where = whereOf(item)
  const key = findSpellings(item, ['status_code']).find((spelling) => item[spelling] === codes)
  if (key === undefined) return []
  return codes
    .flatMap((code, index) => readOne(code, { parent: { parent, key }, key: index }))
    .map((entry) => ({ ...entry, where: entry.where ?? where }))
}

/** The place a code comes from: its name, or an object or a list that has it [guess]. */
function whereOf(item: JsonObject): string | null {
  const where = valueAt(item, 'where')
  if (isJsonObject(where)) return textOf(valueAt(where, 'step', 'name'))
  return textOf(Array.isArray(where) ? where[0] : where)
}

/** `{"0": {code}}`, `{"id_document": {code}}` or `{"MDL_INPUT_INVALID": "its message"}`. */
function readMapped([key, value]: [string, unknown], parent: Place): StatusCodeEntry[] {
  const place = { parent, key }
  if (isJsonObject(value)) {
    const [entry] = readOne(value, place)
    if (entry === undefined) return []
    if (entry.code === null && CODE_LIKE.test(key)) return [{ ...entry, code: key }]
    return [/^\d+$/.test(key) || CODE_LIKE.test(key) ? entry : { ...entry, where: entry.where ?? key }]
  }
  if (Array.isArray(value)) {
    const entries = value.flatMap((item, index) => readOne(item, { parent: place, key: index }))
    return entries.map((entry) => ({ ...entry, where: entry.where ?? key }))
  }
  const text = textOf(value)
  if (CODE_LIKE.test(key)) return [{ code: key, text, where: null, place }]
  return text !== null && CODE_LIKE.test(text) ? [{ code: text, text: null, where: null, place }] : []
}

function messageOf(object: JsonObject): string | null {
  return textOf(valueAt(object, 'message')) ?? textOf(valueAt(object, 'description'))
}
