import type { Entry } from '@zip.js/zip.js'
import { entryName } from './archive-names'
import { CheckFailure } from './check-failure'

const LOCAL_HEADER = 30
const DESCRIPTOR_SIZES = [12, 16, 20, 24]
const END_OF_DIRECTORY = 22
const LONGEST_COMMENT = 0xffff
const ZIP64_LOCATOR = 20
const UNICODE_PATH = 0x7075

/**
 * Checks that the entries lie one behind the other from the first byte to the directory: bytes between them are read
 * by nobody here and as an entry by tools that walk the local headers. A second name in a local header's extra fields
 * is such an entry too.
 *
 * @throws CheckFailure `format`
 */
export function checkArchiveLayout(bytes: Uint8Array, entries: Entry[]): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let expected = [0]
  for (const entry of [...entries].sort((one, other) => one.offset - other.offset)) {
    if (!expected.includes(entry.offset))
      throw new CheckFailure('format', 'ARCHIVE_GAP', { at: entry.offset })
    if (entry.offset + LOCAL_HEADER > bytes.byteLength) throw new CheckFailure('format', 'ARCHIVE_GAP')
    const nameEnd = entry.offset + LOCAL_HEADER + view.getUint16(entry.offset + 26, true)
    const dataStart = nameEnd + view.getUint16(entry.offset + 28, true)
    const end = dataStart + entry.compressedSize
    if (end > bytes.byteLength) throw new CheckFailure('format', 'ARCHIVE_GAP')
    checkLocalName(bytes.subarray(nameEnd, dataStart), entry)
    expected =
      entry.bitFlag?.dataDescriptor === true ? [end, ...DESCRIPTOR_SIZES.map((size) => end + size)] : [end]
  }
  const directory = directoryOffset(view)
  if (!expected.includes(directory)) throw new CheckFailure('format', 'ARCHIVE_GAP', { at: directory })
}

/** The directory's extra fields are zip.js's affair; those of the local header are read by tools that stream. */
function checkLocalName(extra: Uint8Array, entry: Entry): void {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength)
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== UNICODE_PATH) continue
    // Version and the name's CRC stand before the name.
    const second = Buffer.from(extra.subarray(at + 9, at + 4 + view.getUint16(at + 2, true)))
    const name = entryName(entry)
    if (second.toString('utf8') !== name) throw new CheckFailure('format', 'ARCHIVE_NAME_AMBIGUOUS', { name })
  }
}

/**
 * Where the directory starts.
 *
 * @throws CheckFailure `format` when the end record does not end the archive or speaks of other volumes
 */
function directoryOffset(view: DataView): number {
  const last = view.byteLength - END_OF_DIRECTORY
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1) {
    if (view.getUint32(at, true) !== 0x06054b50) continue
    if (at + END_OF_DIRECTORY + view.getUint16(at + 20, true) !== view.byteLength) continue
    const isOneVolume = [4, 6].every((field) => [0, 0xffff].includes(view.getUint16(at + field, true)))
    if (!isOneVolume || view.getUint16(at + 8, true) !== view.getUint16(at + 10, true)) break
    const offset = view.getUint32(at + 16, true)
    return offset === 0xffffffff ? zip64DirectoryOffset(view, at) : offset
  }
  throw new CheckFailure('format', 'ARCHIVE_UNREADABLE', { reason: 'End of central directory' })
}

/** The locator stands right before the end record and names the Zip64 record, which names the directory. */
function zip64DirectoryOffset(view: DataView, end: number): number {
  const locator = end - ZIP64_LOCATOR
  const record = locator < 0 ? -1 : Number(view.getBigUint64(locator + 8, true))
  if (record < 0 || record + 56 > end) throw new CheckFailure('format', 'ARCHIVE_GAP')
  return Number(view.getBigUint64(record + 48, true))
}
