import { z } from 'zod'
import { DeskError } from '@/lib/errors'

/** Characters that no name holds, and that break logs, exports or the reading order. */
const FORBIDDEN = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u

/** What a person is called: trimmed, NFC, 1 to 120 characters. All errors here are keys below `errors.field`. */
export const staffName = z.string({ error: 'required' }).transform((value, context) => {
  const name = value.normalize('NFC').trim()
  if (name === '') context.addIssue('required')
  else if (FORBIDDEN.test(name) || !name.isWellFormed()) context.addIssue('controlCharacters')
  else if (name.length > 120) context.addIssue('tooLong')
  return name
})

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
