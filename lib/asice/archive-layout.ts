import type { Entry } from '@zip.js/zip.js'
import { CheckFailure } from './check-failure'

const LOCAL_HEADER = 30
const DESCRIPTOR_SIZES = [12, 16, 20, 24]
const END_OF_DIRECTORY = 22

/**
 * Checks that the entries lie one behind the other from the first byte to the directory: bytes between them are read
 * by nobody here and as an entry by tools that walk the local headers.
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
    const headerLength =
      LOCAL_HEADER + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
    const end = entry.offset + headerLength + entry.compressedSize
    expected =
      entry.bitFlag?.dataDescriptor === true ? [end, ...DESCRIPTOR_SIZES.map((size) => end + size)] : [end]
  }
  const directory = directoryOffset(view)
  if (directory !== null && !expected.includes(directory))
    throw new CheckFailure('format', 'ARCHIVE_GAP', { at: directory })
}

/** Where the directory starts; null in a Zip64 archive, whose records zip.js has compared already. */
function directoryOffset(view: DataView): number | null {
  for (let at = view.byteLength - END_OF_DIRECTORY; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== 0x06054b50) continue
    if (at + END_OF_DIRECTORY + view.getUint16(at + 20, true) !== view.byteLength) continue
    const offset = view.getUint32(at + 16, true)
    return offset === 0xffffffff ? null : offset
  }
  return null
}
