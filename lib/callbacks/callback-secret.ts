import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

/** The header that ID360 is asked to send with each callback: callbacks are not signed, it is all there is. [wiki] */
export const CALLBACK_SECRET_HEADER = 'x-desk-callback-secret'

export type CallbackSecret = {
  /** 128 random bits, base64url (22 characters): names the enrollment in the callback's address. */
  inboxId: string
  /** 256 random bits, base64url (43 characters): given to ID360 as the header's value, never stored. */
  secret: string
  /** SHA-256 of the secret, hexadecimal: what the desk keeps. */
  secretSha256: string
}

const sha256 = (text: string) => hash('sha256', text, 'buffer')

/** Makes the address and the secret of one enrollment's callbacks. */
export function createCallbackSecret(): CallbackSecret {
  const secret = randomBytes(32).toString('base64url')
  return {
    inboxId: randomBytes(16).toString('base64url'),
    secret,
    secretSha256: sha256(secret).toString('hex'),
  }
}

const NOBODYS = randomBytes(32)

/**
 * Whether `secret` is the one whose SHA-256 (hexadecimal) was kept; `kept` null: there is no such inbox. Takes the same
 * time for a wrong secret, a missing one and an unknown inbox, so that inboxes cannot be guessed one by one.
 */
export function isCallbackSecret(secret: string | null, kept: string | null): boolean {
  const expected = kept === null ? NOBODYS : Buffer.from(kept, 'hex')
  const given = sha256(secret ?? '')
  return (
    expected.length === given.length && timingSafeEqual(given, expected) && kept !== null && secret !== null
  )
}
