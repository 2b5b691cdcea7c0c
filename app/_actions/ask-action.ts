import type { ActionError } from '@/app/_errors/action-error'

/** What a component needs of a failure to show it. */
export type Failure = Pick<ActionError, 'message' | 'fieldErrors'>

export type ActionAnswer<Data> = { data?: Data; serverError?: ActionError; validationErrors?: unknown }

const failure = (key: string): ActionError => ({ code: 'UNEXPECTED', message: { key }, fieldErrors: {} })

/** Waits for an action and says what came: data or one error. A desk that cannot be reached is an error like others. */
export async function askAction<Data>(
  asked: Promise<ActionAnswer<Data> | undefined>,
): Promise<{ data: Data; error: null } | { data: null; error: ActionError }> {
  try {
    const answer = await asked
    if (answer?.serverError) return { data: null, error: answer.serverError }
    if (!answer || answer.validationErrors) return { data: null, error: failure('brokenAction') }
    // An action without a result answers no data: it is done all the same.
    return { data: answer.data as Data, error: null }
  } catch {
    return { data: null, error: failure('offline') }
  }
}
