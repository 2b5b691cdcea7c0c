import type { ComparedDatum } from '@/db/schema/assisted'
import { type Keyring, openText, sealText } from '@/lib/sealing/keyring'

/** What a compared datum is sealed for. */
export const comparedPurpose = (enrollmentId: string, name: ComparedDatum) =>
  `assisted_comparison.${name}:${enrollmentId}`

/** Seals what was given for comparison: a birth date is not readable in the database. */
export function sealCompared(
  keys: Keyring,
  enrollmentId: string,
  name: ComparedDatum,
  value: string,
): Buffer {
  return sealText(keys, comparedPurpose(enrollmentId, name), value)
}

/** Opens what `sealCompared` made. @throws Error when the seal does not open. */
export function openCompared(
  keys: Keyring,
  enrollmentId: string,
  { name, sealedValue }: { name: ComparedDatum; sealedValue: Buffer },
): string {
  return openText(keys, comparedPurpose(enrollmentId, name), sealedValue)
}
