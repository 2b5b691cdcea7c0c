import { z } from 'zod'
import { type Keyring, openText, sealText } from '@/lib/sealing/keyring'

const detail = z.string().nullable().default(null)

/** What is kept of the form and need not be searched: sealed in the database. */
export const enrollmentDetails = z.object({
  addressLine1: detail,
  addressLine2: detail,
  addressLine3: detail,
  zipCode: detail,
  city: detail,
  country: detail,
  idclaimPhone: detail,
})

export type EnrollmentDetails = z.output<typeof enrollmentDetails>

/** What the details of one enrollment are sealed for. */
export const detailsPurpose = (enrollmentId: string) => `enrollment.details:${enrollmentId}`

/** Seals the details of one enrollment; null when there is nothing to seal. */
export function sealDetails(keys: Keyring, enrollmentId: string, details: EnrollmentDetails): Buffer | null {
  const kept = enrollmentDetails.parse(details)
  if (Object.values(kept).every((value) => value === null)) return null
  return sealText(keys, detailsPurpose(enrollmentId), JSON.stringify(kept))
}

/** Opens what `sealDetails` made; null gives details that are all null. @throws Error when the seal does not open. */
export function unsealDetails(keys: Keyring, enrollmentId: string, sealed: Buffer | null): EnrollmentDetails {
  if (sealed === null) return enrollmentDetails.parse({})
  return enrollmentDetails.parse(JSON.parse(openText(keys, detailsPurpose(enrollmentId), sealed)))
}
