import {
  configure,
  type Entry,
  type EntryGetDataOptions,
  ERR_INVALID_COMPRESSED_DATA,
  ERR_INVALID_CRC32,
  ERR_INVALID_UNCOMPRESSED_SIZE,
  type FileEntry,
  Uint8ArrayReader,
  ZipReader,
} from '@zip.js/zip.js'
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
  const budget: Budget = { left: LIMITS.totalSize }
  for (const [index, entry] of entries.entries()) {
    if (entry.directory) continue
    files.push({
      index,
      name: entryName(entry),
      compressed: entry.compressionMethod !== STORED,
      offset: entry.offset,
      ...(await readEntry(entry, budget)),
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
  for (const entry of entries) checkSize(entry, entry.uncompressedSize)
}

function checkSize(entry: Entry, size: number): void {
  const name = entryName(entry)
  if (size > LIMITS.entrySize) throw new CheckFailure('unsupported', 'FILE_TOO_LARGE', { name })
  if (size > LIMITS.ratioFrom && size > entry.compressedSize * LIMITS.ratio)
    throw new CheckFailure('unsupported', 'COMPRESSION_BOMB', { name })
}

async function readEntry(
  entry: FileEntry,
  budget: Budget,
): Promise<Pick<ArchiveFile, 'size' | 'bytes' | 'damaged'>> {
  try {
    const bytes = await inflate(entry, budget, { checkCrc32: true, checkOverlappingEntry: true })
    return { size: bytes.byteLength, bytes, damaged: false }
  } catch (error) {
    if (!isDamage(error)) throw archiveFailure(error)
  }
  // What is damaged is still compared with its digests, where it can be read at all.
  const bytes = await inflate(entry, budget, {}).catch((error: unknown) => {
    if (isDamage(error)) return null
    throw archiveFailure(error)
  })
  return { size: bytes?.byteLength ?? entry.uncompressedSize, bytes, damaged: true }
}

type Budget = { left: number }

/** Zip.js has no cap of its own: the sink counts what really comes out, whatever the directory announced. */
async function inflate(
  entry: FileEntry,
  budget: Budget,
  checks: Pick<EntryGetDataOptions, 'checkCrc32' | 'checkOverlappingEntry'>,
): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  const refused: CheckFailure[] = []
  const sink = new WritableStream<Uint8Array>({
    write(chunk) {
      size += chunk.byteLength
      budget.left -= chunk.byteLength
      try {
        checkSize(entry, size)
        if (budget.left < 0) throw new CheckFailure('unsupported', 'CONTENT_TOO_LARGE')
      } catch (error) {
        if (error instanceof CheckFailure) refused.push(error)
        throw error
      }
      chunks.push(chunk.slice())
    },
  })
  try {
    await entry.getData(sink, { ...checks, strictness: 'strict' })
  } catch (error) {
    throw refused[0] ?? error
  }
  return Buffer.concat(chunks)
}

/** Bytes that changed after packing: told of the file, so that the signatures over the others are still judged. */
function isDamage(error: unknown): boolean {
  const damages = [ERR_INVALID_CRC32, ERR_INVALID_COMPRESSED_DATA, ERR_INVALID_UNCOMPRESSED_SIZE]
  return error instanceof Error && damages.includes(error.message)
}

function archiveFailure(error: unknown): CheckFailure {
  if (error instanceof CheckFailure) return error
  const reason = error instanceof Error && 'reason' in error ? String(error.reason) : ''
  const message = error instanceof Error ? error.message : 'unknown'
  return new CheckFailure('format', 'ARCHIVE_UNREADABLE', { reason: reason || message })
}
