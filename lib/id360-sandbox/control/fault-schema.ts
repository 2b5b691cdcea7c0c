import { z } from '@hono/zod-openapi'
import { EVIDENCE_KINDS } from './evidence-target'

const pattern = z.string().refine((text) => {
  try {
    new RegExp(text)
    return true
  } catch {
    return false
  }
}, 'not a regular expression')

const ACTIONS = {
  status: 'that HTTP status',
  expired: '404, as for a report that is gone',
  reset: 'the connection is reset',
  delay: '`ms` later',
  stall: 'no answer (for `ms`, else until the caller gives up)',
  stall_midway: 'half the body, then silence (for `ms`, else until the caller gives up)',
  truncate: 'half the body, then the line is cut',
  shorten: 'half the body, announced as if it were all',
  malformed: 'no JSON',
  wrong_type: 'a page of HTML; with `disguised` under the content type of the right answer',
  wrong_bytes: 'one bit differs: same length, same type, another hash',
  expire_tokens: 'all tokens die before the call',
} as const

export type FaultAction = keyof typeof ACTIONS

const actions = Object.keys(ACTIONS) as [FaultAction, ...FaultAction[]]

/** One way to go wrong. It strikes `times` times (for ever when absent), each time with `probability`. */
export const faultRuleSchema = z
  .strictObject({
    pathPattern: pattern.optional().describe('Regular expression on the path, e.g. "/report$"'),
    evidence: z.enum(EVIDENCE_KINDS).optional().describe('Only calls for that evidence'),
    enrollmentId: z.int().optional().describe('Only calls for that enrollment or its documents'),
    method: z.string().toUpperCase().optional(),
    action: z.enum(actions).describe(
      Object.entries(ACTIONS)
        .map(([action, meaning]) => `${action}: ${meaning}`)
        .join(' · '),
    ),
    when: z
      .enum(['before', 'after'])
      .default('before')
      .describe('after: the call is carried out, only its answer is lost (status, stall, reset)'),
    status: z.int().min(400).max(599).default(500),
    retryAfter: z.int().min(0).optional().describe('Seconds, as Retry-After'),
    body: z.string().optional().describe('The exact body to answer (status, malformed)'),
    disguised: z.boolean().default(false),
    ms: z.int().min(0).optional(),
    times: z.int().min(1).optional(),
    probability: z.number().min(0).max(1).default(1),
  })
  .refine((rule) => rule.pathPattern ?? rule.evidence ?? rule.enrollmentId, {
    path: ['pathPattern'],
    error: 'One of pathPattern, evidence and enrollmentId is required.',
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
  seed: z
    .int()
    .optional()
    .describe(
      'Makes `probability` repeatable: the n-th call of a path has the same luck whatever else happens',
    ),
  statusOnce: z.array(statusOnceSchema).default([]).describe('Short for rules with action "status"'),
  rules: z.array(faultRuleSchema).default([]),
})

export type FaultRule = z.infer<typeof faultRuleSchema>
export type Faults = { latencyMs: number; seed?: number; rules: FaultRule[] }
