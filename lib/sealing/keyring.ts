import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto'
import { pooledRandom } from '@/lib/pooled-random'

/** Encryption keys by id; the first one seals, all of them open. */
export type Keyring = { active: SealingKey; byId: ReadonlyMap<string, Buffer> }
export type SealingKey = { id: string; key: Buffer }

export const SEAL_VERSION = 1
export const NONCE_LENGTH = 12
export const TAG_LENGTH = 16

/** Makes a keyring of 32-byte keys; the order is the one of the setting DATA_KEYS. */
export function createKeyring(keys: SealingKey[]): Keyring {
  const active = keys[0]
  if (!active) throw new Error('a keyring needs at least one key')
  return { active, byId: new Map(keys.map(({ id, key }) => [id, key])) }
}

const keyObjects = new WeakMap<Buffer, KeyObject>()

/** A key as OpenSSL wants it, made once: making it anew for each value costs more than sealing a callback. */
function keyObject(key: Buffer): KeyObject {
  const known = keyObjects.get(key)
  if (known) return known
  const made = createSecretKey(key)
  keyObjects.set(key, made)
  return made
}

/** version, length of the key's id, the id: what stands before the nonce, and is authenticated with the purpose. */
export function sealHeader(keyId: string): Buffer {
  const id = Buffer.from(keyId)
  return Buffer.concat([Buffer.from([SEAL_VERSION, id.length]), id])
}

/**
 * Seals bytes with AES-256-GCM: header, nonce (12), ciphertext, tag (16). `purpose` says what the bytes are and whose
 * (`enrollment.api_key:<id>`); it is authenticated, so that a sealed value moved elsewhere does not open.
 */
export function seal(keys: Keyring, purpose: string, plain: Uint8Array): Buffer {
  const header = sealHeader(keys.active.id)
  const nonce = pooledRandom(NONCE_LENGTH)
  const cipher = createCipheriv('aes-256-gcm', keyObject(keys.active.key), nonce)
  cipher.setAAD(Buffer.concat([header, Buffer.from(purpose)]))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([header, nonce, body, cipher.getAuthTag()])
}

/** Opens what `seal` made. @throws Error when the key is unknown, the purpose another, or a byte has changed. */
export function open(keys: Keyring, purpose: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const idLength = bytes[1] ?? 0
  const header = bytes.subarray(0, 2 + idLength)
  const keyId = header.subarray(2).toString()
  const key = keys.byId.get(keyId)
  if (bytes[0] !== SEAL_VERSION || !key) throw new Error(`sealed with the unknown key "${keyId}"`)
  const nonce = bytes.subarray(header.length, header.length + NONCE_LENGTH)
  const body = bytes.subarray(header.length + NONCE_LENGTH, bytes.length - TAG_LENGTH)
  const decipher = createDecipheriv('aes-256-gcm', keyObject(key), nonce)
  decipher.setAAD(Buffer.concat([header, Buffer.from(purpose)]))
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_LENGTH))
  return Buffer.concat([decipher.update(body), decipher.final()])
}

/** `seal` for text. */
export function sealText(keys: Keyring, purpose: string, plain: string): Buffer {
  return seal(keys, purpose, Buffer.from(plain, 'utf8'))
}

/** `open` for text. */
export function openText(keys: Keyring, purpose: string, sealed: Uint8Array): string {
  return open(keys, purpose, sealed).toString('utf8')
}
