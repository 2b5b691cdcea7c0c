'use server'

import type { z } from 'zod'
import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { checkEnrollmentField, type checkFieldInput } from '@/lib/enrollments/check-enrollment-field'

/** Checks one field while the form is being filled: the same rules as at the end, none of them in the browser. */
export const checkFieldAction = staffAction
  .inputSchema(unparsed<z.input<typeof checkFieldInput>>())
  .action(({ parsedInput, ctx }) => checkEnrollmentField(ctx.desk, parsedInput))
