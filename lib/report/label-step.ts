import { printable, shorten } from './json-value'
import { identifyStep } from './step-name'
import { fill } from './words/pick-words'
import type { Words } from './words/words'

const LONGEST_LABEL = 200

/**
 * What a step is called, everywhere: "Liveness check no. 2" for `liveness$1`; as ID360 wrote it when nobody knows the
 * name.
 */
export function labelStep(name: string, words: Words): string {
  const { instance, known } = identifyStep(name)
  if (known === null) return shorten(printable(name) || name, LONGEST_LABEL)
  const step = words.steps[known]
  return instance === null ? step : fill(words.stepInstance, { step, number: instance + 1 })
}
