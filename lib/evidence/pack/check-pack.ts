import { createHash } from 'node:crypto'
import { BlobReader, type FileEntry, ZipReader } from '@zip.js/zip.js'
import { MANIFEST_PATH, type PackManifest, packManifest } from './pack-manifest'

export type PackProblem = {
  what:
    | 'not_a_zip'
    | 'no_manifest'
    | 'manifest_unreadable'
    | 'missing'
    | 'unreadable'
    | 'size_differs'
    | 'hash_differs'
    | 'not_listed'
    | 'twice'
  path: string
}

export type PackCheck = {
  /** null when there is none that can be read. */
  manifest: PackManifest | null
  /** To be compared with the desk's audit: who writes the whole pack anew can write a manifest that fits it. */
  manifestSha256: string | null
  /** How many files are what the manifest says. */
  sound: number
  problems: PackProblem[]
}

const LARGEST_MANIFEST = 64 * 2 ** 20

/**
 * Checks an evidence pack without the desk: each file against the size and SHA-256 in the manifest, none missing, none
 * added. Files are hashed as they are read, never held.
 */
export async function checkPack(pack: Blob): Promise<PackCheck> {
  const reader = new ZipReader(new BlobReader(pack), { strictness: 'strict', useWebWorkers: false })
  try {
    return await checkEntries(reader)
  } catch {
    return { manifest: null, manifestSha256: null, sound: 0, problems: [{ what: 'not_a_zip', path: '' }] }
  } finally {
    await reader.close()
  }
}

async function checkEntries(reader: ZipReader<Blob>): Promise<PackCheck> {
  const problems: PackProblem[] = []
  const entries = new Map<string, FileEntry>()
  for await (const entry of reader.getEntriesGenerator()) {
    if (entries.has(entry.filename)) problems.push({ what: 'twice', path: entry.filename })
    if (entry.directory) problems.push({ what: 'not_listed', path: entry.filename })
    else entries.set(entry.filename, entry)
  }
  const found = entries.get(MANIFEST_PATH)
  const nothing = { manifest: null, manifestSha256: null, sound: 0 }
  if (!found) return { ...nothing, problems: [...problems, { what: 'no_manifest', path: MANIFEST_PATH }] }
  const pieces: Uint8Array[] = []
  const read = await digest(found, LARGEST_MANIFEST, (piece) => pieces.push(piece.slice()))
  const manifest = read === null ? null : parseManifest(Buffer.concat(pieces))
  if (read === null || manifest === null) {
    return { ...nothing, problems: [...problems, { what: 'manifest_unreadable', path: MANIFEST_PATH }] }
  }
  let sound = 0
  for (const { path, sha256, size } of manifest.files) {
    const what = await findProblem(entries.get(path), sha256, size)
    if (what === null) sound += 1
    else problems.push({ what, path })
  }
  const listed = new Set([MANIFEST_PATH, ...manifest.files.map(({ path }) => path)])
  for (const path of entries.keys()) if (!listed.has(path)) problems.push({ what: 'not_listed', path })
  return { manifest, manifestSha256: read.sha256, sound, problems }
}

function parseManifest(bytes: Uint8Array): PackManifest | null {
  try {
    return packManifest.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    return null
  }
}

async function findProblem(
  entry: FileEntry | undefined,
  sha256: string,
  size: number,
): Promise<PackProblem['what'] | null> {
  if (!entry) return 'missing'
  if (entry.uncompressedSize !== size) return 'size_differs'
  const read = await digest(entry, size)
  if (read === null) return 'unreadable'
  return read.sha256 === sha256 && read.size === size ? null : 'hash_differs'
}

/** Null when the bytes cannot be read, or are more than `most`. */
async function digest(entry: FileEntry, most: number, keep: (piece: Uint8Array) => void = () => {}) {
  const hash = createHash('sha256')
  let size = 0
  const sink = new WritableStream<Uint8Array>({
    write(piece) {
      size += piece.byteLength
      if (size > most) throw new Error('more than announced')
      hash.update(piece)
      keep(piece)
    },
  })
  try {
    await entry.getData(sink, { checkCrc32: true })
    return { sha256: hash.digest('hex'), size }
  } catch {
    return null
  }
}
