import * as xmldom from '@xmldom/xmldom'
import { Application, SignedXml, setNodeDependencies, xml } from 'xadesjs'
import xpath from 'xpath'
import { certificateBytes } from '../trust/authority'
import type { Credential } from '../trust/issue-certificate'
import type { SignatureAdditions } from '../trust/signature-additions'
import type { DataFile } from './data-file'
import type { ZipEntry } from './stored-zip'

const { XMLSerializer, DOMParser, DOMImplementation } = xmldom
setNodeDependencies({ XMLSerializer, DOMParser, DOMImplementation, xpath } as never)
Application.setEngine('node', globalThis.crypto)

const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const SIGNATURE_ID = 'signature'
const PROPERTIES_ID = 'signed-properties'

/**
 * A signature that is computed alone and stands in a container's file afterwards: the signed properties, too, are
 * canonicalised exclusively, or the namespaces of the file's root would get into their digest.
 */
class ContainedSignature extends SignedXml {
  protected override async ApplySignOptions(
    ...[signature, ...others]: Parameters<SignedXml['ApplySignOptions']>
  ): Promise<void> {
    await super.ApplySignOptions(signature, ...others)
    const { References } = signature.SignedInfo
    const properties = References.Item(References.Count - 1)
    properties?.Transforms.Add(this.ResolveTransform('exc-c14n'))
  }
}

function newSignature(files: readonly DataFile[]): ContainedSignature {
  const signature = new ContainedSignature()
  signature.XmlSignature.Id = SIGNATURE_ID
  signature.XmlSignature.SignedInfo.CanonicalizationMethod.Algorithm = EXCLUSIVE_C14N
  if (signature.Properties) signature.Properties.Target = `#${SIGNATURE_ID}`
  signature.SignedProperties.Id = PROPERTIES_ID
  for (const [index, { mediaType }] of files.entries()) {
    const format = new xml.DataObjectFormat()
    format.ObjectReference = `#file-${index}`
    format.MimeType = mediaType
    signature.SignedProperties.SignedDataObjectProperties.DataObjectFormats.Add(format)
  }
  const byName = new Map(files.map((file) => [file.name, new Uint8Array(file.bytes)]))
  signature.contentHandler = async ({ Uri }) => byName.get(Uri ?? '') ?? null
  return signature
}

/** The timestamp is over the canonical ds:SignatureValue (EN 319 132-1, 5.3). */
async function signatureTimestamp(
  text: string,
  timestampOf: (bytes: Uint8Array) => Promise<Buffer>,
): Promise<string> {
  const value = /<ds:SignatureValue>([^<]+)<\/ds:SignatureValue>/.exec(text)?.[1] ?? ''
  const token = await timestampOf(
    Buffer.from(`<ds:SignatureValue xmlns:ds="${DSIG}">${value}</ds:SignatureValue>`),
  )
  return (
    `<xades:SignatureTimeStamp><ds:CanonicalizationMethod Algorithm="${EXCLUSIVE_C14N}"/>` +
    `<xades:EncapsulatedTimeStamp>${token.toString('base64')}</xades:EncapsulatedTimeStamp>` +
    '</xades:SignatureTimeStamp>'
  )
}

/** The chain's other certificate and the word on revocation (EN 319 132-1, 5.4). */
function validationValues({ root, ocsp }: NonNullable<SignatureAdditions['validation']>): string {
  const certificate = `<xades:EncapsulatedX509Certificate>${root.toString('base64')}</xades:EncapsulatedX509Certificate>`
  const answer = `<xades:EncapsulatedOCSPValue>${ocsp.toString('base64')}</xades:EncapsulatedOCSPValue>`
  return (
    `<xades:CertificateValues>${certificate}</xades:CertificateValues>` +
    `<xades:RevocationValues><xades:OCSPValues>${answer}</xades:OCSPValues></xades:RevocationValues>`
  )
}

/** Puts the additions where they belong, outside of what is signed. */
async function withAdditions(text: string, additions: SignatureAdditions): Promise<string> {
  const { timestampOf, validation } = additions
  const properties =
    (timestampOf ? await signatureTimestamp(text, timestampOf) : '') +
    (validation ? validationValues(validation) : '')
  if (properties === '') return text
  const unsigned =
    `<xades:UnsignedProperties><xades:UnsignedSignatureProperties>${properties}` +
    '</xades:UnsignedSignatureProperties></xades:UnsignedProperties>'
  return text.replace('</xades:QualifyingProperties>', `${unsigned}$&`)
}

/**
 * The XAdES signature of the files (EN 319 132-1), as the entry of the container. `signedAt` in epoch ms;
 * the additions make it baseline T or LT.
 */
export async function signWithXades(
  seal: Credential,
  files: readonly DataFile[],
  signedAt: number,
  additions: SignatureAdditions,
): Promise<ZipEntry[]> {
  const signature = newSignature(files)
  const certificate = certificateBytes(seal).toString('base64')
  await signature.Sign({ ...seal.key.algorithm, hash: 'SHA-256' } as Algorithm, seal.key, new Uint8Array(), {
    x509: [certificate],
    signingCertificateV2: certificate,
    signingTime: { value: new Date(signedAt) },
    references: files.map(({ name }, index) => ({ id: `file-${index}`, uri: name, hash: 'SHA-256' })),
  })
  const text = await withAdditions(signature.toString(), additions)
  const file = `<?xml version="1.0" encoding="UTF-8"?>
<asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#">${text}</asic:XAdESSignatures>
`
  return [{ name: 'META-INF/signatures.xml', bytes: Buffer.from(file) }]
}
