import type { Result } from './result-badge'

const RESULTS: Readonly<Record<string, Result>> = {
  OK: 'passed',
  KO: 'failed',
  VALID: 'passed',
  INVALID: 'failed',
  FAILED: 'failed',
}

/** What a status of a step, a document or a provider means, as far as it is one we know. */
export function resultOfStatus(status: string | null): Result {
  return status !== null && Object.hasOwn(RESULTS, status) ? (RESULTS[status] ?? 'unknown') : 'unknown'
}
