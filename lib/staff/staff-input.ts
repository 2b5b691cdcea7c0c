import { z } from 'zod'
import { DeskError } from '@/lib/errors'
import { nameInput } from '@/lib/name-input'

/** What a person is called. */
export const staffName = nameInput

/** What a person may do and see. `groupIds` null: every group. */
export const staffAccess = z.object({
  roles: z
    .array(z.enum(['support', 'compliance', 'manager', 'admin'], 'invalid'), 'required')
    .min(1, 'chooseRole')
    .transform((roles) => [...new Set(roles)].sort()),
  groupIds: z
    .array(z.string().min(1, 'unknownGroup').max(64, 'unknownGroup'), 'invalid')
    .min(1, 'chooseGroup')
    .max(1000, 'invalid')
    .transform((ids) => [...new Set(ids)].sort())
    .nullable(),
})

export const staffId = z.string().min(1).max(64)

/** Parses what a form sent. @throws DeskError INVALID with one message key a field. */
export function parseForm<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  // The first complaint of a field is the one to show; `groupIds.3` is about `groupIds`.
  const fields = parsed.error.issues.toReversed().map(({ path, message }) => [String(path[0]), message])
  throw new DeskError('INVALID', 'the form was refused', { fieldErrors: Object.fromEntries(fields) })
}
