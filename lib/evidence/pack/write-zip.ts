import { ZipWriter } from '@zip.js/zip.js'

/** One file of a zip; opened only when its turn comes. */
export type ZipEntry = { path: string; open(): AsyncIterable<Uint8Array> }

const HELD_BYTES = 256 * 1024

/**
 * Packs files into a zip while it is read: one file is open at a time, and nothing is read ahead of the reader but
 * 256 KiB. A file that breaks off breaks the stream; whoever stops reading closes what is open.
 *
 * @param at the time that the entries bear, epoch milliseconds
 */
export function writeZip(entries: readonly ZipEntry[], at: number): ReadableStream<Uint8Array> {
  const stopped = new AbortController()
  let wake = () => {}
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const sink = new WritableStream<Uint8Array>({
          async write(chunk) {
            stopped.signal.throwIfAborted()
            controller.enqueue(chunk.slice())
            if ((controller.desiredSize ?? 0) > 0) return
            await new Promise<void>((resolve) => {
              wake = resolve
            })
          },
        })
        packAll(entries, sink, at, stopped.signal).then(
          () => controller.close(),
          (error: unknown) => {
            if (!stopped.signal.aborted) controller.error(error)
          },
        )
      },
      pull: () => wake(),
      cancel(reason) {
        stopped.abort(reason)
        wake()
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: HELD_BYTES }),
  )
}

async function packAll(
  entries: readonly ZipEntry[],
  sink: WritableStream<Uint8Array>,
  at: number,
  signal: AbortSignal,
): Promise<void> {
  const writer = new ZipWriter(sink, { useWebWorkers: false, lastModDate: new Date(at), level: 1 })
  for (const { path, open } of entries) {
    signal.throwIfAborted()
    await writer.add(path, streamOf(open()), { signal })
  }
  await writer.close()
}

function streamOf(pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const reading = pieces[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reading.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await reading.return?.()
    },
  })
}
