import type { ContainerFile } from './container-report'
import { type DigestAlgorithm, digestByName, digestOf } from './digest-algorithm'
import type { ArchiveFile } from './read-archive'

const SHA256 = digestByName('sha256')

/** The files of a container with their roles; digests are computed once however many signatures ask for them. */
export type ContainerFiles = {
  all: ArchiveFile[]
  roleOf(file: ArchiveFile): ContainerFile['role']
  /** The digest, null when the bytes could not be read. */
  digest(file: ArchiveFile, algorithm: DigestAlgorithm): Buffer | null
  /**
   * The files a reference can mean: the URI as it stands, then percent-decoded, each with and without a leading slash.
   * Several results with different bytes are an ambiguity that the caller refuses.
   */
  resolve(uri: string): ArchiveFile[]
  sha256(file: ArchiveFile): string
}

export function containerFiles(all: ArchiveFile[]): ContainerFiles {
  const digests = new Map<string, Buffer>()
  // Names are told apart here: two that a file system takes for one were refused before.
  const named = new Map(all.map((file) => [file.name, file]))
  const composed = new Map(all.map((file) => [file.name.normalize('NFC'), file]))
  const digest: ContainerFiles['digest'] = (file, algorithm) => {
    if (file.bytes === null) return null
    const key = `${algorithm.name} ${file.index}`
    const known = digests.get(key) ?? digestOf(algorithm, file.bytes)
    digests.set(key, known)
    return known
  }
  return {
    all,
    roleOf: (file) => roleOf(file.name),
    resolve(uri) {
      const names = namesOf(uri)
      const exact = names.flatMap((name) => named.get(name) ?? [])
      if (exact.length > 0) return [...new Set(exact)]
      // A name may have been taken apart (NFD) by a Mac on its way.
      return [...new Set(names.flatMap((name) => composed.get(name.normalize('NFC')) ?? []))]
    },
    digest,
    sha256: (file) => digest(file, SHA256)?.toString('hex') ?? '',
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

function namesOf(uri: string): string[] {
  return [uri, decoded(uri)].flatMap((name) => {
    if (name === null) return []
    if (name.startsWith('/')) return [name, name.slice(1)]
    return name.startsWith('./') ? [name, name.slice(2)] : [name]
  })
}

function decoded(uri: string): string | null {
  try {
    return decodeURIComponent(uri)
  } catch {
    return null
  }
}
