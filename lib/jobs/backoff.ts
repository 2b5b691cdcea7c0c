/** After so many failed attempts in a row a job is dead, until somebody retries it. */
export const MAX_ATTEMPTS = 8

const FIRST_MS = 10_000
const FACTOR = 3
const LONGEST_MS = 3_600_000

/**
 * Full jitter: anything from nothing to 10 s × 3^(attempts - 1), at most an hour, so that jobs that failed together do
 * not come back together. `attempts` counts those already made, from 1.
 */
export function backoffMs(attempts: number, random: () => number = Math.random): number {
  return Math.ceil(random() * Math.min(LONGEST_MS, FIRST_MS * FACTOR ** (attempts - 1)))
}
