'use server'

import type { z } from 'zod'
import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { readPayload, type readPayloadInput } from '@/lib/callbacks/read-payload'

/** The body of a callback without its secrets. Each reading is audited. */
export const payloadAction = staffAction
  .inputSchema(unparsed<z.input<typeof readPayloadInput>>())
  .action(({ ctx, parsedInput }) => readPayload(ctx.desk, parsedInput))
