import type { PreviewKind } from './preview-kind'
import type { RemarkCode, UncheckedPart } from './remark-codes'

/**
 * What the check of one ASiC-E container found: plain data, so that it crosses a worker's boundary and a page's.
 * Every judgement is a word (`state`, `code`); sentences are the screen's affair.
 */
export type ContainerReport = {
  container: {
    indication: Indication
    subIndication: SubIndication | null
    /** What the `mimetype` entry says, null when there is none. */
    mediaType: string | null
    size: number
    sha256: string
    warnings: Note[]
  }
  files: ContainerFile[]
  manifests: ManifestReport[]
  signatures: SignatureReport[]
}

/** ETSI EN 319 102-1, 5.1.3; NO_SIGNATURE_FOUND is DSS's word for a container without one. */
export type Indication = 'TOTAL_PASSED' | 'INDETERMINATE' | 'TOTAL_FAILED' | 'NO_SIGNATURE_FOUND'

/** The last two are ours: ETSI has no word for a file that no signature covers, nor for what this checker refuses. */
export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'REVOKED_NO_POE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'TRY_LATER'
  | 'DATA_NOT_COVERED'
  | 'CANNOT_BE_CHECKED'

/** A remark: a stable code (remark-codes.ts) and the values its sentence needs. */
export type Note = { code: RemarkCode; values: Record<string, string | number> }

/** What keeps a signature from passing; `kind` decides the verdict (verdict.ts), `code` says exactly what. */
export type Problem = Note & { kind: ProblemKind }
export type ProblemKind =
  | 'format'
  | 'hash'
  | 'crypto'
  | 'missing-file'
  | 'no-certificate'
  | 'unsupported'
  | 'timestamp'
  | 'no-chain'
  | 'chain-constraints'
  | 'out-of-bounds'
  | 'revoked'
  | 'weak'
  | 'revocation-unchecked'

export type ContainerFile = {
  /** Position in the container; files are asked for by it, never by name. */
  index: number
  name: string
  size: number
  sha256: string
  /** From META-INF/manifest.xml, the signature or the ASiCManifest, in this order; null when nothing says. */
  mediaType: string | null
  /** `data` must be covered by a signature; everything else is the container's own machinery. */
  role: 'mimetype' | 'data' | 'signature' | 'manifest' | 'timestamp' | 'evidence-record' | 'metadata'
  /** Positions in `signatures` of the intact signatures that cover the file. */
  coveredBy: number[]
  damaged: boolean
  /** What of it may be shown, by its own bytes; null: it is only downloaded. */
  preview: PreviewKind | null
}

export type ManifestReport = {
  file: string
  kind: 'container' | 'signature' | 'archive' | 'evidence-record' | 'unreadable'
  /** The signature or timestamp the manifest belongs to, null for META-INF/manifest.xml. */
  signedBy: string | null
  entries: {
    name: string
    mediaType: string | null
    digest: 'matches' | 'differs' | 'missing' | 'not-checked'
  }[]
}

export type SignatureReport = {
  form: 'XAdES' | 'CAdES'
  file: string
  id: string | null
  /** By the properties that are present, not by ETSI's full conformance rules. */
  level: 'B' | 'T' | 'LT' | 'LTA' | null
  integrity: { state: 'intact' | 'failed' | 'missing-file' | 'cannot-check' }
  coverage: { state: 'complete' | 'partial' | 'none'; covered: number[]; notCovered: number[] }
  time: {
    state: 'trusted-timestamp' | 'untrusted-timestamp' | 'broken-timestamp' | 'claimed' | 'unknown'
    claimed: string | null
    /** The trusted instant; null when there is none and the check was made for `checkedAt`. */
    proven: string | null
    checkedAt: string
  }
  trust: {
    state:
      | 'trusted'
      | 'no-chain'
      | 'no-anchors'
      | 'not-valid-then'
      | 'revoked'
      | 'not-allowed'
      | 'not-checked'
    anchor: string | null
    revocation: RevocationReport
  }
  indication: Indication
  subIndication: SubIndication | null
  problems: Problem[]
  warnings: Note[]
  signer: CertificateReport | null
  /** From the signer to the anchor, or as far as it goes. */
  chain: CertificateReport[]
  timestamps: TimestampReport[]
  algorithms: { signature: string | null; digests: string[]; canonicalization: string | null }
  /** Present in the file and not judged: archive timestamps, policies, CRLs, countersignatures … */
  notChecked: UncheckedPart[]
}

export type RevocationReport = {
  state: 'good' | 'revoked' | 'unknown' | 'not-checked' | 'not-needed'
  source: 'ocsp' | null
  producedAt: string | null
  responder: string | null
  revokedAt: string | null
}

export type TimestampReport = {
  state: 'trusted' | 'untrusted' | 'broken' | 'weak' | 'cannot-check'
  genTime: string | null
  issuer: string | null
  serial: string | null
  digest: string | null
  problems: Problem[]
}

export type CertificateReport = {
  subject: string
  issuer: string
  serial: string
  validFrom: string
  validTo: string
  sha256: string
  key: { type: string; bits: number | null; curve: string | null }
  signatureAlgorithm: string
}
