'use server'

import type { z } from 'zod'
import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { settleEnrollment, type settleInput } from '@/lib/enrollments/settle-enrollment'

/** The agent says what became of a creation that ID360 never answered. */
export const settleAction = staffAction
  .inputSchema(unparsed<z.input<typeof settleInput>>())
  .action(({ ctx, parsedInput }) => settleEnrollment(ctx.desk, parsedInput))
