import { createHash } from 'node:crypto'
import type { z } from '@hono/zod-openapi'
import { evidenceTarget } from './evidence-target'
import { type FaultRule, type Faults, faultRuleSchema, type faultsSchema } from './fault-schema'

export type FaultBox = {
  current(): Faults
  set(faults: z.infer<typeof faultsSchema>): Faults
  clear(): void
  /** The rule that strikes this call, used up by one; undefined when none does. */
  strike(method: string, path: string): FaultRule | undefined
}

/** A number in [0, 1) that is always the same for the same text. */
function drawFor(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32
}

function matches(rule: FaultRule, method: string, path: string): boolean {
  if (rule.times !== undefined && rule.times <= 0) return false
  if (rule.method !== undefined && rule.method !== method) return false
  if (rule.pathPattern !== undefined && !new RegExp(rule.pathPattern).test(path)) return false
  const target = evidenceTarget(path)
  if (rule.evidence !== undefined && rule.evidence !== target.kind) return false
  return rule.enrollmentId === undefined || rule.enrollmentId === target.enrollmentId
}

/** Holds the faults the control API asked for. Not kept over a restart: a fresh sandbox is a healthy one. */
export function faultBox(): FaultBox {
  let faults: Faults = { latencyMs: 0, rules: [] }
  let seenCalls = new Map<string, number>()

  /** Calls come in any order: the luck of each depends on its path and how often it was called, on nothing else. */
  function luckOf(call: string): (ruleIndex: number) => number {
    const { seed } = faults
    if (seed === undefined) return () => Math.random()
    const count = (seenCalls.get(call) ?? 0) + 1
    seenCalls.set(call, count)
    return (ruleIndex) => drawFor(`${seed} ${ruleIndex} ${call} ${count}`)
  }

  function replace(by: Faults): Faults {
    faults = by
    seenCalls = new Map()
    return faults
  }

  return {
    current: () => faults,
    set: ({ latencyMs, seed, statusOnce, rules }) => {
      const once = statusOnce.map(({ path, ...rest }) =>
        faultRuleSchema.parse({ ...rest, pathPattern: path, action: 'status' }),
      )
      return replace({ latencyMs, ...(seed !== undefined && { seed }), rules: [...once, ...rules] })
    },
    clear: () => {
      replace({ latencyMs: 0, rules: [] })
    },
    strike: (method, path) => {
      if (faults.rules.length === 0) return undefined
      const luck = luckOf(`${method} ${path}`)
      const rule = faults.rules.find(
        (one, index) =>
          matches(one, method, path) && (one.probability === 1 || luck(index) < one.probability),
      )
      if (rule?.times !== undefined) rule.times -= 1
      return rule
    },
  }
}
