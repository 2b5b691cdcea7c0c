import { describeError, type ErrorDescription } from '@/app/_errors/describe-error'

export type Settled<T> = { data: T } | { error: ErrorDescription }

/** A read that a part of the page waits for: its failure is told in that part, and the rest of the page stays. */
export async function settled<T>(promise: Promise<T>): Promise<Settled<T>> {
  try {
    return { data: await promise }
  } catch (error) {
    return { error: describeError(error) }
  }
}
