/** A red square as JPEG 2000, which no browser decodes by itself. */
const RED_SQUARE =
  '/0//UQAvAAAAAAAQAAAAEAAAAAAAAAAAAAAAEAAAABAAAAAAAAAAAAADBwEBBwEBBwEB/1IADAAAAAEBBAQEAAH/XAAQQEBISFBISFBISFBISFD/' +
  'ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjD/kAAKAAAAAAAlAAH/k8fUBAl3gN+AEALfgICAgICAgICAgICA/9k='

/** What the page says in Japanese: "identity check", in Shift_JIS, so that only a character map tells what it is. */
export const JAPANESE = '本人確認'
const JAPANESE_SHIFT_JIS = '967B906C8A6D9446'

const WIDTH = 400
const HEIGHT = 300

/** Fractions of the page's sides, from its top left. */
export const PARTS = {
  japanese: { x: 0.1, y: 0.1, width: 0.5, height: 0.25 },
  square: { x: 0.1, y: 0.6, width: 0.25, height: 1 / 3 },
}

/** A PDF of one page that brings none of what it needs: a Japanese font that is only named, an image in JPEG 2000. */
export function unembeddedPdf(): Buffer {
  const square = Buffer.from(RED_SQUARE, 'base64')
  const drawing = Buffer.from(
    `BT /Japanese 40 Tf 40 220 Td <${JAPANESE_SHIFT_JIS}> Tj ET q 100 0 0 100 40 20 cm /Square Do Q`,
  )
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents 4 0 R ` +
      '/Resources << /Font << /Japanese 5 0 R >> /XObject << /Square 8 0 R >> >> >>',
    stream('', drawing),
    '<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /90ms-RKSJ-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /FontDescriptor 7 0 R /DW 1000 ' +
      '/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>',
    '<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 6 /FontBBox [-170 -331 1024 903] ' +
      '/ItalicAngle 0 /Ascent 723 /Descent -241 /CapHeight 709 /StemV 69 >>',
    stream(
      '/Type /XObject /Subtype /Image /Width 16 /Height 16 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /JPXDecode',
      square,
    ),
  ]
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const places: number[] = []
  for (const [index, object] of objects.entries()) {
    places.push(lengthOf(pieces))
    const body = typeof object === 'string' ? Buffer.from(object) : object
    pieces.push(Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n'))
  }
  const table = lengthOf(pieces)
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  pieces.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(pieces)
}

const lengthOf = (pieces: readonly Buffer[]) => pieces.reduce((sum, { length }) => sum + length, 0)

const stream = (entries: string, bytes: Buffer) =>
  Buffer.concat([
    Buffer.from(`<< ${entries} /Length ${bytes.length} >>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ])
