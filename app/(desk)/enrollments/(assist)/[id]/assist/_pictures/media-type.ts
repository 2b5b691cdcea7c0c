import type { MediaType } from './picture'

const HEIC_BRANDS = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']

const startsWith = (bytes: Uint8Array, signature: number[]) =>
  signature.every((byte, index) => bytes[index] === byte)

const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.slice(from, to))

/** How many first bytes `mediaTypeOf` looks at. */
export const HEAD_BYTES = 16

/** The type that a file's first bytes tell, whatever its name says; null for one that ID360 does not take [wiki]. */
export function mediaTypeOf(head: Uint8Array): MediaType | null {
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  if (ascii(head, 0, 5) === '%PDF-') return 'application/pdf'
  const isHeic = ascii(head, 4, 8) === 'ftyp' && HEIC_BRANDS.includes(ascii(head, 8, 12))
  return isHeic ? 'image/heic' : null
}
