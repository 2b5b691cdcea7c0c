import { type CertificateSet, readCertificateSet } from './certificate'
import { CheckFailure, problemOf } from './check-failure'
import {
  type CmsAttribute,
  checkSigner,
  claimedTime,
  readSignedData,
  type SignedData,
  type SignerInfo,
} from './cms'
import { LIMITS } from './limits'
import type { ArchiveFile } from './read-archive'
import type { AsicManifest } from './read-asic-manifest'
import type { UncheckedPart } from './remark-codes'
import { signatureAlgorithmName } from './signature-algorithm'
import { emptyDraft, failedDraft, type SignatureDraft } from './signature-draft'

const ATTRIBUTE = {
  signatureTimestamp: '1.2.840.113549.1.9.16.2.14',
  certificateValues: '1.2.840.113549.1.9.16.2.23',
  revocationValues: '1.2.840.113549.1.9.16.2.24',
  policy: '1.2.840.113549.1.9.16.2.15',
  countersignature: '1.2.840.113549.1.9.6',
}

/** Timestamps over more than the signature value, and evidence records: shown, not judged. */
const NOT_CHECKED: Record<string, UncheckedPart> = {
  '0.4.0.1733.2.5': 'ARCHIVE_TIMESTAMP',
  '0.4.0.1733.2.4': 'ARCHIVE_TIMESTAMP',
  '1.2.840.113549.1.9.16.2.48': 'ARCHIVE_TIMESTAMP',
  '1.2.840.113549.1.9.16.2.27': 'ARCHIVE_TIMESTAMP',
  '1.2.840.113549.1.9.16.2.25': 'OTHER_TIMESTAMP',
  '1.2.840.113549.1.9.16.2.26': 'OTHER_TIMESTAMP',
  '1.2.840.113549.1.9.16.2.49': 'EVIDENCE_RECORD',
  '1.2.840.113549.1.9.16.2.50': 'EVIDENCE_RECORD',
  [ATTRIBUTE.countersignature]: 'COUNTERSIGNATURE',
}

/** What a CAdES signature is over: an ASiCManifest with what it says of the files, or (ASiC-S) the one file itself. */
export type SignedSubject = Pick<AsicManifest, 'file' | 'entries' | 'covered' | 'problems' | 'digests'>

/** Checks a detached CAdES signature (EN 319 122-1), one draft for each signer in it. */
export function checkCadesFile(file: ArchiveFile, subject: SignedSubject): SignatureDraft[] {
  const fail = (problem: ConstructorParameters<typeof CheckFailure>) => [
    failedDraft('CAdES', file.name, new CheckFailure(...problem).problem),
  ]
  if (file.bytes === null) return fail(['format', 'FILE_DAMAGED', { name: file.name }])
  let data: SignedData
  try {
    data = readSignedData(file.bytes)
  } catch (error) {
    return [failedDraft('CAdES', file.name, problemOf(error))]
  }
  if (data.signers.length === 0) return fail(['format', 'SIGNATURE_FILE_WITHOUT_SIGNATURE'])
  if (data.signers.length > LIMITS.signatures) return fail(['unsupported', 'TOO_MANY_SIGNATURES'])
  return data.signers.map((signer, place) => {
    try {
      return checkSignature(file, subject, data, signer, data.signers.length > 1 ? String(place + 1) : null)
    } catch (error) {
      return failedDraft('CAdES', file.name, problemOf(error))
    }
  })
}

function checkSignature(
  file: ArchiveFile,
  subject: SignedSubject,
  data: SignedData,
  signer: SignerInfo,
  id: string | null,
): SignatureDraft {
  const draft = emptyDraft('CAdES', file.name, id)
  const signed = subject.file.bytes ?? new Uint8Array()
  const available = certificatesOf(data, signer)
  draft.certificates = available.certificates
  const check = checkSigner(data, signer, signed, available)
  draft.problems.push(...check.problems, ...subject.problems)
  if (data.content !== null && !Buffer.from(data.content).equals(signed))
    draft.problems.push({ kind: 'format', code: 'SIGNATURE_OF_ENCLOSED_DATA', values: {} })
  draft.signer = check.certificate
  draft.covered = subject.covered
  draft.algorithms = {
    signature: check.algorithm === null ? null : signatureAlgorithmName(check.algorithm),
    digests: [...new Set([...(check.digest === null ? [] : [check.digest.name]), ...subject.digests])],
    canonicalization: null,
  }
  if (check.namedBySha1) draft.warnings.push({ code: 'CERTIFICATE_NAMED_BY_SHA1', values: {} })
  for (const { name, mediaType } of subject.entries)
    if (mediaType !== null) draft.mediaTypes.set(name, mediaType)
  try {
    draft.claimedTime = claimedTime(signer)
  } catch (error) {
    draft.problems.push(problemOf(error))
  }
  if (signer.signedAttributes.some(({ oid }) => oid === ATTRIBUTE.policy)) draft.notChecked.push('POLICY')
  draft.ocspResponses.push(...data.ocspResponses)
  if (data.hasCrls) draft.notChecked.push('CRL')
  readUnsigned(signer, draft)
  return draft
}

function certificatesOf(data: SignedData, signer: SignerInfo): CertificateSet {
  const values = signer.unsignedAttributes
    .filter(({ oid }) => oid === ATTRIBUTE.certificateValues)
    .flatMap(({ values: lists }) => lists.flatMap((list) => list.children.map(({ raw }) => raw)))
  return readCertificateSet([...data.certificates, ...values])
}

function readUnsigned(signer: SignerInfo, draft: SignatureDraft): void {
  for (const attribute of signer.unsignedAttributes) {
    if (attribute.oid === ATTRIBUTE.signatureTimestamp)
      for (const { raw } of attribute.values) draft.timestamps.push({ token: raw, stamped: signer.value })
    else if (attribute.oid === ATTRIBUTE.revocationValues) readRevocationValues(attribute, draft)
    else {
      const found = NOT_CHECKED[attribute.oid]
      if (found !== undefined) draft.notChecked.push(found)
    }
  }
}

/** RevocationValues: [0] CRLs, [1] BasicOCSPResponses (EN 319 122-1, A.1.3). */
function readRevocationValues(attribute: CmsAttribute, draft: SignatureDraft): void {
  for (const part of attribute.values.flatMap(({ children }) => children)) {
    const list = part.children[0]?.children ?? []
    if (part.tag === 1) draft.ocspResponses.push(...list.slice(0, LIMITS.certificates).map(({ raw }) => raw))
    else if (part.tag === 0 && list.length > 0) draft.notChecked.push('CRL')
  }
}
