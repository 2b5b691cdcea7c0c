import {
  type Asn1Node,
  childAt,
  contextChild,
  encodeAsn1,
  integerHex,
  octetsOf,
  oidOf,
  readAsn1,
  TAG,
  timeOf,
} from './asn1-node'
import type { Certificate, CertificateSet } from './certificate'
import { CheckFailure } from './check-failure'
import type { Problem } from './container-report'
import { type DigestAlgorithm, digestByName, digestByOid, digestOf } from './digest-algorithm'
import { isSameName } from './distinguished-name'
import type { RemarkCode } from './remark-codes'
import { type SignatureAlgorithm, signatureAlgorithmOfAsn1 } from './signature-algorithm'
import { verifySignatureValue, weaknessOfKey } from './verify-signature-value'

/** A CMS SignedData (RFC 5652) as far as a check needs it. */
export type SignedData = {
  contentType: string
  /** Null when the signature is detached. */
  content: Uint8Array | null
  certificates: Uint8Array[]
  /** OCSPResponse (RFC 5940) or BasicOCSPResponse, each DER. */
  ocspResponses: Uint8Array[]
  hasCrls: boolean
  signers: SignerInfo[]
}

export type SignerInfo = {
  issuerSerial: { issuerRaw: Uint8Array; serial: string } | null
  subjectKeyId: string | null
  digestIdentifier: Asn1Node
  algorithmIdentifier: Asn1Node
  /** The attributes as they are hashed: the raw bytes under the tag of a SET. Null when nothing is signed but content. */
  signedBytes: Uint8Array | null
  signedAttributes: CmsAttribute[]
  unsignedAttributes: CmsAttribute[]
  value: Uint8Array
}

export type CmsAttribute = { oid: string; values: Asn1Node[] }

export const CMS = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  timestampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  algorithmProtection: '1.2.840.113549.1.9.52',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  ocspResponse: '1.3.6.1.5.5.7.16.2',
  basicOcsp: '1.3.6.1.5.5.7.48.1.1',
} as const

/** @throws CheckFailure `format` when the bytes are no SignedData */
export function readSignedData(bytes: Uint8Array): SignedData {
  const info = readAsn1(bytes)
  if (oidOf(childAt(info, 0)) !== CMS.signedData) throw new CheckFailure('format', 'CMS_NOT_SIGNED_DATA')
  const signedData = childAt(childAt(info, 1), 0, TAG.sequence)
  const encapsulated = childAt(signedData, 2, TAG.sequence)
  const content = contextChild(encapsulated, 0)?.children[0]
  const revocation = contextChild(signedData, 1)?.children ?? []
  const signers = childAt(signedData, signedData.children.length - 1, TAG.set)
  return {
    contentType: oidOf(childAt(encapsulated, 0)),
    content: content === undefined ? null : octetsOf(content),
    certificates: (contextChild(signedData, 0)?.children ?? []).map((certificate) => certificate.raw),
    ocspResponses: revocation.flatMap(otherOcspResponse),
    hasCrls: revocation.some((entry) => entry.tagClass === 1),
    signers: signers.children.map(readSigner),
  }
}

function otherOcspResponse(entry: Asn1Node): Uint8Array[] {
  if (entry.tagClass !== 3 || entry.tag !== 1 || entry.children.length !== 2) return []
  const oid = oidOf(childAt(entry, 0))
  return oid === CMS.ocspResponse || oid === CMS.basicOcsp ? [childAt(entry, 1).raw] : []
}

function readSigner(info: Asn1Node): SignerInfo {
  const id = childAt(info, 1)
  const byName = id.tagClass === 1
  // A SubjectKeyIdentifier also has the tag [0]; it stands before the digest algorithm, the attributes behind it.
  const attributes = info.children.slice(3).find((child) => child.tagClass === 3 && child.tag === 0)
  const rest = info.children.slice(3).filter((child) => child !== attributes)
  const unsigned = rest.find((child) => child.tagClass === 3 && child.tag === 1)
  const [algorithm, value] = rest
  if (algorithm === undefined || value === undefined) throw new CheckFailure('format', 'CMS_MALFORMED')
  return {
    issuerSerial: byName ? { issuerRaw: childAt(id, 0).raw, serial: integerHex(childAt(id, 1)) } : null,
    subjectKeyId: byName ? null : Buffer.from(id.content).toString('hex'),
    digestIdentifier: childAt(info, 2, TAG.sequence),
    algorithmIdentifier: algorithm,
    signedBytes: attributes === undefined ? null : asSet(attributes),
    signedAttributes: readAttributes(attributes),
    unsignedAttributes: readAttributes(unsigned),
    value: octetsOf(value),
  }
}

/** The attributes are signed under the tag of a SET, sent under [0] (RFC 5652, 5.4). */
function asSet(attributes: Asn1Node): Uint8Array {
  if (attributes.indefinite) return encodeAsn1(0x31, attributes.content)
  return Buffer.concat([Buffer.from([0x31]), attributes.raw.subarray(1)])
}

function readAttributes(attributes: Asn1Node | undefined): CmsAttribute[] {
  return (attributes?.children ?? []).map((attribute) => ({
    oid: oidOf(childAt(attribute, 0)),
    values: childAt(attribute, 1, TAG.set).children,
  }))
}

/** The one value of a signed attribute; null when it is absent. @throws CheckFailure `format` when there are several */
export function signedValue(signer: SignerInfo, oid: string): Asn1Node | null {
  const found = signer.signedAttributes.filter((attribute) => attribute.oid === oid)
  if (found.length === 0) return null
  const [value, ...more] = found.flatMap(({ values }) => values)
  if (found.length > 1 || value === undefined || more.length > 0)
    throw new CheckFailure('format', 'CMS_ATTRIBUTE_TWICE', { oid })
  return value
}

/** The claimed signing time, null when there is none. */
export function claimedTime(signer: SignerInfo): Date | null {
  const value = signedValue(signer, CMS.signingTime)
  return value === null ? null : timeOf(value)
}

export type SignerCheck = {
  problems: Problem[]
  certificate: Certificate | null
  algorithm: SignatureAlgorithm | null
  digest: DigestAlgorithm | null
  /** The certificate is named by its SHA-1: no danger by itself (it would take a second preimage), but worth a word. */
  namedBySha1: boolean
}

/**
 * Checks one signer of a SignedData over its content: the digest, the signature over the attributes, and that the
 * certificate is the one the *signed* ESS attribute names (RFC 5035). Another certificate is never tried.
 *
 * @param content what is signed: the detached bytes or the encapsulated ones
 * @param available where the named certificate may lie
 */
export function checkSigner(
  data: SignedData,
  signer: SignerInfo,
  content: Uint8Array,
  available: CertificateSet,
): SignerCheck {
  const check: SignerCheck = {
    problems: [],
    certificate: null,
    algorithm: null,
    digest: null,
    namedBySha1: false,
  }
  const add = (kind: Problem['kind'], code: RemarkCode) => check.problems.push({ kind, code, values: {} })
  try {
    if (signer.signedBytes === null) {
      add('no-certificate', 'SIGNING_CERTIFICATE_NOT_NAMED')
      return check
    }
    const digest = digestByOid(oidOf(childAt(signer.digestIdentifier, 0)))
    check.digest = digest
    if (digest.weak) add('weak', 'WEAK_DIGEST')
    checkAttributes(data, signer, digest, content, add)

    const named = nameOfCertificate(signer)
    if (named === null) {
      add('no-certificate', 'SIGNING_CERTIFICATE_NOT_NAMED')
      return check
    }
    check.namedBySha1 = named.digest.name === 'sha1'
    const isNamed = (der: Uint8Array) => digestOf(named.digest, der).equals(named.value)
    const certificate = available.certificates.find(({ der }) => isNamed(der)) ?? null
    check.certificate = certificate
    if (certificate === null) {
      // With the signer's own certificate at hand under another digest, it is a substitution; without, it is missing.
      if (available.unreadable.some(isNamed)) add('unsupported', 'CERTIFICATE_UNREADABLE')
      else if (available.certificates.some((candidate) => isNamedBySigner(candidate, signer)))
        add('crypto', 'CERTIFICATE_NOT_THE_SIGNED_ONE')
      else add('no-certificate', 'SIGNING_CERTIFICATE_MISSING')
      return check
    }
    if (!isNamedBySigner(certificate, signer)) add('crypto', 'SIGNER_IDENTIFIER_DIFFERS')
    const algorithm = signatureAlgorithmOfAsn1(signer.algorithmIdentifier, digest)
    check.algorithm = algorithm
    if (algorithm.scheme !== 'eddsa' && algorithm.digest.weak) add('weak', 'WEAK_SIGNATURE')
    const key = certificate.publicKey
    if (key === null) throw new CheckFailure('unsupported', 'KEY_UNSUPPORTED')
    if (weaknessOfKey(key) !== null) add('weak', 'WEAK_KEY')
    if (!verifySignatureValue(key, algorithm, signer.signedBytes, signer.value, 'der'))
      add('crypto', 'SIGNATURE_VALUE_WRONG')
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error
    check.problems.push(error.problem)
  }
  return check
}

function checkAttributes(
  data: SignedData,
  signer: SignerInfo,
  digest: DigestAlgorithm,
  content: Uint8Array,
  add: (kind: Problem['kind'], code: RemarkCode) => void,
): void {
  const contentType = signedValue(signer, CMS.contentType)
  if (contentType === null || oidOf(contentType) !== data.contentType)
    add('format', 'CMS_CONTENT_TYPE_DIFFERS')
  const messageDigest = signedValue(signer, CMS.messageDigest)
  if (messageDigest === null) add('format', 'CMS_NOTHING_SIGNED')
  else if (!digestOf(digest, content).equals(octetsOf(messageDigest))) add('hash', 'SIGNED_CONTENT_DIFFERS')
  const protection = signedValue(signer, CMS.algorithmProtection)
  if (protection === null) return
  // RFC 6211: the algorithms stand outside the signature; this attribute repeats them inside.
  const signature = contextChild(protection, 1)
  if (oidOf(childAt(childAt(protection, 0), 0)) !== oidOf(childAt(signer.digestIdentifier, 0)))
    add('crypto', 'ALGORITHM_REPLACED')
  if (
    signature !== undefined &&
    oidOf(childAt(signature, 0)) !== oidOf(childAt(signer.algorithmIdentifier, 0))
  )
    add('crypto', 'ALGORITHM_REPLACED')
}

function isNamedBySigner(certificate: Certificate, signer: SignerInfo): boolean {
  if (signer.issuerSerial !== null)
    return (
      signer.issuerSerial.serial === certificate.serial &&
      isSameName(signer.issuerSerial.issuerRaw, certificate.issuerRaw)
    )
  return signer.subjectKeyId !== null && signer.subjectKeyId === certificate.subjectKeyId
}

/** ESSCertID (always SHA-1) or ESSCertIDv2 (SHA-256 when nothing is said); the first one names the signer. */
function nameOfCertificate(signer: SignerInfo): { digest: DigestAlgorithm; value: Buffer } | null {
  const second = signedValue(signer, CMS.signingCertificateV2)
  const first = signedValue(signer, CMS.signingCertificate)
  const attribute = second ?? first
  if (attribute === null) return null
  const id = childAt(childAt(attribute, 0, TAG.sequence), 0, TAG.sequence)
  const identifier = second === null || childAt(id, 0).tag !== TAG.sequence ? null : childAt(id, 0)
  const hash = childAt(id, identifier === null ? 0 : 1, TAG.octetString)
  const fallback = digestByName(second === null ? 'sha1' : 'sha256')
  return {
    digest: identifier === null ? fallback : digestByOid(oidOf(childAt(identifier, 0))),
    value: Buffer.from(octetsOf(hash)),
  }
}
