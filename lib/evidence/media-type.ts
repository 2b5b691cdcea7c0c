import type { EvidenceKind, EvidenceState } from '@/db/schema/evidence'

export const UNKNOWN_TYPE = 'application/octet-stream'
export const ASICE_TYPE = 'application/vnd.etsi.asic-e+zip'

/** How many bytes of a file's beginning and end its type is told from. */
export const HEAD_BYTES = 1024
export const TAIL_BYTES = 66_000

const HEIC_BRANDS = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']

/**
 * What bytes are by their own signature, whatever a header said: media type, or `application/octet-stream` when it is
 * none of those that ID360 takes from people [wiki] or gives.
 */
export function mediaTypeOf(head: Buffer): string {
  const starts = (text: string, at = 0) =>
    head.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'))
  if (starts('\xff\xd8\xff')) return 'image/jpeg'
  if (starts('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (starts('PK\x03\x04')) return 'application/zip'
  if (starts('GIF8')) return 'image/gif'
  if (starts('RIFF') && starts('WEBP', 8)) return 'image/webp'
  if (starts('II*\0') || starts('MM\0*')) return 'image/tiff'
  if (starts('\x1a\x45\xdf\xa3')) return 'video/webm'
  // Readers accept a PDF whose header stands anywhere in the first 1024 bytes (ISO 32000-1, annex H). A container begins
  // with its own signature and may hold a PDF.
  if (head.subarray(0, 1024).includes('%PDF-')) return 'application/pdf'
  if (!starts('ftyp', 4)) return UNKNOWN_TYPE
  const brand = head.toString('latin1', 8, 12)
  if (HEIC_BRANDS.includes(brand)) return 'image/heic'
  return brand === 'avif' ? 'image/avif' : 'video/mp4'
}

/**
 * Whether a file of that type has the end that its format wants. A file that was cut off announces its length as if it
 * were whole: only the format tells. True for formats that do not mark their end.
 */
export function hasItsEnd(mediaType: string, tail: Buffer, size: number): boolean {
  switch (mediaType) {
    case 'application/pdf':
      return tail.subarray(-1024).includes('%%EOF')
    case 'image/jpeg':
      // Cameras write behind the end.
      return tail.subarray(-4096).includes(Buffer.from([0xff, 0xd9]))
    case 'image/png':
      return tail.subarray(-1024).includes('IEND')
    case 'application/zip':
      return endsAsZip(tail)
    case 'image/webp':
      return size > tail.length || tail.readUInt32LE(4) + 8 <= size
    default:
      return true
  }
}

/** The end record with its comment reaches exactly to the end (APPNOTE 4.3.16). */
function endsAsZip(tail: Buffer): boolean {
  const END = Buffer.from('PK\x05\x06', 'latin1')
  for (let at = tail.lastIndexOf(END); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(END, at - 1)) {
    if (at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) === tail.length) return true
  }
  return false
}

/** What complete bytes of a kind are kept as: their type, and whether that kind of evidence can be of it. */
export function judgeType(
  kind: EvidenceKind,
  mediaType: string,
): { contentType: string; state: EvidenceState } {
  if (kind === 'report') return { contentType: 'application/json', state: 'sound' }
  const right =
    kind === 'proof_slip'
      ? mediaType === 'application/pdf'
      : kind === 'idclaim'
        ? mediaType === 'application/zip'
        : /^(image|video)\//.test(mediaType) || mediaType === 'application/pdf'
  const contentType = kind === 'idclaim' && right ? ASICE_TYPE : mediaType
  return { contentType, state: right ? 'sound' : 'wrong_type' }
}

/** The state of a row whose file is what was captured, from what was kept of it. */
export function stateByType(kind: EvidenceKind, contentType: string): EvidenceState {
  return judgeType(kind, contentType === ASICE_TYPE ? 'application/zip' : contentType).state
}
