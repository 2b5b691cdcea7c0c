import { crc32, inflateRaw } from 'node:zlib'
import { configure, type Entry, type FileEntry, Uint8ArrayReader, ZipReader } from '@zip.js/zip.js'
import { checkArchiveLayout } from './archive-layout'
import { checkArchiveNames, entryName } from './archive-names'
import { CheckFailure } from './check-failure'
import { LIMITS } from './limits'

/** One file of the archive. `bytes` is null when they could not be read; `damaged` when they are not what was packed. */
export type ArchiveFile = {
  index: number
  name: string
  size: number
  bytes: Uint8Array | null
  damaged: boolean
  compressed: boolean
  /** Where the entry starts in the archive; the directory's order is another thing. */
  offset: number
}

const REGULAR_FILE = 0x8
const DIRECTORY = 0x4
const STORED = 0
const DEFLATED = 8
const LARGEST_CHUNK = 256 * 1024

configure({ useWebWorkers: false })

/**
 * Reads all files of a zip into memory, in the order of its directory, refusing whatever two tools could read
 * differently: this is what makes "the file the signature covers" and "the file one opens" the same.
 *
 * @throws CheckFailure `format` for what is no zip or an ambiguous one, `unsupported` for what passes the caps or is
 * encrypted
 */
export async function readArchive(bytes: Uint8Array): Promise<ArchiveFile[]> {
  if (bytes.byteLength > LIMITS.containerSize) throw new CheckFailure('unsupported', 'CONTAINER_TOO_LARGE')
  const entries = await readDirectory(bytes)
  for (const entry of entries) checkKind(entry)
  checkArchiveNames(entries)
  checkArchiveLayout(bytes, entries)
  checkAnnouncedSizes(entries)

  const files: ArchiveFile[] = []
  for (const [index, entry] of entries.entries()) {
    if (entry.directory) continue
    files.push({
      index,
      name: entryName(entry),
      compressed: entry.compressionMethod !== STORED,
      offset: entry.offset,
      ...(await readEntry(bytes, entry)),
    })
  }
  return files
}

async function readDirectory(bytes: Uint8Array): Promise<Entry[]> {
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { strictness: 'strict' })
  const entries: Entry[] = []
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (entries.length === LIMITS.entries) throw new CheckFailure('unsupported', 'TOO_MANY_FILES')
      entries.push(entry)
    }
  } catch (error) {
    throw archiveFailure(error)
  }
  return entries
}

function checkKind(entry: Entry): void {
  const name = entryName(entry)
  const kind = entry.externalFileAttributes >>> 28
  if (kind !== 0 && kind !== REGULAR_FILE && kind !== DIRECTORY)
    throw new CheckFailure('format', 'ARCHIVE_LINK', { name })
  if (entry.encrypted) throw new CheckFailure('unsupported', 'ARCHIVE_ENCRYPTED', { name })
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
    throw new CheckFailure('unsupported', 'ARCHIVE_COMPRESSION', { name, method: entry.compressionMethod })
  if (entry.directory && (entry.uncompressedSize > 0 || entry.compressedSize > 2))
    throw new CheckFailure('format', 'ARCHIVE_DIRECTORY_WITH_DATA', { name })
}

function checkAnnouncedSizes(entries: Entry[]): void {
  const total = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  if (total > LIMITS.totalSize) throw new CheckFailure('unsupported', 'CONTENT_TOO_LARGE')
  for (const entry of entries) {
    const name = entryName(entry)
    const size = entry.uncompressedSize
    if (size > LIMITS.entrySize) throw new CheckFailure('unsupported', 'FILE_TOO_LARGE', { name })
    if (size > LIMITS.ratioFrom && size > entry.compressedSize * LIMITS.ratio)
      throw new CheckFailure('unsupported', 'COMPRESSION_BOMB', { name })
  }
}

/**
 * Zip.js compares the headers and the places of the entry; Node's own zlib unpacks, capped by the size that the directory
 * announced and that was checked against the limits.
 */
async function readEntry(
  container: Uint8Array,
  entry: FileEntry,
): Promise<Pick<ArchiveFile, 'size' | 'bytes' | 'damaged'>> {
  try {
    await entry.getData(new WritableStream(), { checkOverlappingEntryOnly: true, strictness: 'strict' })
  } catch (error) {
    throw archiveFailure(error)
  }
  const packed = packedBytes(container, entry)
  const bytes = entry.compressionMethod === STORED ? packed : await inflate(packed, entry.uncompressedSize)
  if (bytes === null) return { size: entry.uncompressedSize, bytes, damaged: true }
  // What is damaged is still compared with its digests, where it can be read at all.
  const damaged = bytes.byteLength !== entry.uncompressedSize || crc32(bytes) !== entry.crc32
  return { size: bytes.byteLength, bytes, damaged }
}

/** The data lie behind the local header, whose name and extra fields have lengths of their own. */
function packedBytes(container: Uint8Array, { offset, compressedSize }: FileEntry): Uint8Array {
  const view = new DataView(container.buffer, container.byteOffset, container.byteLength)
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  return container.subarray(start, start + compressedSize)
}

/** Null for what cannot be unpacked to its end, unpacks to more than announced, or ends before the packed bytes do. */
function inflate(packed: Uint8Array, announced: number): Promise<Uint8Array | null> {
  const chunkSize = Math.min(Math.max(announced, 64), LARGEST_CHUNK)
  const options = { maxOutputLength: Math.max(announced, 1), chunkSize, info: true }
  return new Promise((resolve) => {
    inflateRaw(packed, options, (error, result) => {
      // With `info` the result is the bytes and the engine, which Node's types do not say.
      const { buffer, engine } = (result ?? {}) as unknown as {
        buffer?: Buffer
        engine?: { bytesWritten: number }
      }
      const isWhole = error === null && engine?.bytesWritten === packed.byteLength
      resolve(isWhole && buffer !== undefined ? buffer : null)
    })
  })
}

function archiveFailure(error: unknown): CheckFailure {
  if (error instanceof CheckFailure) return error
  const reason = error instanceof Error && 'reason' in error ? String(error.reason) : ''
  const message = error instanceof Error ? error.message : 'unknown'
  return new CheckFailure('format', 'ARCHIVE_UNREADABLE', { reason: reason || message })
}
