import { BlobReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'

/** A word that must not get about, in every form in which it may stand, by a name to report it under. */
export type Mark = { id: string; forms: readonly string[] }
type Needle = { id: string; bytes: Buffer }

/** Shorter ones stand everywhere. */
const SHORTEST = 6
const KEY_BYTES = 4
const SLOTS = 1 << 18

/** Only ASCII: both sides are lowered byte by byte, whatever the bytes mean. */
const LOWER = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte,
)

function lowered(bytes: Uint8Array): Buffer {
  const result = Buffer.allocUnsafe(bytes.length)
  for (let at = 0; at < bytes.length; at++) result[at] = LOWER[bytes[at] ?? 0] ?? 0
  return result
}

const escaped = (text: string, spell: (code: number) => string) =>
  [...text].map((letter) => (/[\x20-\x7e]/.test(letter) ? letter : spell(letter.charCodeAt(0)))).join('')

const HTML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' }

/** In how many ways a text can stand in an answer: by name, so that a test can go through them. */
export const ENCODINGS: Record<string, (text: string) => (string | Buffer)[]> = {
  'as it is': (text) => [text, text.toLowerCase(), text.toUpperCase()],
  decomposed: (text) => [text.normalize('NFD')],
  'without accents': (text) => [text.normalize('NFD').replace(/\p{M}/gu, '')],
  'HTML, named': (text) => [text.replace(/[&<>"']/g, (letter) => HTML[letter] ?? letter)],
  'HTML, by number': (text) => [
    escaped(text, (code) => `&#${code};`),
    escaped(text, (code) => `&#x${code.toString(16)};`),
  ],
  JSON: (text) => [
    JSON.stringify(text).slice(1, -1),
    JSON.stringify(JSON.stringify(text)).slice(3, -3),
    escaped(text, (code) => `\\u${code.toString(16).padStart(4, '0')}`),
  ],
  URL: (text) => [encodeURIComponent(text), encodeURIComponent(text).replaceAll('%20', '+')],
  base64: (text) => [0, 1, 2].map((before) => base64Inside(text, before)),
  hexadecimal: (text) => [Buffer.from(text).toString('hex')],
  'Latin 1': (text) => [Buffer.from(text, 'latin1')],
  'UTF-16': (text) => [Buffer.from(text, 'utf16le')],
}

/** The part of its base64 that is the same whatever stands around it, `before` bytes into a group of three. */
function base64Inside(text: string, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)])
  const start = Math.ceil((before * 8) / 6)
  return bytes.toString('base64').slice(start, Math.floor((bytes.length * 8) / 6))
}

function needlesOf({ id, forms }: Mark): Needle[] {
  const all = forms.flatMap((form) => {
    if (Buffer.byteLength(form) < SHORTEST) throw new Error(`"${form}" is too short to be looked for`)
    return Object.values(ENCODINGS).flatMap((encode) => encode(form))
  })
  const different = new Map(
    all.map((one) => lowered(Buffer.from(one as string))).map((bytes) => [bytes.toString('latin1'), bytes]),
  )
  return [...different.values()].map((bytes) => ({ id, bytes }))
}

export type LeakSearch = {
  /** The ids of the marks that stand in these bytes, in any encoding; archives are opened. */
  find(body: Buffer): Promise<Set<string>>
  /** How many byte sequences are looked for, and how many bytes have been gone through. */
  needles: number
  searched(): number
}

/** Looks for all marks at once: one pass over the bytes, whatever their number. */
export function createLeakSearch(marks: readonly Mark[]): LeakSearch {
  const byKey = new Map<number, Needle[]>()
  const slots = new Uint8Array(SLOTS)
  const needles = marks.flatMap(needlesOf)
  for (const needle of needles) {
    const key = needle.bytes.readInt32BE(0)
    byKey.set(key, [...(byKey.get(key) ?? []), needle])
    slots[slotOf(key)] = 1
  }
  let searched = 0

  function pass(body: Uint8Array, found: Set<string>) {
    const bytes = lowered(body)
    searched += bytes.length
    let key = 0
    for (let at = 0; at < bytes.length; at++) {
      key = (key << 8) | (bytes[at] ?? 0)
      if (slots[slotOf(key)] === 0) continue
      const start = at - KEY_BYTES + 1
      for (const { id, bytes: wanted } of byKey.get(key) ?? []) {
        if (!found.has(id) && wanted.equals(bytes.subarray(start, start + wanted.length))) {
          found.add(id)
        }
      }
    }
  }

  async function find(body: Buffer) {
    const found = new Set<string>()
    for await (const piece of unpacked(body, 0)) pass(piece, found)
    return found
  }

  return { find, needles: needles.length, searched: () => searched }
}

const slotOf = (key: number) => (Math.imul(key, 0x9e3779b1) >>> 14) & (SLOTS - 1)

/** The bytes themselves, and what lies in them when they are an archive (packs, workbooks, idclaims in packs). */
async function* unpacked(body: Buffer, depth: number): AsyncGenerator<Buffer> {
  yield body
  if (body.subarray(0, 4).toString('latin1') !== 'PK\x03\x04' || depth > 2) return
  const reader = new ZipReader(new BlobReader(new Blob([Uint8Array.from(body)])), { useWebWorkers: false })
  for (const entry of await reader.getEntries()) {
    if (entry.directory) continue
    yield* unpacked(Buffer.from(await entry.getData(new Uint8ArrayWriter())), depth + 1)
  }
  await reader.close()
}
