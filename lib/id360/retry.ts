import { Id360Error, type Id360ErrorKind } from './errors'

const RETRIED: readonly Id360ErrorKind[] = ['unreachable', 'timed_out', 'server_error', 'rate_limited']
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5_000
/** A longer Retry-After is for a job to honour, not for a call that somebody waits for. */
const LONGEST_RETRY_AFTER_MS = 30_000

export type RetryOptions = {
  retries: number
  random: () => number
  sleep: (ms: number) => Promise<void>
  onRetry: (error: Id360Error, pauseMs: number) => void
}

/**
 * Runs an idempotent call, again after the errors that pass by themselves. Pauses have full jitter (any length between
 * nothing and a doubling bound), at least what ID360 asks in Retry-After. A failed login is not repeated here:
 * repeated logins look aggressive to ID360. [seed]
 */
export async function retry<T>(options: RetryOptions, call: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await call()
    } catch (error) {
      const mayPass =
        error instanceof Id360Error && RETRIED.includes(error.kind) && error.operation !== 'login'
      if (!mayPass || attempt >= options.retries) throw error
      const asked = error.retryAfterMs ?? 0
      if (asked > LONGEST_RETRY_AFTER_MS) throw error
      const bound = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt)
      const pauseMs = asked + Math.floor(options.random() * bound)
      options.onRetry(error, pauseMs)
      await options.sleep(pauseMs)
    }
  }
}
