import { shorten } from './json-value'
import { STEPS, type StepName, WHOLE_FILE } from './known-names'

/**
 * `liveness$1` is the second `liveness` of the journey: base `liveness`, instance 1. `key` is what bases are compared by,
 * without their case.
 */
export type StepIdentity = { base: string; key: string; instance: number | null; known: StepName | null }

const LONGEST_NAME = 200
const LONGEST_INSTANCE = 6
const byName = new Map<string, StepName>(STEPS.map((name) => [name, name]))

/** Splits the name of a step from its instance. [wiki] */
export function identifyStep(name: string): StepIdentity {
  const instance = name.length > LONGEST_NAME ? null : instanceOf(name)
  const base = instance === null ? name : name.slice(0, name.lastIndexOf('$'))
  const key = base.toLowerCase()
  const known = byName.get(key) ?? null
  return { base, key: known ?? key, instance, known }
}

/** The number behind the last `$`; null where there is none. Without a pattern: a report can have 200,000 steps. */
function instanceOf(name: string): number | null {
  const mark = name.lastIndexOf('$')
  const length = name.length - mark - 1
  if (mark < 1 || length < 1 || length > LONGEST_INSTANCE) return null
  let instance = 0
  for (let at = mark + 1; at < name.length; at++) {
    const digit = name.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return null
    instance = instance * 10 + digit
  }
  return instance
}

/** A longer name is cut: nobody reads it, and every reason of the step would carry it. */
export const LONGEST_STEP = 500

/** Ways a place is written that is a step: `steps.liveness$0` [guess]. */
const STEP_PREFIX = /^steps?[.:/]/i

/** The step a `where` speaks of; null when it is the whole file, or nothing. */
export function stepOfWhere(where: string | null): string | null {
  if (where === null || WHOLE_FILE.includes(where.toLowerCase())) return null
  return shorten(where.replace(STEP_PREFIX, '') || where, LONGEST_STEP)
}

/** Whether two names can be the same step: a name without its instance stands for any of them. */
export function mayBeSameStep(one: StepIdentity | null, other: StepIdentity | null): boolean {
  if (one === null || other === null) return true
  if (one.key !== other.key) return false
  return one.instance === other.instance || one.instance === null || other.instance === null
}
