import type { ActionError } from '@/app/_errors/action-error'

/** What a component needs of a failure to show it. */
export type Failure = Pick<ActionError, 'message' | 'fieldErrors'>

type ActionAnswer<Data> = { data?: Data; serverError?: ActionError; validationErrors?: unknown }

const OFFLINE: Failure = { message: { key: 'offline' }, fieldErrors: {} }
const BROKEN: Failure = { message: { key: 'brokenAction' }, fieldErrors: {} }

/** Waits for an action and says what came: data or one error. A desk that cannot be reached is an error like others. */
export async function askAction<Data>(
  asked: Promise<ActionAnswer<Data> | undefined>,
): Promise<{ data: Data; error: null } | { data: null; error: Failure }> {
  try {
    const answer = await asked
    if (answer?.serverError) return { data: null, error: answer.serverError }
    if (!answer || answer.validationErrors) return { data: null, error: BROKEN }
    // An action without a result answers no data: it is done all the same.
    return { data: answer.data as Data, error: null }
  } catch {
    return { data: null, error: OFFLINE }
  }
}
