import { describeError, type ErrorDescription } from './describe-error'

/** What an action answers when it fails: plain data, ready for `ActionErrorNote` and for the fields of a form. */
export type ActionError = ErrorDescription

/** The mapper of actions: used once, by the action client. */
export const actionError = (error: unknown): ActionError => describeError(error)
