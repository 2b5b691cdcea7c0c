import type { Certificate } from './certificate'
import { checkCadesFile, type SignedSubject } from './check-cades-file'
import { CheckFailure, problemOf } from './check-failure'
import { type ContainerFiles, containerFiles } from './container-files'
import type { ContainerReport, ManifestReport, Note, Problem, SignatureReport } from './container-report'
import { judgeSignature } from './judge-signature'
import { mayBeSimpleForm, readContainerManifest, readMediaType } from './media-type-warnings'
import { previewKind } from './preview-kind'
import { readAnchors } from './read-anchors'
import { type ArchiveFile, readArchive } from './read-archive'
import { type AsicManifest, manifestKind, readAsicManifest } from './read-asic-manifest'
import { readXadesFile } from './read-xades-file'
import { refusedReport } from './refused-report'
import { sha256Hex } from './sha256-hex'
import { failedDraft, type SignatureDraft } from './signature-draft'
import { containerVerdict } from './verdict'

export type CheckOptions = {
  /** Certificates that are trusted, DER or PEM; without any, no signer is trusted and trust says so. */
  anchors: Uint8Array[]
  /** The instant the check is made for; now when left out. */
  at?: Date
}

/**
 * Checks an ASiC-E container (ETSI EN 319 162-1) of either form and reports all that a viewer shows. Asks nothing of
 * the network, writes nothing to disk, and never throws: what it cannot judge is INDETERMINATE, CANNOT_BE_CHECKED.
 * It may take long on a container made for it: over untrusted bytes call `checkInWorker`.
 */
export async function checkContainer(bytes: Uint8Array, options: CheckOptions): Promise<ContainerReport> {
  try {
    const anchors = readAnchors(options.anchors)
    return checkFiles(bytes, await readArchive(bytes), anchors, options.at ?? new Date())
  } catch (error) {
    return refusedReport(bytes, problemOf(error))
  }
}

function checkFiles(
  bytes: Uint8Array,
  archive: ArchiveFile[],
  anchors: Certificate[],
  now: Date,
): ContainerReport {
  const files = containerFiles(archive)
  const dataFiles = archive.filter((file) => files.roleOf(file) === 'data')
  const { mediaType, warnings } = readMediaType(archive)
  const listed = readContainerManifest(files, dataFiles)
  warnings.push(...listed.warnings)

  const problems: Problem[] = archive
    .filter(({ damaged }) => damaged)
    .map(({ name }) => ({ kind: 'format', code: 'FILE_DAMAGED', values: { name } }))
  const manifests = readManifests(files)
  const drafts = readSignatures(files, manifests, mediaType, dataFiles)
  problems.push(...manifestProblems(manifests, files))
  for (const { manifest, report } of manifests)
    if (manifest === null && manifestKind(report.file) !== 'signature')
      warnings.push({ code: 'MANIFEST_UNREADABLE', values: { name: report.file } })
  const signatures = drafts.map((draft) => judgeSignature(draft, anchors, dataFiles, now))

  const coveredBy = (file: ArchiveFile) =>
    signatures.flatMap(({ integrity, coverage }, place) =>
      integrity.state === 'intact' && coverage.covered.includes(file.index) ? [place] : [],
    )
  const uncovered = dataFiles.filter((file) => coveredBy(file).length === 0)
  warnings.push(...problems.map(({ code, values }) => ({ code, values })))
  if (signatures.length > 0)
    for (const { name } of uncovered) warnings.push({ code: 'FILE_NOT_COVERED', values: { name } })
  for (const file of dataFiles) warnings.push(...mediaTypeConflicts(file, listed.mediaTypes, drafts))
  if (archive.some((file) => files.roleOf(file) === 'evidence-record'))
    warnings.push({ code: 'EVIDENCE_RECORD_NOT_CHECKED', values: {} })
  if (archive.some((file) => files.roleOf(file) === 'timestamp'))
    warnings.push({ code: 'ARCHIVE_TIMESTAMP_NOT_CHECKED', values: {} })

  return {
    container: {
      ...containerVerdict(problems, signatures.map(withVerdict), uncovered.length > 0),
      mediaType,
      size: bytes.byteLength,
      sha256: sha256Hex(bytes),
      warnings,
    },
    files: archive.map((file) => ({
      index: file.index,
      name: file.name,
      size: file.size,
      sha256: files.sha256(file),
      mediaType: listed.mediaTypes.get(file.name) ?? claimedTypes(file, drafts)[0] ?? null,
      role: files.roleOf(file),
      coveredBy: coveredBy(file),
      damaged: file.damaged,
      preview: file.bytes === null || file.damaged ? null : previewKind(file.bytes),
    })),
    manifests: [
      ...(listed.manifest === null ? [] : [listed.manifest]),
      ...manifests.map(({ report }) => report),
    ],
    signatures,
  }
}

function withVerdict(signature: SignatureReport) {
  const { indication, subIndication, problems } = signature
  return { verdict: { indication, subIndication }, problems }
}

type ReadManifest = { report: ManifestReport; manifest: AsicManifest | null; problem: Problem | null }

function readManifests(files: ContainerFiles): ReadManifest[] {
  return files.all
    .filter((file) => files.roleOf(file) === 'manifest')
    .map((file) => {
      try {
        const manifest = readAsicManifest(file, files)
        const { kind, signatureUri, entries } = manifest
        return { report: { file: file.name, kind, signedBy: signatureUri, entries }, manifest, problem: null }
      } catch (error) {
        const problem = problemOf(error)
        return {
          report: { file: file.name, kind: 'unreadable', signedBy: null, entries: [] },
          manifest: null,
          problem,
        }
      }
    })
}

function readSignatures(
  files: ContainerFiles,
  manifests: ReadManifest[],
  mediaType: string | null,
  dataFiles: ArchiveFile[],
): SignatureDraft[] {
  return files.all
    .filter((file) => files.roleOf(file) === 'signature')
    .flatMap((file) => {
      if (/\.xml$/i.test(file.name)) return readXadesFile(file, files)
      const subject = subjectOf(file, manifests, files, mediaType, dataFiles)
      return subject instanceof CheckFailure
        ? [failedDraft('CAdES', file.name, subject.problem)]
        : checkCadesFile(file, subject)
    })
}

/**
 * What a .p7s signs: the one manifest that names it; in an ASiC-S, which has no manifest, the one file. The media type
 * is not signed, but lying about it only makes the digest differ.
 */
function subjectOf(
  file: ArchiveFile,
  manifests: ReadManifest[],
  files: ContainerFiles,
  mediaType: string | null,
  dataFiles: ArchiveFile[],
): SignedSubject | CheckFailure {
  const [own, ...others] = manifests
    .flatMap(({ manifest }) => (manifest === null ? [] : [manifest]))
    .filter(({ signatureUri }) => files.resolve(signatureUri).includes(file))
  if (others.length > 0) return new CheckFailure('format', 'SIGNATURE_WITH_SEVERAL_MANIFESTS')
  if (own !== undefined) return own
  const [only, ...more] = dataFiles
  if (mayBeSimpleForm(mediaType) && only !== undefined && more.length === 0 && manifests.length === 0)
    return { file: only, entries: [], covered: [only], problems: [], digests: [] }
  const refused = manifests.find(({ problem }) => problem?.kind === 'unsupported')?.problem
  if (refused) return new CheckFailure(refused.kind, refused.code, refused.values)
  return new CheckFailure('format', 'SIGNATURE_WITHOUT_MANIFEST')
}

/** A manifest whose signature is gone says that something was taken out; one that cannot be read hides what it says. */
function manifestProblems(manifests: ReadManifest[], files: ContainerFiles): Problem[] {
  return manifests.flatMap(({ manifest, report }): Problem[] => {
    const values = { name: report.file }
    // Archive manifests and evidence records stand beside the signatures: broken, they break none.
    if (manifest === null)
      return manifestKind(report.file) === 'signature'
        ? [{ kind: 'unsupported', code: 'MANIFEST_UNREADABLE', values }]
        : []
    const isOrphan = manifest.kind === 'signature' && files.resolve(manifest.signatureUri).length === 0
    return isOrphan ? [{ kind: 'missing-file', code: 'MANIFEST_WITHOUT_SIGNATURE', values }] : []
  })
}

function mediaTypeConflicts(
  file: ArchiveFile,
  listed: Map<string, string>,
  drafts: SignatureDraft[],
): Note[] {
  const types = new Set(
    [listed.get(file.name), ...claimedTypes(file, drafts)].filter((type) => type !== undefined),
  )
  return types.size > 1
    ? [{ code: 'MEDIA_TYPES_DIFFER', values: { name: file.name, types: [...types].join(', ') } }]
    : []
}

function claimedTypes(file: ArchiveFile, drafts: SignatureDraft[]): string[] {
  return drafts.flatMap((draft) => draft.mediaTypes.get(file.name) ?? [])
}
