import type { Tables } from '@/db/schema'
import type { JobState } from '@/db/schema/job'
import { MAX_ATTEMPTS } from './backoff'
import { problemCode } from './job-failure'

/** A job as a screen shows it. Instants in epoch milliseconds. */
export type JobView = {
  id: string
  state: JobState
  attempts: number
  maxAttempts: number
  /** When it runs next; null when it does not. */
  nextRunAt: number | null
  /** Key below `jobs.error`; null when the last attempt did not fail. */
  errorCode: string | null
  finishedAt: number | null
}

/** What may be shown of a job's row: the failure as a key, not in the log's words. */
export function jobView(row: Tables['job']['$inferSelect']): JobView {
  return {
    id: row.id,
    state: row.state,
    attempts: row.attempts,
    maxAttempts: MAX_ATTEMPTS,
    nextRunAt: row.state === 'ready' ? row.runAt : null,
    errorCode: problemCode(row.lastError),
    finishedAt: row.finishedAt,
  }
}
