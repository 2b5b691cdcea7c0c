import { DeskError } from '@/lib/errors'
import { Id360Error } from '@/lib/id360/errors'

/** What went wrong, as the job's row and the screen tell it: a code, a sentence for the log, whether to try again. */
export type JobProblem = { code: string; sentence: string; permanent: boolean; retryAfterMs: number }

/** A failure that a handler knows: `code` is a key below `jobs.error`; `permanent`: no further attempt can help. */
export class JobFailure extends Error {
  readonly code: string
  readonly permanent: boolean

  constructor(code: string, message: string, options: { permanent?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.name = 'JobFailure'
    this.code = code
    this.permanent = options.permanent ?? false
  }
}

/** Sorts whatever a handler threw. An unknown error's message may quote data: only its name is kept. */
export function describeProblem(error: unknown): JobProblem {
  const again = { permanent: false, retryAfterMs: 0 }
  if (error instanceof JobFailure) {
    return { ...again, code: error.code, sentence: error.message, permanent: error.permanent }
  }
  if (error instanceof Id360Error) {
    const { kind, message, retryAfterMs = 0 } = error
    return { ...again, code: `id360.${kind}`, sentence: message, retryAfterMs }
  }
  if (error instanceof DeskError) return { ...again, code: error.code, sentence: error.message }
  return { ...again, code: 'unexpected', sentence: error instanceof Error ? error.name : 'no error' }
}

/** The two halves of `job.last_error`, written together and read apart. */
export const problemText = ({ code, sentence }: JobProblem) => `${code}: ${sentence}`
export const problemCode = (lastError: string | null) => lastError?.split(': ', 1)[0] ?? null
