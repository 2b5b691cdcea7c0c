import type { ContainerFile } from './container-report'
import { type DigestAlgorithm, digestOf } from './digest-algorithm'
import type { ArchiveFile } from './read-archive'
import { sha256Hex } from './sha256-hex'

/** The files of a container with their roles; digests are computed once however many signatures ask for them. */
export type ContainerFiles = {
  all: ArchiveFile[]
  roleOf(file: ArchiveFile): ContainerFile['role']
  /** The digest, null when the bytes could not be read. */
  digest(file: ArchiveFile, algorithm: DigestAlgorithm): Buffer | null
  sha256(file: ArchiveFile): string
}

export function containerFiles(all: ArchiveFile[]): ContainerFiles {
  const digests = new Map<string, Buffer>()
  return {
    all,
    roleOf: (file) => roleOf(file.name),
    digest(file, algorithm) {
      if (file.bytes === null) return null
      const key = `${algorithm.name} ${file.index}`
      const digest = digests.get(key) ?? digestOf(algorithm, file.bytes)
      digests.set(key, digest)
      return digest
    },
    sha256: (file) => (file.bytes === null ? '' : sha256Hex(file.bytes)),
  }
}

/** Files that UCF and OpenDocument allow in META-INF beside signatures; anything else there must be signed like data. */
const METADATA = [
  'manifest.xml',
  'container.xml',
  'metadata.xml',
  'rights.xml',
  'encryption.xml',
  'manifest.rdf',
]

function roleOf(name: string): ContainerFile['role'] {
  if (name === 'mimetype') return 'mimetype'
  const lower = name.toLowerCase()
  if (!lower.startsWith('meta-inf/')) return 'data'
  const inside = lower.slice('meta-inf/'.length)
  if (METADATA.includes(inside)) return 'metadata'
  if (/evidencerecord[^/]*\.(xml|ers)$/.test(inside) && !inside.includes('manifest')) return 'evidence-record'
  if (/signatures.*\.xml$/.test(inside)) return 'signature'
  if (/manifest[^/]*\.xml$/.test(inside)) return 'manifest'
  if (/signature.*\.xml$/.test(inside)) return 'signature'
  if (inside.endsWith('.p7s') || inside.endsWith('.p7m')) return 'signature'
  if (/\.tst$/.test(inside)) return 'timestamp'
  return 'data'
}

/**
 * The files a reference can mean: the URI as it stands, then percent-decoded, each with and without a leading slash.
 * Several results with different bytes are an ambiguity that the caller refuses.
 */
export function resolveFile(uri: string, files: ArchiveFile[]): ArchiveFile[] {
  const names = new Set<string>()
  for (const candidate of [uri, decoded(uri)]) {
    if (candidate === null) continue
    names.add(candidate)
    if (candidate.startsWith('/')) names.add(candidate.slice(1))
    if (candidate.startsWith('./')) names.add(candidate.slice(2))
  }
  const exact = files.filter((file) => names.has(file.name))
  if (exact.length > 0) return exact
  // A name may have been taken apart (NFD) by a Mac on its way; two such names in one archive were refused before.
  const composed = new Set([...names].map((name) => name.normalize('NFC')))
  return files.filter((file) => composed.has(file.name.normalize('NFC')))
}

function decoded(uri: string): string | null {
  try {
    return decodeURIComponent(uri)
  } catch {
    return null
  }
}
