import { createHash } from 'node:crypto'

/**
 * The `signature` some versions of the report carry [wiki]. What is signed is not documented, so this one signs
 * nothing: the hash is of the report's number, the signature only has the right look.
 */
export function reportSignature(reportOid: string) {
  const hash = createHash('sha256').update(reportOid).digest()
  const look = Buffer.concat([hash, createHash('sha256').update(hash).digest()])
  return {
    sha256_hash: hash.toString('hex'),
    algorithm: 'ECDSA',
    curve: 'secp256r1',
    public_key_url: 'https://id360.example.org/keys/report.pem',
    signature: look.toString('base64'),
  }
}
