import { type KeyObject, X509Certificate } from 'node:crypto'
import {
  type Asn1Node,
  bitsOf,
  childAt,
  contextChild,
  integerHex,
  octetsOf,
  oidOf,
  readAsn1,
  TAG,
  timeOf,
} from './asn1-node'
import type { CertificateReport } from './container-report'
import { LIMITS } from './limits'
import { sha256Hex } from './sha256-hex'
import {
  type SignatureAlgorithm,
  signatureAlgorithmName,
  signatureAlgorithmOfAsn1,
} from './signature-algorithm'
import { curveBits } from './verify-signature-value'

/** A certificate, read by OpenSSL (names, key, signatures) and by us (extensions, exact bytes). */
export type Certificate = {
  der: Uint8Array
  sha256: string
  x509: X509Certificate
  /** Null for a kind of key or a curve that OpenSSL does not know. */
  publicKey: KeyObject | null
  serial: string
  subjectRaw: Uint8Array
  issuerRaw: Uint8Array
  /** The bits of the key itself, which OCSP hashes. */
  keyBits: Uint8Array
  subjectKeyId: string | null
  validFrom: Date
  validTo: Date
  isAuthority: boolean
  isFirstVersion: boolean
  pathLength: number | null
  /** Null when the certificate does not restrict its key. */
  keyUsage: { signs: boolean; signsCertificates: boolean } | null
  extendedKeyUsage: { purposes: string[]; critical: boolean } | null
  /** Critical extensions that this checker does not know or does not apply. */
  unknownCritical: string[]
  /** The issuer says that there is no revocation to ask for (RFC 9608, EN 319 412-1). */
  needsNoRevocation: boolean
  /** Null when the certificate is signed with an algorithm not known here. */
  signatureAlgorithm: SignatureAlgorithm | null
}

export const EXTENDED_KEY_USAGE = {
  timeStamping: '1.3.6.1.5.5.7.3.8',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
} as const

const ID = {
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  noRevocation: '2.5.29.56',
  shortTerm: '0.4.0.194121.2.1',
  // Read by people or by revocation services, or (policies) shown and not applied.
  harmless: [
    '2.5.29.17',
    '2.5.29.18',
    '2.5.29.31',
    '2.5.29.32',
    '2.5.29.35',
    '1.3.6.1.5.5.7.1.1',
    '1.3.6.1.5.5.7.1.3',
    '1.3.6.1.5.5.7.48.1.5',
  ],
} as const

/**
 * Reads a DER certificate; null when it is none (signatures carry broken ones that nobody needs).
 */
export function readCertificate(der: Uint8Array): Certificate | null {
  const key = sha256Hex(der)
  const read = known.get(key)
  if (read !== undefined) return read
  if (known.size >= KNOWN_AT_MOST) known.clear()
  const certificate = parseOrNull(der)
  known.set(key, certificate)
  return certificate
}

/** Certificates as a signature carries them. The unreadable ones are kept: one may be the very signer's. */
export type CertificateSet = { certificates: Certificate[]; unreadable: Uint8Array[] }

export function readCertificateSet(ders: Uint8Array[]): CertificateSet {
  const set: CertificateSet = { certificates: [], unreadable: [] }
  for (const der of ders.slice(0, LIMITS.certificates)) {
    const certificate = readCertificate(der)
    if (certificate === null) set.unreadable.push(der)
    else set.certificates.push(certificate)
  }
  return set
}

function publicKeyOf(x509: X509Certificate): KeyObject | null {
  try {
    return x509.publicKey
  } catch {
    return null
  }
}

/** One container repeats its certificates in every token, and the anchors come with every check. */
const known = new Map<string, Certificate | null>()
const KNOWN_AT_MOST = 500

function parseOrNull(der: Uint8Array): Certificate | null {
  try {
    return parseCertificate(Buffer.from(der))
  } catch {
    return null
  }
}

function parseCertificate(der: Uint8Array): Certificate | null {
  const x509 = new X509Certificate(der)
  // OpenSSL reads past trailing bytes; what is named by its digest must be the certificate and nothing more.
  if (!Buffer.from(x509.raw).equals(der)) return null
  const [body, algorithm] = [childAt(readAsn1(der), 0), childAt(readAsn1(der), 1)]
  const versioned = contextChild(body, 0) !== undefined
  const [serial, , issuer, validity, subject, keyInfo] = body.children.slice(versioned ? 1 : 0)
  if (!serial || !issuer || !validity || !subject || !keyInfo) return null
  const extensions = readExtensions(body)
  const basic = extensions.get(ID.basicConstraints)
  const usage = extensions.get(ID.keyUsage)
  const purposes = extensions.get(ID.extendedKeyUsage)
  const keyId = extensions.get(ID.subjectKeyId)
  const usageBits = usage === undefined ? 0 : (bitsOf(usage.value)[0] ?? 0)
  const isAuthority =
    basic?.value.children[0]?.tag === TAG.boolean && basic.value.children[0].content[0] !== 0
  const pathLength = basic?.value.children.find((child) => child.tag === TAG.integer && child.tagClass === 1)
  return {
    der,
    sha256: sha256Hex(der),
    x509,
    publicKey: publicKeyOf(x509),
    serial: integerHex(serial),
    subjectRaw: subject.raw,
    issuerRaw: issuer.raw,
    keyBits: bitsOf(childAt(keyInfo, 1)),
    subjectKeyId: keyId === undefined ? null : Buffer.from(octetsOf(keyId.value)).toString('hex'),
    validFrom: timeOf(childAt(validity, 0)),
    validTo: timeOf(childAt(validity, 1)),
    isAuthority,
    isFirstVersion: !versioned,
    pathLength: pathLength === undefined ? null : Number.parseInt(integerHex(pathLength), 16),
    keyUsage:
      usage === undefined
        ? null
        : { signs: (usageBits & 0xc0) !== 0, signsCertificates: (usageBits & 0x04) !== 0 },
    extendedKeyUsage:
      purposes === undefined
        ? null
        : { purposes: purposes.value.children.map(oidOf), critical: purposes.critical },
    unknownCritical: [...extensions]
      .filter(([id, extension]) => extension.critical && !isKnown(id))
      .map(([id]) => id),
    needsNoRevocation: extensions.has(ID.noRevocation) || extensions.has(ID.shortTerm),
    signatureAlgorithm: algorithmOrNull(algorithm),
  }
}

type Extension = { critical: boolean; value: Asn1Node }

function readExtensions(body: Asn1Node): Map<string, Extension> {
  const extensions = new Map<string, Extension>()
  for (const extension of contextChild(body, 3)?.children[0]?.children ?? []) {
    const id = oidOf(childAt(extension, 0))
    // The same extension twice means two readings of one certificate (RFC 5280, 4.2).
    if (extensions.has(id)) throw new Error('An extension stands twice in the certificate.')
    const value = extension.children[extension.children.length - 1]
    if (value === undefined) continue
    const critical = extension.children.length === 3 && extension.children[1]?.content[0] !== 0
    extensions.set(id, { critical, value: readValue(octetsOf(value)) })
  }
  return extensions
}

/** Private extensions need not be ASN.1: they are kept as an empty node. */
function readValue(bytes: Uint8Array): Asn1Node {
  try {
    return readAsn1(bytes)
  } catch {
    return {
      tagClass: 4,
      tag: 0,
      raw: bytes,
      content: bytes,
      constructed: false,
      indefinite: false,
      children: [],
    }
  }
}

function isKnown(id: string): boolean {
  const { harmless, ...read } = ID
  return harmless.some((known) => known === id) || Object.values(read).some((known) => known === id)
}

function algorithmOrNull(identifier: Asn1Node): SignatureAlgorithm | null {
  try {
    return signatureAlgorithmOfAsn1(identifier, null)
  } catch {
    return null
  }
}

/** Certificates of DER or PEM bytes (a PEM file may hold several). Unreadable ones are left out. */
export function readCertificates(bytes: Uint8Array): Certificate[] {
  const pem = Buffer.from(bytes).toString('latin1')
  const blocks = [...pem.matchAll(/-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([^-]*)-----END/g)]
  const ders = blocks.length === 0 ? [bytes] : blocks.map(([, body = '']) => Buffer.from(body, 'base64'))
  return ders.map(readCertificate).filter((certificate) => certificate !== null)
}

/** What a viewer shows of a certificate. */
export function reportCertificate(certificate: Certificate): CertificateReport {
  const { x509 } = certificate
  const key = certificate.publicKey
  return {
    subject: oneLine(x509.subject),
    issuer: oneLine(x509.issuer),
    serial: certificate.serial,
    validFrom: certificate.validFrom.toISOString(),
    validTo: certificate.validTo.toISOString(),
    sha256: certificate.sha256,
    key: {
      type: key?.asymmetricKeyType ?? 'unknown',
      bits: key?.asymmetricKeyDetails?.modulusLength ?? curveBits(key?.asymmetricKeyDetails?.namedCurve),
      curve: key?.asymmetricKeyDetails?.namedCurve ?? null,
    },
    signatureAlgorithm:
      certificate.signatureAlgorithm === null
        ? 'unknown'
        : signatureAlgorithmName(certificate.signatureAlgorithm),
  }
}

/** OpenSSL gives a name as lines, the broadest first; people read the person first. */
function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').reverse().join(', ')
}
