import type { Place } from './json-path'
import { isJsonObject, type JsonObject, textOf } from './json-value'
import { valueAt } from './spelled-key'

/** One status code as the report tells it. `code` is null when only its text is there. */
export type StatusCodeEntry = { code: string | null; text: string | null; where: string | null; place: Place }

const CODE_LIKE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/

/**
 * Reads a list of status codes in every shape that is known or likely: `{status_code: {code, message}, where}`,
 * `{code, message}`, `{status_code: 'CODE'}`, the bare code, one of them without a list around it, or a map. [wiki]
 * What cannot be read as a code is left out.
 */
export function readStatusCodes(list: unknown, place: Place): StatusCodeEntry[] {
  if (Array.isArray(list)) return list.flatMap((item, index) => readOne(item, { parent: place, key: index }))
  if (!isJsonObject(list)) return readOne(list, place)
  const single = readOne(list, place)
  return single.length > 0 ? single : Object.entries(list).flatMap((entry) => readMapped(entry, place))
}

function readOne(item: unknown, place: Place): StatusCodeEntry[] {
  if (!isJsonObject(item)) {
    const code = textOf(item)
    return code === null ? [] : [{ code, text: null, where: null, place }]
  }
  const inner = valueAt(item, 'status_code')
  const nested: JsonObject = isJsonObject(inner) ? inner : {}
  const code = textOf(valueAt(nested, 'code')) ?? textOf(valueAt(item, 'code')) ?? textOf(inner)
  const text = messageOf(nested) ?? messageOf(item)
  if (code === null && text === null) return []
  return [{ code, text, where: textOf(valueAt(item, 'where')) ?? textOf(valueAt(nested, 'where')), place }]
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
