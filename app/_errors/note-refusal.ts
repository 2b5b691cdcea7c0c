import { theDesk } from '@/lib/desk'
import { DeskError, type DeskErrorCode } from '@/lib/errors'
import { noteSecurityEvent, type SecurityEvent } from '@/lib/security-event'

const EVENT: Partial<Record<DeskErrorCode, SecurityEvent>> = {
  FORBIDDEN: 'access.refused',
  SIGNED_OUT: 'access.signed_out',
  TOO_LARGE: 'input.refused',
}

type Issue = { path: PropertyKey[]; code: string }

/** Whether a verb's own parse refused what came. No form of ours sends that. */
export const isParseError = (error: unknown): error is Error & { issues?: Issue[] } =>
  error instanceof Error && /^\$?ZodError$/.test(error.name)

/** What an edge refuses is told to the log: by our own words and the names of fields, not by what came. */
export function noteRefusal(error: unknown): void {
  if (error instanceof DeskError) {
    const event = EVENT[error.code]
    if (event) noteSecurityEvent(theDesk().log, event, { reason: error.message })
  } else if (isParseError(error)) {
    const fields = (error.issues ?? []).slice(0, 5).map(({ path, code }) => `${path.join('.')}: ${code}`)
    noteSecurityEvent(theDesk().log, 'input.refused', { fields: fields.map((field) => field.slice(0, 100)) })
  }
}
