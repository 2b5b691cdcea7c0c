'use server'

import type { z } from 'zod'
import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import { openDetails, type openDetailsInput } from '@/lib/enrollments/open-details'

/** The lines of an address as they stand on an envelope. */
export type ShownDetails = { lines: string[]; idclaimPhone: string | null }

/** Opens the sealed address of an enrollment. */
export const showDetailsAction = staffAction
  .inputSchema(unparsed<z.input<typeof openDetailsInput>>())
  .action(async ({ ctx, parsedInput }): Promise<ShownDetails> => {
    const details = await openDetails(ctx.desk, parsedInput)
    const { addressLine1, addressLine2, addressLine3, zipCode, city, country, idclaimPhone } = details
    const town = [zipCode, city].filter(Boolean).join(' ')
    const lines = [addressLine1, addressLine2, addressLine3, town, country].filter((line) => Boolean(line))
    return { lines: lines.map(String), idclaimPhone }
  })
