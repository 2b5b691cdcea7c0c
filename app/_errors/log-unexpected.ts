import { randomBytes } from 'node:crypto'
import { theDesk } from '@/lib/desk'

/** Logs an error nobody expected and returns the short id under which it stands in the log. */
export function logUnexpected(error: unknown): string {
  const id = randomBytes(5).toString('hex')
  theDesk().log.error({ errorId: id, ...facts(error) }, 'unexpected error')
  return id
}

/** Name, code and place; the message only where it cannot quote a query's parameters (drizzle's does). */
function facts(error: unknown) {
  if (!(error instanceof Error)) return { error: typeof error }
  const root = error.cause instanceof Error ? error.cause : error
  const quotes = root === error && /params:/.test(error.message)
  return {
    error: error.name,
    reason: quotes ? undefined : root.message.slice(0, 300),
    systemCode: 'code' in root && typeof root.code === 'string' ? root.code : undefined,
    at: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12),
  }
}
