import { z } from 'zod'

/** Characters that no name holds, and that break logs, exports or the reading order. */
const FORBIDDEN = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u

/** The name of a process or a group: trimmed, NFC, 1 to 120 characters. Its errors are keys below `errors.field`. */
export const nameInput = z.string({ error: 'required' }).transform((value, context) => {
  const name = value.normalize('NFC').trim()
  if (name === '') context.addIssue('required')
  else if (FORBIDDEN.test(name) || !name.isWellFormed()) context.addIssue('controlCharacters')
  else if (name.length > 120) context.addIssue('tooLong')
  return name
})

/** What two names have in common that people would take for the same. */
export const comparableName = (name: string) => name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ')
