import { mediaTypeOf } from './uploads'

const HEAD_BYTES = 16
const TAIL_BYTES = 1024

/** A PDF page's own dictionary: `/Type /Page`, not `/Pages`. Those in compressed object streams are not counted. */
const PDF_PAGE = /\/Type\s*\/Page[^a-zA-Z]/g
const LONGEST_MATCH = 32

/** What the bytes of a page tell, looked at as they pass: nothing is kept of them. */
export type PageInspection = {
  add(chunk: Uint8Array): void
  /** The type the first bytes tell; undefined for one that ID360 refuses [wiki]. */
  mediaType(): string | undefined
  /** Whether the file has the end its format wants: one that breaks off cannot be read [guess]. */
  isWhole(): boolean
  /** 0 for what is no PDF. */
  pdfPages(): number
}

/** Looks at one uploaded page. */
export function inspectPage(): PageInspection {
  let head = Buffer.alloc(0)
  let tail = Buffer.alloc(0)
  let seam = ''
  let pages = 0
  const isPdf = () => mediaTypeOf(head) === 'application/pdf'
  return {
    add: (chunk) => {
      if (head.byteLength < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES)])
      tail = Buffer.concat([tail, chunk.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES)
      if (!isPdf()) return
      const text = seam + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')
      const matches = [...text.matchAll(PDF_PAGE)]
      pages += matches.length
      // A match cut by the edge of a chunk is found with the next one; a whole one is not counted twice.
      const last = matches.at(-1)
      seam = text.slice(Math.max(text.length - LONGEST_MATCH, last ? last.index + last[0].length : 0))
    },
    mediaType: () => mediaTypeOf(head),
    isWhole: () => {
      switch (mediaTypeOf(head)) {
        case 'image/jpeg':
          // Cameras write behind the end.
          return tail.includes(Buffer.from([0xff, 0xd9]))
        case 'image/png':
          return tail.includes('IEND')
        case 'application/pdf':
          return tail.includes('%%EOF')
        default:
          return true
      }
    },
    pdfPages: () => (isPdf() ? pages : 0),
  }
}
