import { createHash, type Hash } from 'node:crypto'

/** ID360 says MD5 [client]; others cost nothing. MD5 tells an accident apart, not a forgery: the desk's own is SHA-256. */
const ALGORITHMS: Record<string, string> = {
  md5: 'md5',
  sha1: 'sha1',
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
}

/** Counts the hash a report gives of a document while its bytes pass. */
export type ReportedHashCheck = {
  update(piece: Uint8Array): void
  /** Whether the bytes have that hash; null when there is none, or of an algorithm nobody knows. */
  matches(): boolean | null
}

/** @param reported hexadecimal or base64, any case; @param algorithm as written, MD5 when absent [client] */
export function checkReportedHash(reported: string | null, algorithm: string | null): ReportedHashCheck {
  const name = ALGORITHMS[(algorithm ?? 'MD5').toLowerCase().replace(/[^a-z0-9]/g, '')]
  if (reported === null || name === undefined) return { update: () => {}, matches: () => null }
  const hash: Hash = createHash(name)
  return {
    update: (piece) => hash.update(piece),
    matches: () => {
      const digest = hash.digest()
      return digest.toString('hex') === reported.toLowerCase() || sameBase64(digest, reported)
    },
  }
}

const sameBase64 = (digest: Buffer, reported: string) =>
  digest.toString('base64').replace(/=+$/, '') === reported.replace(/=+$/, '')
