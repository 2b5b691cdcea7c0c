import type { CertificateSet } from './certificate'
import { CheckFailure } from './check-failure'
import type { ContainerFiles } from './container-files'
import { digestByUri, digestOf } from './digest-algorithm'
import { LIMITS } from './limits'
import type { ArchiveFile } from './read-archive'
import { checkFileReference } from './reference-check'
import { signatureAlgorithmName, signatureAlgorithmOfXml } from './signature-algorithm'
import { emptyDraft, type SignatureDraft } from './signature-draft'
import { verifySignatureValue, weaknessOfKey } from './verify-signature-value'
import {
  collectCertificates,
  findSignedProperties,
  readSignedProperties,
  readUnsignedProperties,
  signingCertificates,
} from './xades-properties'
import {
  attribute,
  base64Bytes,
  canonicalize,
  childElements,
  childrenNamed,
  isCanonicalization,
  onlyChild,
  parseXml,
  text,
  XMLDSIG,
  type XmlDocument,
  type XmlElement,
} from './xml-document'
import type { XmlIds } from './xml-ids'

export type XadesContext = { document: XmlDocument; ids: XmlIds; file: ArchiveFile; files: ContainerFiles }

/**
 * Checks one ds:Signature with XAdES properties (EN 319 132-1): structure, references, value and the binding of the
 * signer's certificate.
 *
 * @throws CheckFailure `format` or `unsupported` when nothing more can be said of it
 */
export function checkXadesSignature(signature: XmlElement, context: XadesContext): SignatureDraft {
  const draft = emptyDraft('XAdES', context.file.name, attribute(signature, 'Id'))
  const signedInfo = onlyChild(signature, 'SignedInfo', XMLDSIG)
  const value = onlyChild(signature, 'SignatureValue', XMLDSIG)
  if (signedInfo === null || value === null) throw new CheckFailure('format', 'SIGNATURE_INCOMPLETE')
  if (draft.id !== null) refuseTwice(draft.id, context.ids)

  const properties = findSignedProperties(signature)
  const available = collectCertificates(signature, properties.unsigned)
  draft.certificates = available.certificates
  attempt(draft, () => readSignedProperties(properties.signed, signedInfo, draft))
  attempt(draft, () => checkReferences(signature, signedInfo, properties.signed, context, draft))
  attempt(draft, () => checkValue(signedInfo, value, properties.signed, available, context, draft))
  if (properties.unsigned !== null)
    readUnsignedProperties(properties.unsigned, value, context.document, draft)
  if (childrenNamed(signature, 'KeyInfo', XMLDSIG).length > 1)
    draft.problems.push({ kind: 'format', code: 'ELEMENT_TWICE', values: { name: 'KeyInfo' } })
  return draft
}

/** One part failing leaves the others to be judged. */
function attempt(draft: SignatureDraft, check: () => void): void {
  try {
    check()
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error
    draft.problems.push(error.problem)
  }
}

function refuseTwice(id: string, ids: XmlIds): void {
  if ((ids.get(id)?.length ?? 0) > 1) throw new CheckFailure('format', 'ID_TWICE', { id: id.slice(0, 120) })
}

function checkReferences(
  signature: XmlElement,
  signedInfo: XmlElement,
  signedProperties: XmlElement,
  context: XadesContext,
  draft: SignatureDraft,
): void {
  const references = childrenNamed(signedInfo, 'Reference', XMLDSIG)
  if (references.length > LIMITS.referencesPerSignature)
    throw new CheckFailure('unsupported', 'TOO_MANY_REFERENCES')
  let signsProperties = 0
  let filesNamed = 0
  for (const reference of references)
    attempt(draft, () => {
      const uri = attribute(reference, 'URI')
      const isProperties = /SignedProperties$/.test(attribute(reference, 'Type') ?? '')
      if (uri?.startsWith('#') === true) {
        const target = elementOf(idOfFragment(uri.slice(1)), context.ids)
        const isOwn = target.isSameNode(signedProperties)
        if (isOwn) signsProperties += 1
        else if (isProperties) throw new CheckFailure('format', 'SIGNED_PROPERTIES_NOT_ITS_OWN')
        // A bare `#id` selects no comments, whatever the transform says (XML-DSig 1.1, 4.4.3.3).
        const dropComments = !uri.startsWith('#xpointer(')
        checkElementReference(reference, target, signature, context, draft, { dropComments })
        return
      }
      if (isProperties) throw new CheckFailure('format', 'SIGNED_PROPERTIES_NOT_ITS_OWN')
      filesNamed += 1
      checkReferenceToFile(reference, uri ?? '', context, draft)
    })
  if (signsProperties !== 1)
    draft.problems.push({ kind: 'format', code: 'SIGNED_PROPERTIES_NOT_SIGNED_ONCE', values: {} })
  if (filesNamed === 0) draft.problems.push({ kind: 'format', code: 'NOTHING_SIGNED', values: {} })
}

/** `#id`, or the long way to write it, `#xpointer(id('id'))`; every other pointer could mean other nodes than one sees. */
function idOfFragment(fragment: string): string {
  const id = /^xpointer\(id\((['"])([^'"]+)\1\)\)$/.exec(fragment)?.[2]
  if (id !== undefined) return id
  if (/[()/]/.test(fragment)) throw new CheckFailure('unsupported', 'REFERENCE_UNSUPPORTED')
  return fragment
}

function elementOf(id: string, ids: XmlIds): XmlElement {
  refuseTwice(id, ids)
  const [element] = ids.get(id) ?? []
  if (element === undefined)
    throw new CheckFailure('format', 'REFERENCE_TO_NOTHING', { id: id.slice(0, 120) })
  return element
}

/** A reference within the signature file: only to parts of this very signature. */
function checkElementReference(
  reference: XmlElement,
  target: XmlElement,
  signature: XmlElement,
  context: XadesContext,
  draft: SignatureDraft,
  options: { dropComments: boolean },
): void {
  if (!isInside(target, signature) || target.isSameNode(signature))
    throw new CheckFailure('unsupported', 'REFERENCE_OUTSIDE_SIGNATURE')
  const { algorithm, expected } = digestOfReference(reference, draft)
  const bytes = canonicalize(context.document, target, onlyTransform(reference), options)
  if (!digestOf(algorithm, bytes).equals(expected))
    draft.problems.push({ kind: 'hash', code: 'SIGNED_ELEMENT_DIFFERS', values: { name: target.name } })
}

function isInside(element: XmlElement, ancestor: XmlElement): boolean {
  for (let at: XmlElement | null = element; at !== null; at = at.parent)
    if (at.isSameNode(ancestor)) return true
  return false
}

function checkReferenceToFile(
  reference: XmlElement,
  uri: string,
  context: XadesContext,
  draft: SignatureDraft,
): void {
  if (uri === '') throw new CheckFailure('unsupported', 'WHOLE_DOCUMENT_REFERENCE')
  const transform = onlyTransform(reference)
  const { algorithm, expected } = digestOfReference(reference, draft)
  const check = checkFileReference(
    uri,
    algorithm,
    expected,
    context.files,
    transform === null ? undefined : (bytes) => canonicalFile(bytes, transform),
  )
  draft.problems.push(...check.problems)
  if (check.file === null || check.digest !== 'matches') return
  draft.covered.push(check.file)
  if (transform !== null)
    draft.warnings.push({ code: 'FILE_CANONICALIZED', values: { name: check.file.name } })
  const referenceId = attribute(reference, 'Id')
  const mediaType = referenceId === null ? undefined : draft.formats.get(`#${referenceId}`)
  if (mediaType !== undefined) draft.mediaTypes.set(check.file.name, mediaType)
}

function canonicalFile(bytes: Uint8Array, transform: XmlElement): Uint8Array {
  const document = parseXml(bytes)
  try {
    return canonicalize(document, null, transform)
  } finally {
    document.dispose()
  }
}

/** None, or one of the six canonicalisations. Everything else could sign other bytes than those one sees. */
function onlyTransform(reference: XmlElement): XmlElement | null {
  const transforms = onlyChild(reference, 'Transforms', XMLDSIG)
  const elements = transforms === null ? [] : childElements(transforms)
  const algorithms = elements.map((element) => attribute(element, 'Algorithm') ?? '')
  if (elements.length > 1 || !algorithms.every(isCanonicalization))
    throw new CheckFailure('unsupported', 'TRANSFORM_UNSUPPORTED', {
      algorithm: algorithms.join(', ').slice(0, 200),
    })
  return elements[0] ?? null
}

function digestOfReference(reference: XmlElement, draft: SignatureDraft) {
  const method = onlyChild(reference, 'DigestMethod', XMLDSIG)
  const algorithm = digestByUri(method === null ? '' : (attribute(method, 'Algorithm') ?? ''))
  if (!draft.algorithms.digests.includes(algorithm.name)) draft.algorithms.digests.push(algorithm.name)
  if (algorithm.weak && !draft.problems.some(({ code }) => code === 'WEAK_DIGEST'))
    draft.problems.push({ kind: 'weak', code: 'WEAK_DIGEST', values: { algorithm: algorithm.name } })
  return { algorithm, expected: base64Bytes(text(onlyChild(reference, 'DigestValue', XMLDSIG))) }
}

/** The signature value, with a certificate that the signed properties name by its digest and with no other key. */
function checkValue(
  signedInfo: XmlElement,
  value: XmlElement,
  signedProperties: XmlElement,
  available: CertificateSet,
  context: XadesContext,
  draft: SignatureDraft,
): void {
  const named = signingCertificates(signedProperties, draft)
  if (named === null) throw new CheckFailure('no-certificate', 'SIGNING_CERTIFICATE_NOT_NAMED')
  const candidates = available.certificates.filter(({ der }) => named(der))
  draft.signer = candidates[0] ?? null
  if (candidates.length === 0) throw missingCertificate(available, named)

  const method = onlyChild(signedInfo, 'SignatureMethod', XMLDSIG)
  const canonicalization = onlyChild(signedInfo, 'CanonicalizationMethod', XMLDSIG)
  if (method === null || canonicalization === null) throw new CheckFailure('format', 'SIGNATURE_INCOMPLETE')
  const algorithm = signatureAlgorithmOfXml(method)
  draft.algorithms.signature = signatureAlgorithmName(algorithm)
  draft.algorithms.canonicalization = attribute(canonicalization, 'Algorithm')
  const signed = canonicalize(context.document, signedInfo, canonicalization)
  const bytes = base64Bytes(text(value))
  const signer = candidates.find(
    ({ publicKey }) =>
      publicKey !== null && verifySignatureValue(publicKey, algorithm, signed, bytes, 'ieee-p1363'),
  )
  if (candidates.every(({ publicKey }) => publicKey === null))
    throw new CheckFailure('unsupported', 'KEY_UNSUPPORTED')
  if (signer === undefined) throw new CheckFailure('crypto', 'SIGNATURE_VALUE_WRONG')
  draft.signer = signer
  if (algorithm.scheme !== 'eddsa' && algorithm.digest.weak)
    draft.problems.push({
      kind: 'weak',
      code: 'WEAK_SIGNATURE',
      values: { algorithm: algorithm.digest.name },
    })
  const weakness = signer.publicKey === null ? null : weaknessOfKey(signer.publicKey)
  if (weakness !== null)
    draft.problems.push({ kind: 'weak', code: 'WEAK_KEY', values: { algorithm: weakness } })
}

/** Authorities alone are a chain without its signer; another person's certificate in the place is a substitution. */
function missingCertificate(available: CertificateSet, named: (der: Uint8Array) => boolean): CheckFailure {
  if (available.unreadable.some(named)) return new CheckFailure('unsupported', 'CERTIFICATE_UNREADABLE')
  return available.certificates.every(({ isAuthority }) => isAuthority)
    ? new CheckFailure('no-certificate', 'SIGNING_CERTIFICATE_MISSING')
    : new CheckFailure('crypto', 'CERTIFICATE_NOT_THE_SIGNED_ONE')
}
