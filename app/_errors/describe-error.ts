import { theDesk } from '@/lib/desk'
import { id360Failure } from '@/lib/enrollments/id360-failure'
import { DeskError, type DeskErrorCode, type ErrorMessage } from '@/lib/errors'
import { Id360Error } from '@/lib/id360/errors'
import { logUnexpected } from './log-unexpected'
import { isParseError, noteRefusal } from './note-refusal'

/** What an edge may say of a failure: a code, a sentence (a key below `errors`), and one per field of a form. */
export type ErrorDescription = {
  code: DeskErrorCode | 'UNEXPECTED'
  message: ErrorMessage
  fieldErrors: Record<string, string>
}

/**
 * The one place where a failure becomes words. What nobody expected is logged under an id, and only the id is shown;
 * what is refused for safety's sake is told to the log too.
 */
export function describeError(error: unknown): ErrorDescription {
  noteRefusal(error)
  if (error instanceof DeskError) {
    return { code: error.code, message: error.userMessage, fieldErrors: error.fieldErrors }
  }
  if (error instanceof Id360Error) return describeError(id360Failure(theDesk(), error))
  // A verb's own parse refused what came: no form of ours sends that, so there is no field to put it beside.
  if (isParseError(error)) {
    return { code: 'INVALID', message: { key: 'INVALID' }, fieldErrors: {} }
  }
  const id = logUnexpected(error)
  return { code: 'UNEXPECTED', message: { key: 'UNEXPECTED', values: { id } }, fieldErrors: {} }
}
