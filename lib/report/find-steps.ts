import type { Place } from './json-path'
import { isJsonObject, type JsonObject, shorten, textOf } from './json-value'
import { findSpellings, valueAt } from './spelled-key'
import { identifyStep, LONGEST_STEP, type StepIdentity } from './step-name'

/** A step of the report with its name as written; `node` is empty when only its status is there. */
export type FoundStep = {
  name: string
  identity: StepIdentity
  status: string | null
  node: JsonObject
  place: Place
}

/** The steps in the order of the report: a map by name [client, wiki], or a list of steps that carry their `name`. */
export function findSteps(report: unknown): FoundStep[] {
  const found: FoundStep[] = []
  if (!isJsonObject(report)) return found
  for (const key of findSpellings(report, ['steps'])) addSteps(report[key], { parent: null, key }, found)
  return found
}

function addSteps(steps: unknown, parent: Place, found: FoundStep[]) {
  if (Array.isArray(steps)) {
    for (let key = 0; key < steps.length; key++) {
      const step: unknown = steps[key]
      if (isJsonObject(step))
        addStep(textOf(valueAt(step, 'name')) ?? String(key), step, { parent, key }, found)
    }
  } else if (isJsonObject(steps)) {
    for (const key in steps) addStep(key, steps[key], { parent, key }, found)
  }
}

function addStep(key: string, value: unknown, place: Place, found: FoundStep[]) {
  const name = shorten(key, LONGEST_STEP)
  if (isJsonObject(value)) {
    const status = textOf(valueAt(value, 'status')) ?? textOf(valueAt(value, 'result'))
    found.push({ name, identity: identifyStep(name), status, node: value, place })
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => {
      if (isJsonObject(item)) addStep(name, item, { parent: place, key: index }, found)
    })
  } else {
    const status = textOf(value)
    if (status !== null) found.push({ name, identity: identifyStep(name), status, node: {}, place })
  }
}
