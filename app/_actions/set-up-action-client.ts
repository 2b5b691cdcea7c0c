import { createSafeActionClient } from 'next-safe-action'
import { staffContext } from '@/app/_auth/staff-context'
import { actionError } from '@/app/_errors/action-error'
import { refuseForeign } from '@/app/_security/refuse-foreign'

/**
 * The client of the two actions that set a second factor up: they alone are open to somebody who owes one. Every other
 * action is made with `staffAction`, which refuses them.
 */
export const setUpAction = createSafeActionClient({
  handleServerError: actionError,
  defaultValidationErrorsShape: 'flattened',
}).use(async ({ next }) => {
  await refuseForeign()
  return next({ ctx: { desk: await staffContext({ evenOwing: true }) } })
})
