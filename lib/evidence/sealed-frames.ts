import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { type Keyring, SEAL_VERSION, sealHeader, TAG_LENGTH } from '@/lib/sealing/keyring'

/**
 * A sealed file: header (version, key id), salt (32), then frames of at most 64 KiB of plain bytes, each AES-256-GCM
 * with its tag behind. Every file has a key of its own (HKDF-SHA-256, RFC 5869, from the keyring's key and the salt), so
 * nonces may simply count. The nonce also says which frame is the last (the STREAM construction of Hoang, Reyhanitabar,
 * Rogaway and Vizár): frames that are swapped, repeated or cut off do not open. Each frame is released only after its
 * tag was verified.
 */
export const FRAME_BYTES = 64 * 1024
export const SEALED_FRAME_BYTES = FRAME_BYTES + TAG_LENGTH
const SALT_LENGTH = 32
const PURPOSE = 'id360-desk evidence file'

export type FrameCipher = {
  /** What stands before the first frame; authenticated with each. */
  prologue: Buffer
  seal(plain: Uint8Array, index: number, last: boolean): Buffer
}

export type FrameOpener = {
  /** How many bytes stand before the first frame. */
  prologueLength: number
  /** @throws Error when a byte changed, or the frame is not the one with this number and place. */
  open(sealed: Uint8Array, index: number, last: boolean): Buffer
}

const fileKey = (key: Buffer | KeyObject, salt: Uint8Array) =>
  createSecretKey(Buffer.from(hkdfSync('sha256', key, salt, PURPOSE, 32)))

/** 12 bytes: seven zeros, the frame's number, whether it is the last. */
function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(index, 7)
  nonce.writeUInt8(last ? 1 : 0, 11)
  return nonce
}

/** Seals the frames of a new file with the keyring's active key. */
export function frameCipher(keys: Keyring): FrameCipher {
  const salt = randomBytes(SALT_LENGTH)
  const prologue = Buffer.concat([sealHeader(keys.active.id), salt])
  const key = fileKey(keys.active.key, salt)
  return {
    prologue,
    seal(plain, index, last) {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, last))
      cipher.setAAD(prologue)
      return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
  }
}

/** The file names a key that the keyring has not. */
export class UnknownKeyError extends Error {}

/** The most that `frameOpener` may need of a file's beginning. */
export const LONGEST_PROLOGUE = 2 + 255 + SALT_LENGTH

/** Opens the frames of the file that begins with `start`. @throws Error when its key is unknown or it is cut off. */
export function frameOpener(keys: Keyring, start: Buffer): FrameOpener {
  const headerLength = 2 + (start[1] ?? 0)
  const prologueLength = headerLength + SALT_LENGTH
  const keyId = start.subarray(2, headerLength).toString()
  const key = keys.byId.get(keyId)
  if (start[0] !== SEAL_VERSION || start.length < prologueLength) throw new Error('no sealed file')
  if (!key) throw new UnknownKeyError(`sealed with the unknown key "${keyId}"`)
  const prologue = Buffer.from(start.subarray(0, prologueLength))
  const ownKey = fileKey(key, prologue.subarray(headerLength))
  return {
    prologueLength,
    open(sealed, index, last) {
      const decipher = createDecipheriv('aes-256-gcm', ownKey, nonceOf(index, last), {
        authTagLength: TAG_LENGTH,
      })
      decipher.setAAD(prologue)
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG_LENGTH))
      const plain = decipher.update(sealed.subarray(0, sealed.length - TAG_LENGTH))
      return Buffer.concat([plain, decipher.final()])
    },
  }
}
