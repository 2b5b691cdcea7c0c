import { createHash, randomBytes } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pki from 'pkijs'

const OID = {
  country: '2.5.4.6',
  organization: '2.5.4.10',
  commonName: '2.5.4.3',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const

/** Bits of KeyUsage (RFC 5280, 4.2.1.3), the first byte of the bit string. */
const DIGITAL_SIGNATURE = 0x80
const CONTENT_COMMITMENT = 0x40
const CERTIFICATE_AND_CRL_SIGN = 0x06

/** What a certificate of the sandbox may be used for. */
export type CertificateUse = 'root' | 'seal' | 'timestamping'

/** Fixed and wide, so that no journey of the past or the future falls out of it. */
const NOT_BEFORE = new Date('2020-01-01T00:00:00Z')
const NOT_AFTER: Record<CertificateUse, Date> = {
  root: new Date('2049-12-31T23:59:59Z'),
  seal: new Date('2044-12-31T23:59:59Z'),
  timestamping: new Date('2044-12-31T23:59:59Z'),
}

/** A key with its certificate. */
export type Credential = { key: CryptoKey; certificate: pki.Certificate }

const extension = (extnID: string, value: asn1.BaseBlock, critical: boolean) =>
  new pki.Extension({ extnID, critical, extnValue: value.toBER(false) })

/** A name of one part a set: pkijs would put all parts into one set, which is another kind of name. */
function name(commonName: string): pki.RelativeDistinguishedNames {
  const part = (type: string, value: asn1.BaseBlock) =>
    new asn1.Set({
      value: [new asn1.Sequence({ value: [new asn1.ObjectIdentifier({ value: type }), value] })],
    })
  const sequence = new asn1.Sequence({
    value: [
      part(OID.country, new asn1.PrintableString({ value: 'FR' })),
      part(OID.organization, new asn1.Utf8String({ value: 'Bac à sable (sans valeur)' })),
      part(OID.commonName, new asn1.Utf8String({ value: commonName })),
    ],
  })
  return pki.RelativeDistinguishedNames.fromBER(sequence.toBER(false))
}

/** The identifier of a public key: SHA-1 of the key bits (RFC 5280, 4.2.1.2), a name and no protection. */
function keyIdentifier(certificate: pki.Certificate): ArrayBuffer {
  const bits = certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView
  return new Uint8Array(createHash('sha1').update(bits).digest()).buffer
}

/** The bits of each use, and how many of the byte's last bits say nothing. */
const KEY_USAGES: Record<CertificateUse, { byte: number; unusedBits: number }> = {
  // The root also signs OCSP answers itself.
  root: { byte: DIGITAL_SIGNATURE | CERTIFICATE_AND_CRL_SIGN, unusedBits: 1 },
  seal: { byte: DIGITAL_SIGNATURE | CONTENT_COMMITMENT, unusedBits: 6 },
  timestamping: { byte: DIGITAL_SIGNATURE, unusedBits: 7 },
}

function keyUsage(use: CertificateUse): asn1.BitString {
  const { byte, unusedBits } = KEY_USAGES[use]
  return new asn1.BitString({ valueHex: new Uint8Array([byte]).buffer, unusedBits })
}

/**
 * Makes a certificate for the public key, signed by `issuer` (by itself when absent).
 * RFC 5280 for the profile; RFC 3161, 2.3 for the one and critical key purpose of a time-stamper.
 */
export async function issueCertificate(
  commonName: string,
  use: CertificateUse,
  keys: CryptoKeyPair,
  issuer?: Credential,
): Promise<Credential> {
  const certificate = new pki.Certificate({
    version: 2,
    serialNumber: new asn1.Integer({ valueHex: positive(randomBytes(16)) }),
  })
  certificate.subject = name(commonName)
  certificate.issuer = issuer?.certificate.subject ?? certificate.subject
  certificate.notBefore.value = NOT_BEFORE
  certificate.notAfter.value = NOT_AFTER[use]
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey)

  const ownIdentifier = keyIdentifier(certificate)
  const issuerIdentifier = issuer ? keyIdentifier(issuer.certificate) : ownIdentifier
  const authority = new pki.AuthorityKeyIdentifier({
    keyIdentifier: new asn1.OctetString({ valueHex: issuerIdentifier }),
  })
  certificate.extensions = [
    extension(OID.basicConstraints, new pki.BasicConstraints({ cA: use === 'root' }).toSchema(), true),
    extension(OID.keyUsage, keyUsage(use), true),
    extension(OID.subjectKeyIdentifier, new asn1.OctetString({ valueHex: ownIdentifier }), false),
    extension(OID.authorityKeyIdentifier, authority.toSchema(), false),
  ]
  if (use === 'timestamping') {
    const purpose = new pki.ExtKeyUsage({ keyPurposes: [OID.timeStamping] })
    certificate.extensions.push(extension(OID.extendedKeyUsage, purpose.toSchema(), true))
  }
  await certificate.sign(issuer?.key ?? keys.privateKey, 'SHA-256')
  return { key: keys.privateKey, certificate }
}

/** A serial number must be positive and must not begin with a zero byte. */
function positive(bytes: Buffer): ArrayBuffer {
  const number = new Uint8Array(bytes)
  number[0] = ((number[0] ?? 0) & 0x7f) | 0x40
  return number.buffer
}
