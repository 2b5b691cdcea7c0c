import { z } from '@hono/zod-openapi'

const pattern = z.string().refine((text) => {
  try {
    new RegExp(text)
    return true
  } catch {
    return false
  }
}, 'not a regular expression')

/** One way to go wrong. It strikes `times` times (for ever when absent), each time with `probability`. */
export const faultRuleSchema = z.strictObject({
  pathPattern: pattern.describe('Regular expression on the path, e.g. "/report$"'),
  method: z.string().toUpperCase().optional(),
  action: z
    .enum(['status', 'stall', 'truncate', 'reset', 'delay', 'malformed'])
    .describe(
      'status: that HTTP status · stall: no answer (for `ms`, else until the caller gives up) · truncate: half ' +
        'the body, then the line is cut · reset: the connection is reset · delay: `ms` later · malformed: no JSON',
    ),
  when: z
    .enum(['before', 'after'])
    .default('before')
    .describe('after: the call is carried out, only its answer is lost (status, stall, reset)'),
  status: z.int().min(400).max(599).default(500),
  retryAfter: z.int().min(0).optional().describe('Seconds, as Retry-After'),
  body: z.string().optional().describe('The exact body to answer (status, malformed)'),
  ms: z.int().min(0).optional(),
  times: z.int().min(1).optional(),
  probability: z.number().min(0).max(1).default(1),
})

const statusOnceSchema = z.strictObject({
  path: pattern,
  method: z.string().toUpperCase().optional(),
  status: z.int().min(400).max(599),
  times: z.int().min(1).default(1),
  retryAfter: z.int().min(0).optional(),
})

export const faultsSchema = z.strictObject({
  latencyMs: z.int().min(0).default(0).describe('Added to every call'),
  statusOnce: z.array(statusOnceSchema).default([]).describe('Short for rules with action "status"'),
  rules: z.array(faultRuleSchema).default([]),
})

export type FaultRule = z.infer<typeof faultRuleSchema>
export type Faults = { latencyMs: number; rules: FaultRule[] }

export type FaultBox = {
  current(): Faults
  set(faults: z.infer<typeof faultsSchema>): Faults
  clear(): void
  /** The rule that strikes this call, used up by one; undefined when none does. */
  strike(method: string, path: string): FaultRule | undefined
}

/** Holds the faults the control API asked for. Not kept over a restart: a fresh sandbox is a healthy one. */
export function faultBox(): FaultBox {
  let faults: Faults = { latencyMs: 0, rules: [] }
  return {
    current: () => faults,
    set: ({ latencyMs, statusOnce, rules }) => {
      const once = statusOnce.map(({ path, ...rest }) =>
        faultRuleSchema.parse({ ...rest, pathPattern: path, action: 'status' }),
      )
      faults = { latencyMs, rules: [...once, ...rules] }
      return faults
    },
    clear: () => {
      faults = { latencyMs: 0, rules: [] }
    },
    strike: (method, path) => {
      const rule = faults.rules.find(
        (one) =>
          (one.times === undefined || one.times > 0) &&
          (one.method === undefined || one.method === method) &&
          new RegExp(one.pathPattern).test(path) &&
          (one.probability === 1 || Math.random() < one.probability),
      )
      if (rule?.times !== undefined) rule.times -= 1
      return rule
    },
  }
}
