import { randomBytes } from 'node:crypto'
import { theDesk } from '@/lib/desk'
import { errorFacts } from '@/lib/error-facts'
import { requestId } from '@/lib/request-id'

/**
 * Logs an error nobody expected and returns the short id under which it stands in the log: the request's, under which
 * its other lines stand too.
 */
export function logUnexpected(error: unknown): string {
  const id = requestId() ?? randomBytes(5).toString('hex')
  theDesk().log.error({ errorId: id, ...errorFacts(error) }, 'unexpected error')
  return id
}
