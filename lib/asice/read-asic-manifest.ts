import { CheckFailure } from './check-failure'
import type { ContainerFiles } from './container-files'
import type { ManifestReport, Problem } from './container-report'
import { digestByUri } from './digest-algorithm'
import { LIMITS } from './limits'
import type { ArchiveFile } from './read-archive'
import { checkFileReference } from './reference-check'
import {
  attribute,
  base64Bytes,
  childElements,
  childrenNamed,
  parseXml,
  text,
  XMLDSIG,
  type XmlElement,
} from './xml-document'

/** An ASiCManifest (EN 319 162-1, A.4): what it belongs to, and how the files compare with it. */
export type AsicManifest = {
  file: ArchiveFile
  kind: 'signature' | 'archive' | 'evidence-record'
  signatureUri: string
  entries: ManifestReport['entries']
  covered: ArchiveFile[]
  problems: Problem[]
  digests: string[]
}

/**
 * Reads one manifest by its local names: versions of the standard differ in namespace and spelling.
 *
 * @throws CheckFailure `format` or `unsupported` when it cannot be read as a manifest
 */
export function readAsicManifest(file: ArchiveFile, files: ContainerFiles): AsicManifest {
  if (file.bytes === null) throw new CheckFailure('format', 'FILE_DAMAGED', { name: file.name })
  const document = parseXml(file.bytes)
  try {
    const { root } = document
    if (!/^asicmanifest$/i.test(root.name))
      throw new CheckFailure('format', 'MANIFEST_MALFORMED', { name: file.name })
    const [signature, ...more] = namedAnywhere(root, 'SigReference')
    const uri = signature === undefined ? null : attribute(signature, 'URI')
    if (uri === null || uri === '' || more.length > 0)
      throw new CheckFailure('format', 'MANIFEST_MALFORMED', { name: file.name })
    const manifest: AsicManifest = {
      file,
      kind: manifestKind(file.name),
      signatureUri: uri,
      entries: [],
      covered: [],
      problems: [],
      digests: [],
    }
    const references = namedAnywhere(root, 'DataObjectReference')
    if (references.length > LIMITS.referencesPerSignature)
      throw new CheckFailure('unsupported', 'TOO_MANY_REFERENCES')
    for (const reference of references) checkEntry(reference, files, manifest)
    if (references.length === 0)
      manifest.problems.push({ kind: 'format', code: 'NOTHING_SIGNED', values: {} })
    return manifest
  } finally {
    document.dispose()
  }
}

/** What a manifest is for, by its name; which signature is over it is a matter of its reference alone. */
export function manifestKind(name: string): AsicManifest['kind'] {
  if (/archivemanifest/i.test(name)) return 'archive'
  return /evidencerecordmanifest/i.test(name) ? 'evidence-record' : 'signature'
}

function checkEntry(reference: XmlElement, files: ContainerFiles, manifest: AsicManifest): void {
  const uri = attribute(reference, 'URI') ?? ''
  const entry = { name: uri, mediaType: attribute(reference, 'MimeType') }
  try {
    const [method] = childrenNamed(reference, 'DigestMethod', XMLDSIG)
    const values = childrenNamed(reference, 'DigestValue', XMLDSIG)
    const [value] = values
    if (
      value === undefined ||
      values.length > 1 ||
      childrenNamed(reference, 'DigestMethod', XMLDSIG).length > 1
    )
      throw new CheckFailure('format', 'MANIFEST_MALFORMED', { name: manifest.file.name })
    const algorithm = digestByUri(method === undefined ? '' : (attribute(method, 'Algorithm') ?? ''))
    if (!manifest.digests.includes(algorithm.name)) manifest.digests.push(algorithm.name)
    const check = checkFileReference(uri, algorithm, base64Bytes(text(value)), files)
    manifest.problems.push(...check.problems)
    manifest.entries.push({ ...entry, digest: check.digest })
    if (check.file !== null && check.digest === 'matches') manifest.covered.push(check.file)
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error
    manifest.problems.push(error.problem)
    manifest.entries.push({ ...entry, digest: 'not-checked' })
  }
}

function namedAnywhere(root: XmlElement, name: string): XmlElement[] {
  return childElements(root).filter((child) => child.name === name)
}
