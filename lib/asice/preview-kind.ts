/** What may be shown of a file inside a container, whatever its name and its manifest say. */
export type PreviewKind = 'text' | 'png' | 'jpeg'

/** More text than this is downloaded, not shown. */
const LONGEST_TEXT = 512 * 1024
const LARGEST_IMAGE = 20 * 2 ** 20

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const JPEG = [0xff, 0xd8, 0xff]

/** Control characters but tab and line ends: what has them is no text. */
const NOT_TEXT = /[^\P{Cc}\t\n\r]/u

/** Says by its first bytes whether a file can be shown safely: PNG, JPEG, or text in UTF-8. Null: download it. */
export function previewKind(bytes: Uint8Array): PreviewKind | null {
  const startsWith = (magic: number[]) => magic.every((byte, place) => bytes[place] === byte)
  if (bytes.byteLength <= LARGEST_IMAGE) {
    if (startsWith(PNG)) return 'png'
    if (startsWith(JPEG)) return 'jpeg'
  }
  if (bytes.byteLength === 0 || bytes.byteLength > LONGEST_TEXT) return null
  try {
    return NOT_TEXT.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) ? null : 'text'
  } catch {
    return null
  }
}
