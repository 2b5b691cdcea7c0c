import { STEPS, type StepName, WHOLE_FILE } from './known-names'

/** `liveness$1` is the second `liveness` of the journey: base `liveness`, instance 1. */
export type StepIdentity = { base: string; instance: number | null; known: StepName | null }

const LONGEST_NAME = 200
const INSTANCE = /^(.+)\$(\d{1,6})$/s
const byName = new Map<string, StepName>(STEPS.map((name) => [name, name]))

/** Splits the name of a step from its instance. [wiki] */
export function identifyStep(name: string): StepIdentity {
  const match = name.length > LONGEST_NAME || !name.includes('$') ? null : INSTANCE.exec(name)
  const base = match?.[1] ?? name
  return {
    base,
    instance: match?.[2] === undefined ? null : Number(match[2]),
    known: byName.get(base.toLowerCase()) ?? null,
  }
}

/** The step a `where` speaks of; null when it is the whole file, or nothing. */
export function stepOfWhere(where: string | null): string | null {
  return where === null || WHOLE_FILE.includes(where.toLowerCase()) ? null : where
}

/** Whether two names can be the same step: a name without its instance stands for any of them. */
export function mayBeSameStep(one: string | null, other: string | null): boolean {
  if (one === null || other === null || one === other) return true
  if (one.length > LONGEST_NAME || other.length > LONGEST_NAME) return false
  const [first, second] = [identifyStep(one), identifyStep(other)]
  if (first.base.toLowerCase() !== second.base.toLowerCase()) return false
  return first.instance === second.instance || first.instance === null || second.instance === null
}
