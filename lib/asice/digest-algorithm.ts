import { createHash } from 'node:crypto'
import { CheckFailure } from './check-failure'

/** A hash function by the names node:crypto, XML and ASN.1 give it. */
export type DigestAlgorithm = { name: string; weak: boolean; oid: string; uris: string[]; size: number }

const SHA2 = '2.16.840.1.101.3.4.2.'
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const XMLENC = 'http://www.w3.org/2001/04/xmlenc#'
const MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#'

const DIGESTS: DigestAlgorithm[] = [
  { name: 'md5', weak: true, oid: '1.2.840.113549.2.5', uris: [`${MORE}md5`], size: 16 },
  {
    name: 'sha1',
    weak: true,
    oid: '1.3.14.3.2.26',
    uris: ['http://www.w3.org/2000/09/xmldsig#sha1'],
    size: 20,
  },
  { name: 'sha224', weak: false, oid: `${SHA2}4`, uris: [`${MORE}sha224`], size: 28 },
  { name: 'sha256', weak: false, oid: `${SHA2}1`, uris: [`${XMLENC}sha256`], size: 32 },
  { name: 'sha384', weak: false, oid: `${SHA2}2`, uris: [`${MORE}sha384`], size: 48 },
  { name: 'sha512', weak: false, oid: `${SHA2}3`, uris: [`${XMLENC}sha512`], size: 64 },
  { name: 'sha3-224', weak: false, oid: `${SHA2}7`, uris: [`${MORE_2007}sha3-224`], size: 28 },
  { name: 'sha3-256', weak: false, oid: `${SHA2}8`, uris: [`${MORE_2007}sha3-256`], size: 32 },
  { name: 'sha3-384', weak: false, oid: `${SHA2}9`, uris: [`${MORE_2007}sha3-384`], size: 48 },
  { name: 'sha3-512', weak: false, oid: `${SHA2}10`, uris: [`${MORE_2007}sha3-512`], size: 64 },
]

/** @throws CheckFailure `unsupported` for another name than those of node:crypto above */
export function digestByName(name: string): DigestAlgorithm {
  return known(
    DIGESTS.find((digest) => digest.name === name),
    name,
  )
}

/** @throws CheckFailure `unsupported` */
export function digestByUri(uri: string): DigestAlgorithm {
  return known(
    DIGESTS.find((digest) => digest.uris.includes(uri)),
    uri,
  )
}

/** @throws CheckFailure `unsupported` */
export function digestByOid(oid: string): DigestAlgorithm {
  return known(
    DIGESTS.find((digest) => digest.oid === oid),
    oid,
  )
}

/** The digest of some bytes. */
export function digestOf(algorithm: DigestAlgorithm, bytes: Uint8Array): Buffer {
  return createHash(algorithm.name).update(bytes).digest()
}

function known(digest: DigestAlgorithm | undefined, named: string): DigestAlgorithm {
  if (digest === undefined)
    throw new CheckFailure('unsupported', 'DIGEST_UNSUPPORTED', { algorithm: named.slice(0, 120) })
  return digest
}
