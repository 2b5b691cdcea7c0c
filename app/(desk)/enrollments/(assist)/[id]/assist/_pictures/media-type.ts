import type { MediaType } from './picture'

const HEIC_BRANDS = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']

/** How many first bytes `mediaTypeOf` looks at. */
export const HEAD_BYTES = 1024

/**
 * The type that a file's first bytes tell, whatever its name says; null for one that ID360 does not take [wiki]. The
 * same rules as lib/evidence/media-type.ts, without Node's Buffer: the desk looks again, this only spares the way.
 */
export function mediaTypeOf(head: Uint8Array): MediaType | null {
  const text = Array.from(head, (byte) => String.fromCharCode(byte)).join('')
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  // A container begins with its own signature and may hold a PDF.
  if (text.startsWith('PK\x03\x04')) return null
  // Readers accept a PDF whose header stands anywhere in the first 1024 bytes (ISO 32000-1, annex H).
  if (text.includes('%PDF-')) return 'application/pdf'
  const isHeic = text.startsWith('ftyp', 4) && HEIC_BRANDS.includes(text.slice(8, 12))
  return isHeic ? 'image/heic' : null
}
