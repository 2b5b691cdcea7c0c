'use server'

import type { z } from 'zod'
import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { reconcileEnrollment, type reconcileInput } from '@/lib/enrollments/reconcile-enrollment'

/** Asks ID360 what has become of an enrollment. */
export const reconcileAction = staffAction
  .inputSchema(unparsed<z.input<typeof reconcileInput>>())
  .action(({ ctx, parsedInput }) => reconcileEnrollment(ctx.desk, parsedInput))
