import { z } from 'zod'
import { FORBIDDEN_CHARACTERS } from './forbidden-characters'

/**
 * What a person, a process or a group is called: trimmed, NFC, 1 to 120 characters. Its errors are keys below
 * `errors.field`.
 */
export const nameInput = z.string({ error: 'required' }).transform((value, context) => {
  const name = value.normalize('NFC').trim()
  if (name === '') context.addIssue('required')
  else if (FORBIDDEN_CHARACTERS.test(name) || !name.isWellFormed()) context.addIssue('controlCharacters')
  else if (name.length > 120) context.addIssue('tooLong')
  return name
})
