import { createSafeActionClient } from 'next-safe-action'
import { staffContext } from '@/app/_auth/staff-context'
import { actionError } from '@/app/_errors/action-error'

/**
 * The one client that every server action of staff is made with: it resolves who asks (`ctx.desk`, a Context for
 * verbs) and turns failures into `serverError: {code, message, fieldErrors}`.
 */
export const staffAction = createSafeActionClient({
  handleServerError: actionError,
  defaultValidationErrorsShape: 'flattened',
}).use(async ({ next }) => next({ ctx: { desk: await staffContext() } }))
