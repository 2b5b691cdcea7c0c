import { hash, randomBytes } from 'node:crypto'

/** How long a one-time link works. */
const INVITE_HOURS = 72
const HOUR = 3_600_000

/** When a link made `now` ends; epoch milliseconds. */
export const inviteExpiry = (now: number) => now + INVITE_HOURS * HOUR

/** A link that sets a password, once. `url` is known only now: the desk keeps its hash. Epoch milliseconds. */
export type Invite = { staffId: string; url: string; expiresAt: number }

export type InviteSecret = {
  /** 256 random bits, base64url (43 characters): stands in the link, is shown once and kept nowhere. */
  secret: string
  /** SHA-256 of the secret, hexadecimal: what the desk keeps. */
  inviteHash: string
}

/** Makes the secret of one link. */
export function createInviteSecret(): InviteSecret {
  const secret = randomBytes(32).toString('base64url')
  return { secret, inviteHash: inviteHashOf(secret) }
}

/**
 * The name under which a secret is found. Looking up the hash instead of the secret tells nothing by its time: nobody
 * can choose a secret whose hash shares its first characters with one that is kept.
 */
export const inviteHashOf = (secret: string) => hash('sha256', secret, 'hex')

/**
 * The link to hand over. The secret stands after the `#`: browsers send that part to nobody, so it is in no server's
 * log, no proxy's and no Referer.
 */
export const inviteUrl = (publicUrl: string, secret: string) => `${publicUrl}/invite#${secret}`
