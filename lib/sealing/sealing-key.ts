import { SEAL_VERSION } from './keyring'

/** Bytes of a sealed value or file that name its key: version, length, and an id of at most 16 (lib/env.ts). */
export const HEAD_BYTES = 2 + 16

/** The id of the key that something was sealed with, from its first bytes; null when they are no such head. */
export function sealingKey(head: Uint8Array): string | null {
  const length = head[1] ?? 0
  if (head[0] !== SEAL_VERSION || length === 0 || head.length < 2 + length) return null
  const id = Buffer.from(head.subarray(2, 2 + length)).toString()
  return /^[a-z0-9_-]{1,16}$/i.test(id) ? id : null
}
