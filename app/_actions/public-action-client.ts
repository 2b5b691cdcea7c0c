import { createSafeActionClient } from 'next-safe-action'
import { actionError } from '@/app/_errors/action-error'
import { refuseForeign } from '@/app/_security/refuse-foreign'
import { contextFor } from '@/lib/desk'

/** The client of the few actions that nobody signs in for: their verbs run on behalf of nobody. */
export const publicAction = createSafeActionClient({
  handleServerError: actionError,
  defaultValidationErrorsShape: 'flattened',
}).use(async ({ next }) => {
  await refuseForeign()
  return next({ ctx: { desk: contextFor({ kind: 'anonymous' }) } })
})
