import { type CertificateSet, readCertificateSet } from './certificate'
import { CheckFailure, problemOf } from './check-failure'
import { digestByUri, digestOf } from './digest-algorithm'
import { LIMITS } from './limits'
import type { SignatureDraft } from './signature-draft'
import {
  attribute,
  base64Bytes,
  canonicalize,
  childElements,
  childrenNamed,
  onlyChild,
  text,
  XMLDSIG,
  type XmlDocument,
  type XmlElement,
} from './xml-document'

/** Versions 1.1.1 to 1.4.1: countries still deliver containers with the old ones. */
const XADES = 'http://uri.etsi.org/01903/*'

/**
 * The properties of a signature: of exactly one QualifyingProperties, directly in one of its own Objects.
 *
 * @throws CheckFailure `format` for none, several, or properties that say they are another signature's
 */
export function findSignedProperties(signature: XmlElement): {
  signed: XmlElement
  unsigned: XmlElement | null
} {
  const found = childrenNamed(signature, 'Object', XMLDSIG).flatMap((object) =>
    childrenNamed(object, 'QualifyingProperties', XADES),
  )
  const [qualifying] = found
  if (qualifying === undefined || found.length > 1)
    throw new CheckFailure('format', 'SIGNED_PROPERTIES_NOT_ONE')
  const target = attribute(qualifying, 'Target')
  if (target !== null && target !== '' && target !== `#${attribute(signature, 'Id') ?? ''}`)
    throw new CheckFailure('format', 'SIGNED_PROPERTIES_OF_ANOTHER')
  const signed = childrenNamed(qualifying, 'SignedProperties', XADES)
  const [properties] = signed
  if (properties === undefined || signed.length > 1)
    throw new CheckFailure('format', 'SIGNED_PROPERTIES_NOT_ONE')
  return { signed: properties, unsigned: onlyChild(qualifying, 'UnsignedProperties', XADES) }
}

/** All certificates in KeyInfo and in the unsigned properties. They are only where the signed one may be found. */
export function collectCertificates(signature: XmlElement, unsigned: XmlElement | null): CertificateSet {
  const encoded = [
    ...childrenNamed(signature, 'KeyInfo', XMLDSIG)
      .flatMap((info) => childrenNamed(info, 'X509Data', XMLDSIG))
      .flatMap((data) => childrenNamed(data, 'X509Certificate', XMLDSIG)),
    ...validationData(unsigned)
      .flatMap((data) => childrenNamed(data, 'CertificateValues', XADES))
      .flatMap((values) => childrenNamed(values, 'EncapsulatedX509Certificate', XADES)),
  ]
  return readCertificateSet(encoded.map((element) => Buffer.from(text(element), 'base64')))
}

/** Where certificates and OCSP answers may stand: the unsigned properties, and validation data of timestamps in them. */
function validationData(unsigned: XmlElement | null): XmlElement[] {
  const properties = unsigned === null ? null : onlyChild(unsigned, 'UnsignedSignatureProperties', XADES)
  if (properties === null) return []
  return [
    properties,
    ...childrenNamed(properties, 'TimeStampValidationData', XADES),
    ...childrenNamed(properties, 'AnyValidationData', XADES),
  ]
}

/** Reads the signer's claims: time, media types, and what else stands there without being judged. */
export function readSignedProperties(
  signed: XmlElement,
  signedInfo: XmlElement,
  draft: SignatureDraft,
): void {
  const properties = onlyChild(signed, 'SignedSignatureProperties', XADES)
  const time = properties === null ? null : onlyChild(properties, 'SigningTime', XADES)
  const claimed = new Date(text(time))
  if (time !== null && !Number.isNaN(claimed.getTime())) draft.claimedTime = claimed
  const policy = properties === null ? null : onlyChild(properties, 'SignaturePolicyIdentifier', XADES)
  if (policy !== null && childrenNamed(policy, 'SignaturePolicyId', XADES).length > 0)
    draft.notChecked.push('POLICY')

  const referenceIds = childrenNamed(signedInfo, 'Reference', XMLDSIG).map((reference) =>
    attribute(reference, 'Id'),
  )
  const objects = onlyChild(signed, 'SignedDataObjectProperties', XADES)
  for (const property of objects === null ? [] : childElements(objects)) {
    if (/TimeStamp$/.test(property.name)) draft.notChecked.push('CONTENT_TIMESTAMP')
    if (property.name !== 'DataObjectFormat') continue
    const reference = attribute(property, 'ObjectReference') ?? ''
    const mediaType = text(onlyChild(property, 'MimeType', XADES))
    if (mediaType !== '') draft.formats.set(reference, mediaType)
    if (!referenceIds.some((id) => id !== null && reference === `#${id}`))
      draft.warnings.push({ code: 'DATA_FORMAT_OF_NOTHING', values: { reference: reference.slice(0, 120) } })
  }
}

/**
 * A test whether a certificate is one that SigningCertificate or SigningCertificateV2 names (every one of the two that
 * is there); null when neither is.
 */
export function signingCertificates(
  signed: XmlElement,
  draft: SignatureDraft,
): ((der: Uint8Array) => boolean) | null {
  const properties = onlyChild(signed, 'SignedSignatureProperties', XADES)
  if (properties === null) return null
  const named = ['SigningCertificate', 'SigningCertificateV2']
    .map((name) => onlyChild(properties, name, XADES))
    .filter((element) => element !== null)
    .map((element) =>
      childrenNamed(element, 'Cert', XADES).map((certificate) => {
        const digest = onlyChild(certificate, 'CertDigest', XADES)
        const method = digest === null ? null : onlyChild(digest, 'DigestMethod', XMLDSIG)
        if (digest === null || method === null)
          throw new CheckFailure('format', 'SIGNING_CERTIFICATE_MALFORMED')
        const algorithm = digestByUri(attribute(method, 'Algorithm') ?? '')
        return { algorithm, value: base64Bytes(text(onlyChild(digest, 'DigestValue', XMLDSIG))) }
      }),
    )
  if (named.length === 0) return null
  if (named.flat().some(({ algorithm }) => algorithm.weak))
    draft.warnings.push({ code: 'CERTIFICATE_NAMED_BY_SHA1', values: {} })
  return (der) =>
    named.every((names) => names.some(({ algorithm, value }) => digestOf(algorithm, der).equals(value)))
}

/** Reads timestamps and revocation data. They are not signed by the signer: each must prove itself. */
export function readUnsignedProperties(
  unsigned: XmlElement,
  signatureValue: XmlElement,
  document: XmlDocument,
  draft: SignatureDraft,
): void {
  const [properties] = childrenNamed(unsigned, 'UnsignedSignatureProperties', XADES)
  if (properties === undefined) return
  for (const property of childElements(properties)) {
    if (property.name === 'SignatureTimeStamp') readTimestamp(property, signatureValue, document, draft)
    else if (property.name === 'ArchiveTimeStamp') draft.notChecked.push('ARCHIVE_TIMESTAMP')
    else if (/TimeStamp$/.test(property.name)) draft.notChecked.push('OTHER_TIMESTAMP')
    else if (property.name === 'CounterSignature') draft.notChecked.push('COUNTERSIGNATURE')
    else if (/EvidenceRecord/.test(property.name)) draft.notChecked.push('EVIDENCE_RECORD')
  }
  for (const values of validationData(unsigned).flatMap((data) =>
    childrenNamed(data, 'RevocationValues', XADES),
  )) {
    const ocsp = childrenNamed(values, 'OCSPValues', XADES).flatMap((list) =>
      childrenNamed(list, 'EncapsulatedOCSPValue', XADES),
    )
    for (const answer of ocsp.slice(0, LIMITS.certificates))
      draft.ocspResponses.push(Buffer.from(text(answer), 'base64'))
    if (childrenNamed(values, 'CRLValues', XADES).some((list) => childElements(list).length > 0))
      draft.notChecked.push('CRL')
  }
}

function readTimestamp(
  timestamp: XmlElement,
  signatureValue: XmlElement,
  document: XmlDocument,
  draft: SignatureDraft,
): void {
  try {
    const tokens = childElements(timestamp).filter(({ name }) => /TimeStamp$/.test(name))
    const [token] = tokens
    if (token === undefined || tokens.length > 1 || token.name !== 'EncapsulatedTimeStamp')
      throw new CheckFailure('format', 'TIMESTAMP_MALFORMED')
    const method = onlyChild(timestamp, 'CanonicalizationMethod', XMLDSIG)
    draft.timestamps.push({
      token: base64Bytes(text(token)),
      stamped: canonicalize(document, signatureValue, method),
    })
  } catch (error) {
    draft.brokenTimestamps.push(problemOf(error))
  }
}
