import type { Certificate } from './certificate'
import type { Note, Problem, SignatureReport } from './container-report'
import type { ArchiveFile } from './read-archive'
import type { UncheckedPart } from './remark-codes'

/** What reading a XAdES or CAdES signature gave, before time, trust and revocation are judged (the same for both). */
export type SignatureDraft = {
  form: SignatureReport['form']
  file: string
  id: string | null
  problems: Problem[]
  warnings: Note[]
  covered: ArchiveFile[]
  signer: Certificate | null
  /** All certificates the signature carries; never trusted by themselves. */
  certificates: Certificate[]
  claimedTime: Date | null
  /** Signature timestamps, each with the bytes it must be over. */
  timestamps: { token: Uint8Array; stamped: Uint8Array }[]
  brokenTimestamps: Problem[]
  ocspResponses: Uint8Array[]
  algorithms: SignatureReport['algorithms']
  notChecked: UncheckedPart[]
  /** What XAdES says of the media types, by reference (`#id`). */
  formats: Map<string, string>
  /** What the signer says the media types are, by file name. */
  mediaTypes: Map<string, string>
}

export function emptyDraft(form: SignatureReport['form'], file: string, id: string | null): SignatureDraft {
  return {
    form,
    file,
    id,
    problems: [],
    warnings: [],
    covered: [],
    signer: null,
    certificates: [],
    claimedTime: null,
    timestamps: [],
    brokenTimestamps: [],
    ocspResponses: [],
    algorithms: { signature: null, digests: [], canonicalization: null },
    notChecked: [],
    formats: new Map(),
    mediaTypes: new Map(),
  }
}

/** A draft that says only why a signature could not be read. */
export function failedDraft(form: SignatureReport['form'], file: string, problem: Problem): SignatureDraft {
  return { ...emptyDraft(form, file, null), problems: [problem] }
}
