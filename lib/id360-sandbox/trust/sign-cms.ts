import { createHash } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pki from 'pkijs'
import { certificateBytes } from './authority'
import type { Credential } from './issue-certificate'
import type { SignatureAdditions } from './signature-additions'

const OID = {
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  signatureTimestamp: '1.2.840.113549.1.9.16.2.14',
  /** RFC 5940: how a CMS carries an OCSP response. */
  ocspResponse: '1.3.6.1.5.5.7.16.2',
} as const

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
const octets = (bytes: Uint8Array) => new asn1.OctetString({ valueHex: new Uint8Array(bytes).buffer })

/** ESS signing-certificate-v2 (RFC 5035): the hash of the signer's certificate; SHA-256 is its default. */
function signingCertificateV2(signer: Credential): asn1.Sequence {
  const certificateId = new asn1.Sequence({ value: [octets(sha256(certificateBytes(signer)))] })
  return new asn1.Sequence({ value: [new asn1.Sequence({ value: [certificateId] })] })
}

/** The attributes in the order DER wants of a SET OF: by their encodings. */
function sorted(attributes: pki.Attribute[]): pki.Attribute[] {
  return attributes
    .map((attribute) => ({ attribute, bytes: Buffer.from(attribute.toSchema().toBER(false)) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ attribute }) => attribute)
}

/** RFC 5652, 5.1: 5 with revocation information of another kind than CRLs, 3 when the content is not id-data. */
function versionOf(content: CmsContent, carriesOcsp: boolean): number {
  if (carriesOcsp) return 5
  return content.detached ? 1 : 3
}

export type CmsContent = { type: string; bytes: Uint8Array; detached: boolean }

/**
 * Signs `content` as CMS SignedData (RFC 5652) with the attributes of CAdES-B (EN 319 122-1): content type, message
 * digest, signing time (epoch ms) and the signer's certificate. The additions make it T or LT; the timestamp is over the
 * signature value. Returns the ContentInfo, DER.
 */
export async function signCms(
  signer: Credential,
  content: CmsContent,
  signedAt: number,
  { timestampOf, validation }: SignatureAdditions = {},
): Promise<Buffer> {
  const attribute = (type: string, value: asn1.BaseBlock) => new pki.Attribute({ type, values: [value] })
  const signerInfo = new pki.SignerInfo({
    version: 1,
    sid: new pki.IssuerAndSerialNumber({
      issuer: signer.certificate.issuer,
      serialNumber: signer.certificate.serialNumber,
    }),
    signedAttrs: new pki.SignedAndUnsignedAttributes({
      type: 0,
      attributes: sorted([
        attribute(OID.contentType, new asn1.ObjectIdentifier({ value: content.type })),
        attribute(OID.messageDigest, octets(sha256(content.bytes))),
        attribute(OID.signingTime, new asn1.UTCTime({ valueDate: new Date(signedAt) })),
        attribute(OID.signingCertificateV2, signingCertificateV2(signer)),
      ]),
    }),
  })
  const signed = new pki.SignedData({
    version: versionOf(content, validation !== undefined),
    encapContentInfo: new pki.EncapsulatedContentInfo({ eContentType: content.type }),
    signerInfos: [signerInfo],
    certificates: [signer.certificate],
  })
  if (validation) {
    signed.certificates?.push(pki.Certificate.fromBER(new Uint8Array(validation.root).buffer))
    signed.crls = [
      new pki.OtherRevocationInfoFormat({
        otherRevInfoFormat: OID.ocspResponse,
        otherRevInfo: asn1.fromBER(new Uint8Array(validation.ocsp).buffer).result,
      }),
    ]
  }
  // Set afterwards: the constructor would cut it into pieces, which a time-stamp token must not be.
  if (!content.detached) signed.encapContentInfo.eContent = octets(content.bytes)
  await signed.sign(signer.key, 0, 'SHA-256', new Uint8Array(content.bytes))
  if (timestampOf) {
    const token = await timestampOf(signerInfo.signature.valueBlock.valueHexView)
    const { result } = asn1.fromBER(new Uint8Array(token).buffer)
    signerInfo.unsignedAttrs = new pki.SignedAndUnsignedAttributes({
      type: 1,
      attributes: [attribute(OID.signatureTimestamp, result)],
    })
  }
  const info = new pki.ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) })
  return Buffer.from(info.toSchema().toBER(false))
}
