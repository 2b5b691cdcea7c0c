import { type Keyring, openText, sealText } from '@/lib/sealing/keyring'

/** What the api_key of one enrollment is sealed for. */
export const apiKeyPurpose = (enrollmentId: string) => `enrollment.api_key:${enrollmentId}`

/** Seals the api_key of one enrollment. It is the person's link: nobody reads it in the database. */
export function sealApiKey(keys: Keyring, enrollmentId: string, apiKey: string): Buffer {
  return sealText(keys, apiKeyPurpose(enrollmentId), apiKey)
}

/** Opens what `sealApiKey` made. @throws Error when the seal does not open. */
export function openApiKey(keys: Keyring, enrollmentId: string, sealed: Buffer): string {
  return openText(keys, apiKeyPurpose(enrollmentId), sealed)
}
