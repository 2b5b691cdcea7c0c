import { type Place, writePath } from './json-path'
import { isJsonObject, type JsonObject, shorten, textOf } from './json-value'

/** One plain value of a result, shown beside its name. `key` is its way inside the result: `result.score`. */
export type ResultFact = { key: string; value: string }

/** One result of a step or of an external method. */
export type ResultSummary = {
  name: string
  path: string
  facts: ResultFact[]
  /** Whether there is more than the facts shown: the tree has it. */
  more: boolean
}

const MOST_FACTS = 12
const MOST_RESULTS = 50
const DEEPEST = 4
const LONGEST_VALUE = 200

/** Never shown, even masked: echoes of callback headers and keys [wiki], and addresses of the inside of ID360 [client]. */
const LEFT_OUT = /header|api_?key|token$|secret|password|authorization|callback/i

/**
 * Sums up `results` (`{id_document_result: [{…}]}`): of each the first plain values, breadth first, secrets left out.
 * Give it the masked report all the same.
 */
export function summarizeResults(results: unknown, place: Place): ResultSummary[] {
  if (results === null || typeof results !== 'object') return []
  const named = Array.isArray(results) ? [['', results] as const] : Object.entries(results)
  const summaries: ResultSummary[] = []
  for (const [name, value] of named) {
    const parent = Array.isArray(results) ? place : { parent: place, key: name }
    const items: readonly [unknown, Place][] = Array.isArray(value)
      ? value.slice(0, MOST_RESULTS).map((item, key) => [item, { parent, key }])
      : [[value, parent]]
    for (const [item, at] of items) {
      if (summaries.length >= MOST_RESULTS) return summaries
      summaries.push({ name, path: writePath(at), ...factsOf(item) })
    }
  }
  return summaries
}

function factsOf(item: unknown): { facts: ResultFact[]; more: boolean } {
  if (!isJsonObject(item)) {
    const value = plain(item)
    return { facts: value === null ? [] : [{ key: '', value }], more: value === null && item !== null }
  }
  const facts: ResultFact[] = []
  const queue: { object: JsonObject; prefix: string; depth: number }[] = [
    { object: item, prefix: '', depth: 1 },
  ]
  let more = false
  for (const { object, prefix, depth } of queue) {
    for (const key in object) {
      if (LEFT_OUT.test(key)) continue
      const value = plain(object[key])
      if (facts.length >= MOST_FACTS) return { facts, more: true }
      if (value !== null) facts.push({ key: shorten(prefix + key, LONGEST_VALUE), value })
      else if (isJsonObject(object[key]) && depth < DEEPEST && queue.length < 100) {
        queue.push({ object: object[key], prefix: `${prefix}${key}.`, depth: depth + 1 })
      } else if (object[key] !== null && object[key] !== '') more = true
    }
  }
  return { facts, more }
}

function plain(value: unknown): string | null {
  if (typeof value === 'boolean') return String(value)
  const text = textOf(value)
  return text === null ? null : shorten(text, LONGEST_VALUE)
}
