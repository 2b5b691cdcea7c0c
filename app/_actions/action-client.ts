import { createSafeActionClient } from 'next-safe-action'
import { staffContext } from '@/app/_auth/staff-context'
import { actionError } from '@/app/_errors/action-error'
import { refuseForeign } from '@/app/_security/refuse-foreign'

/**
 * The one client that every server action of staff is made with: it refuses what another site sends, resolves who asks
 * (`ctx.desk`, a Context for verbs) and turns failures into `serverError: {code, message, fieldErrors}`.
 */
export const staffAction = createSafeActionClient({
  handleServerError: actionError,
  defaultValidationErrorsShape: 'flattened',
}).use(async ({ next }) => {
  await refuseForeign()
  return next({ ctx: { desk: await staffContext() } })
})
