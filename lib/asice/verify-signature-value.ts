import { constants, createHash, type KeyObject, publicDecrypt, timingSafeEqual, verify } from 'node:crypto'
import { encodeAsn1 } from './asn1-node'
import type { DigestAlgorithm } from './digest-algorithm'
import type { SignatureAlgorithm } from './signature-algorithm'

/**
 * Whether the value is the key's signature over the bytes.
 *
 * @param ecdsaEncoding r‖s of fixed width in XML-DSig, DER in CMS, OCSP and X.509
 */
export function verifySignatureValue(
  key: KeyObject,
  algorithm: SignatureAlgorithm,
  signed: Uint8Array,
  value: Uint8Array,
  ecdsaEncoding: 'ieee-p1363' | 'der',
): boolean {
  try {
    switch (algorithm.scheme) {
      case 'rsa-pkcs1':
        return key.asymmetricKeyType === 'rsa' && verifyPkcs1(key, algorithm.digest, signed, value)
      case 'rsa-pss':
        return (
          (key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss') &&
          verify(
            algorithm.digest.name,
            signed,
            { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength },
            value,
          )
        )
      case 'ecdsa':
        return (
          key.asymmetricKeyType === 'ec' &&
          verify(algorithm.digest.name, signed, { key, dsaEncoding: ecdsaEncoding }, value)
        )
      case 'eddsa':
        return ['ed25519', 'ed448'].includes(key.asymmetricKeyType ?? '') && verify(null, signed, key, value)
    }
  } catch {
    // OpenSSL throws for values that no key could have made (a wrong length, not DER).
    return false
  }
}

/**
 * RSASSA-PKCS1-v1_5 by building the only two blocks that count and comparing them whole (RFC 8017, 8.2.2, with the
 * note in 9.2): DigestInfo with NULL parameters, or without, as some countries' cards write it and OpenSSL refuses.
 */
function verifyPkcs1(
  key: KeyObject,
  digest: DigestAlgorithm,
  signed: Uint8Array,
  value: Uint8Array,
): boolean {
  const size = Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8)
  if (value.byteLength !== size) return false
  const block = publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, value)
  const hash = createHash(digest.name).update(signed).digest()
  return [Buffer.from([0x05, 0x00]), Buffer.alloc(0)].some((parameters) => {
    const identifier = encodeAsn1(0x30, Buffer.concat([encodeOid(digest.oid), parameters]))
    const info = encodeAsn1(0x30, Buffer.concat([identifier, encodeAsn1(0x04, hash)]))
    const filling = size - info.byteLength - 3
    if (filling < 8) return false
    const expected = Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(filling, 0xff), Buffer.from([0]), info])
    return expected.byteLength === block.byteLength && timingSafeEqual(expected, block)
  })
}

function encodeOid(oid: string): Buffer {
  const [root = 0, second = 0, ...rest] = oid.split('.').map(Number)
  const bytes = [root * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc & 0x7f]
    for (let left = arc >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80)
    return digits
  })
  return encodeAsn1(0x06, Buffer.from(bytes))
}

/** Why a key is too weak to prove anything today, null when it is not (ETSI TS 119 312). */
export function weaknessOfKey(key: KeyObject): string | null {
  const details = key.asymmetricKeyDetails
  const type = key.asymmetricKeyType
  if ((type === 'rsa' || type === 'rsa-pss') && (details?.modulusLength ?? 0) < 2048)
    return `RSA ${details?.modulusLength ?? 0}`
  const bits = curveBits(details?.namedCurve)
  if (type === 'ec' && bits !== null && bits < 224) return `EC ${details?.namedCurve}`
  return null
}

/** The size of a named curve, null when its name does not tell. */
export function curveBits(curve: string | undefined): number | null {
  const size = /(?:prime|secp|sect|brainpoolP|c2pnb|wap-wsg-idm-ecid-wtls)(\d{3})/.exec(curve ?? '')?.[1]
  return size === undefined ? null : Number(size)
}
