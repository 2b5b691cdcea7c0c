import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { type EnrollmentDetails, unsealDetails } from './enrollment-details'

/** What is masked of a person, plain, and for how long it may be shown. */
export type RevealedPerson = {
  email: string | null
  /** E.164. */
  phone: string | null
  /** The lines of an address as they stand on an envelope. */
  addressLines: string[]
  idclaimPhone: string | null
  /** Epoch milliseconds. */
  until: number
  /** The same as a duration in milliseconds: the clock of a browser may be wrong. */
  leftMs: number
}

type Row = { id: string; email: string | null; phone: string | null; sealedDetails: Buffer | null }

/** What is masked of this row, plain. The caller has checked that it may be shown. @throws DeskError DAMAGED */
export function revealedPerson(ctx: Context, row: Row, until: number): RevealedPerson {
  const { addressLine1, addressLine2, addressLine3, zipCode, city, country, idclaimPhone } = opened(ctx, row)
  const town = [zipCode, city].filter(Boolean).join(' ')
  const lines = [addressLine1, addressLine2, addressLine3, town, country]
  return {
    email: row.email,
    phone: row.phone,
    addressLines: lines.filter((line): line is string => line !== null && line !== ''),
    idclaimPhone,
    until,
    leftMs: until - ctx.clock(),
  }
}

function opened(ctx: Context, { id, sealedDetails }: Row): EnrollmentDetails {
  try {
    return unsealDetails(ctx.keys, id, sealedDetails)
  } catch (error) {
    throw new DeskError('DAMAGED', 'the sealed details of an enrollment do not open', { cause: error })
  }
}
