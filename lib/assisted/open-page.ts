import { HEAD_BYTES, mediaTypeOf } from '@/lib/evidence/media-type'
import { DOCUMENT_CONTENT_TYPES } from '@/lib/id360/document-limits'
import { refusal } from './assisted-refusal'

const TAKEN: readonly string[] = Object.values(DOCUMENT_CONTENT_TYPES)

/** Every type is told by fewer bytes than these. */
const ENOUGH_BYTES = 16

/** How long the first bytes may keep the desk waiting. */
const FIRST_BYTES_WITHIN_MS = 30_000

/** How far a page has come. */
export type PageProgress = {
  /** Bytes handed on. */
  size: number
  complete: boolean
  /** Reading it failed: the sender's line broke. */
  broken: boolean
}

/** A page whose first bytes have been seen. */
export type OpenedPage = {
  /** As the first bytes say, whatever a name or a header says. */
  mediaType: string
  /**
   * The bytes, the first ones included, handed on as they come and never held. The stream fails with DeskError
   * TOO_LARGE as soon as there are more than `maxBytes`, and reads no further.
   */
  measured(maxBytes: number): {
    stream: ReadableStream<Uint8Array>
    progress: PageProgress
  }
}

/**
 * Looks at the first bytes of a page. What is refused is left unread, not cancelled: that would cut the line before the
 * answer has gone.
 * @throws DeskError INVALID: `empty`, `wrongType`, `slow` when nothing comes, `canceled` when the sender has gone
 */
export async function openPage(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  signal: AbortSignal,
): Promise<OpenedPage> {
  const head: Uint8Array[] = []
  let size = 0
  while (size < ENOUGH_BYTES) {
    const { done, value } = await firstBytes(reader, signal)
    if (done) break
    head.push(value)
    size += value.byteLength
  }
  if (size === 0) throw refusal('empty')
  const start = Buffer.concat(head.map((piece) => piece.subarray(0, HEAD_BYTES)))
  const mediaType = mediaTypeOf(start)
  // Readers find a PDF behind other bytes too; a page of HTML that quotes one is none.
  const isQuoted = mediaType === 'application/pdf' && start.toString('latin1', 0, 5) !== '%PDF-'
  if (isQuoted || !TAKEN.includes(mediaType)) throw refusal('wrongType')
  return { mediaType, measured: (maxBytes) => measure(reader, head, maxBytes) }
}

async function firstBytes(reader: ReadableStreamDefaultReader<Uint8Array>, signal: AbortSignal) {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(refusal('slow')), FIRST_BYTES_WITHIN_MS)
  const onAbort = () => reject(refusal('canceled'))
  signal.addEventListener('abort', onAbort)
  if (signal.aborted) onAbort()
  try {
    return await Promise.race([reader.read().catch(() => Promise.reject(refusal('canceled'))), promise])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}

function measure(reader: ReadableStreamDefaultReader<Uint8Array>, head: Uint8Array[], maxBytes: number) {
  const progress: PageProgress = { size: 0, complete: false, broken: false }
  const read = () =>
    reader.read().catch((error: unknown) => {
      progress.broken = true
      throw error
    })
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const first = head.shift()
        const { done, value } = first ? { done: false, value: first } : await read()
        if (done || value === undefined) {
          progress.complete = true
          return controller.close()
        }
        progress.size += value.byteLength
        if (progress.size > maxBytes) throw refusal('tooLarge')
        controller.enqueue(value)
      },
    },
    { highWaterMark: 0 },
  )
  return { stream, progress }
}
