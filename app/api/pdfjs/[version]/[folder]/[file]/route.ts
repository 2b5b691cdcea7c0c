import { readPdfjsFile } from './read-pdfjs-file'

export const runtime = 'nodejs'

type Address = { params: Promise<{ version: string; folder: string; file: string }> }

/**
 * What pdf.js needs for texts without embedded fonts and for JPEG 2000 and JBIG2 images, from our own origin: a reader's
 * browser talks to nobody else. Public like the desk's scripts, and as lasting: the address has the version in it.
 */
export async function GET(_request: Request, { params }: Address) {
  const found = await readPdfjsFile(await params)
  if (!found) return new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } })
  return new Response(new Uint8Array(found.bytes), {
    headers: {
      'Content-Type': found.contentType,
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'public, max-age=31536000, immutable',
    },
  })
}
