'use server'

import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { createEnrollment } from '@/lib/enrollments/create-enrollment'
import type { EnrollmentFormInput } from '@/lib/enrollments/enrollment-input'
import { rememberGroup } from './last-group'

/** Makes the enrollment; the next form starts with the same group. */
export const createEnrollmentAction = staffAction
  .inputSchema(unparsed<EnrollmentFormInput>())
  .action(async ({ parsedInput, ctx }) => {
    const created = await createEnrollment(ctx.desk, parsedInput)
    await rememberGroup(parsedInput.groupId)
    return created
  })
