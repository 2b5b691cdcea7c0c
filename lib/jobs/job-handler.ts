import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import type { JobKind } from './enqueue-job'
import type { JobProblem } from './job-failure'

export type ClaimedJob = {
  id: string
  kind: JobKind
  subjectId: string
  /** Which attempt this is, from 1. */
  attempts: number
}

/** Writes the outcome of a job in the very transaction that marks it done: both stand, or neither. */
export type Outcome = (tx: Tx) => Promise<void>

export type JobHandler = {
  /**
   * Does the work outside any transaction (it may use the network) and returns what to write. `signal` aborts when the
   * worker stops or has lost the job. Throwing means another attempt later; `JobFailure` may say that none will help.
   */
  run(ctx: Context, job: ClaimedJob, signal: AbortSignal): Promise<Outcome>
  /** Writes, in the transaction that marks the job dead, that it was given up. */
  gaveUp?(ctx: Context, tx: Tx, job: ClaimedJob, problem: JobProblem): Promise<void>
}

export type JobHandlers = Partial<Record<JobKind, JobHandler>>
