import type { Place } from './json-path'
import { isJsonObject, type JsonObject, shorten, textOf } from './json-value'
import { findSpellings, valueAt } from './spelled-key'

/** A step of the report with its name as written; `node` is empty when only its status is there. */
export type FoundStep = { name: string; status: string | null; node: JsonObject; place: Place }

/** A longer name is cut: nobody reads it, and every reason of the step would carry it. */
const LONGEST_NAME = 500

/** The steps in the order of the report: a map by name [client, wiki], or a list of steps that carry their `name`. */
export function findSteps(report: unknown): FoundStep[] {
  if (!isJsonObject(report)) return []
  return findSpellings(report, ['steps']).flatMap((key) => readSteps(report[key], { parent: null, key }))
}

function readSteps(steps: unknown, parent: Place): FoundStep[] {
  if (Array.isArray(steps)) {
    return steps.flatMap((item, index) =>
      isJsonObject(item)
        ? readStep(textOf(valueAt(item, 'name')) ?? String(index), item, { parent, key: index })
        : [],
    )
  }
  if (!isJsonObject(steps)) return []
  return Object.entries(steps).flatMap(([name, value]) => readStep(name, value, { parent, key: name }))
}

function readStep(key: string, value: unknown, place: Place): FoundStep[] {
  const name = shorten(key, LONGEST_NAME)
  if (isJsonObject(value)) {
    return [
      {
        name,
        status: textOf(valueAt(value, 'status')) ?? textOf(valueAt(value, 'result')),
        node: value,
        place,
      },
    ]
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      isJsonObject(item) ? readStep(name, item, { parent: place, key: index }) : [],
    )
  }
  const status = textOf(value)
  return status === null ? [] : [{ name, status, node: {}, place }]
}
