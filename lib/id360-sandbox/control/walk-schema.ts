import { z } from '@hono/zod-openapi'
import { KO_CAUSE_KEYS } from '../ko-causes'
import { FINAL_STATUSES } from '../statuses'

export const identitySchema = z.strictObject({
  last_name: z.string().optional(),
  first_name: z.string().optional(),
  birth_date: z.string().optional().describe('ISO'),
})

export const koCauseSchema = z.enum(KO_CAUSE_KEYS)

export const walkSchema = z.strictObject({
  outcome: z
    .enum([...FINAL_STATUSES, 'ABANDONED'])
    .describe('ABANDONED: the person leaves half-way, no final callback comes'),
  koCause: koCauseSchema.optional().describe('Why KO; document-invalid by default'),
  identity: identitySchema.optional().describe('What is read on the document'),
  duplicates: z
    .number()
    .min(0)
    .max(100)
    .default(0)
    .describe('Each callback is sent 1 + n times; 0.2 repeats one in five'),
  shuffle: z.union([z.boolean(), z.literal('intermediate-after-final')]).default(false),
  stepDelayMs: z.int().min(0).default(0).describe('Time between two callbacks'),
  seed: z
    .int()
    .optional()
    .describe('The same seed gives the same order; by default the id of the enrollment'),
  finals: z
    .array(z.enum(FINAL_STATUSES))
    .min(1)
    .optional()
    .describe('Final callbacks to send instead of the one of the outcome: two different ones conflict'),
})

export const scenarioSchema = z.strictObject({
  outcome: z.enum(['OK', 'KO', 'CANCELED', 'FAILED']).optional(),
  koCause: koCauseSchema.optional(),
  identity: identitySchema.optional(),
})

export const reportScriptSchema = z.strictObject({
  reportStatus: z.int().min(400).max(599).nullish().describe('Answer the report with that status'),
  reportSizeBytes: z
    .int()
    .min(0)
    .max(200_000_000)
    .nullish()
    .describe('Fill the report up to that size, with thousands of nested results'),
  expired: z.boolean().optional().describe('As if the 60 days were over'),
})
