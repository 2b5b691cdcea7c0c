'use server'

import type { z } from 'zod'
import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { retryJob, type retryJobInput } from '@/lib/jobs/retry-job'

/** Has the capture of a report tried again, now. */
export const retryCaptureAction = staffAction
  .inputSchema(unparsed<z.input<typeof retryJobInput>>())
  .action(({ ctx, parsedInput }) => retryJob(ctx.desk, parsedInput))
