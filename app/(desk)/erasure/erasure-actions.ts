'use server'

import type { z } from 'zod'
import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { eraseOnRequest, type eraseOnRequestInput } from '@/lib/retention/erase-on-request'
import { findToErase, type findToEraseInput } from '@/lib/retention/find-to-erase'

/** The files of a person; what was typed goes in the body, never in an address. */
export const findToEraseAction = staffAction
  .inputSchema(unparsed<z.input<typeof findToEraseInput>>())
  .action(({ ctx, parsedInput }) => findToErase(ctx.desk, parsedInput))

/** Erases them. */
export const eraseAction = staffAction
  .inputSchema(unparsed<z.input<typeof eraseOnRequestInput>>())
  .action(({ ctx, parsedInput }) => eraseOnRequest(ctx.desk, parsedInput))
