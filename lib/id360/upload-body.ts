/** A body on its way, and the means to let its source go. */
export type UploadBody = { stream: ReadableStream<Uint8Array>; release: () => void }

/**
 * Hands on the same bytes, piece by piece: nothing is read ahead of what the network takes.
 *
 * @param onPiece called for each piece, and at the end
 * @param onError called with the error of the source
 */
export function openUploadBody(
  source: ReadableStream<Uint8Array>,
  onPiece: () => void,
  onError: (error: unknown) => void,
): UploadBody {
  const reader = source.getReader()
  let released = false
  // fetch leaves a source alone that it waits for when it is aborted: whoever holds the other end would never know.
  const release = () => {
    if (released) return
    released = true
    reader.cancel().catch(() => {})
  }
  const read = async () => {
    try {
      return await reader.read()
    } catch (error) {
      onError(error)
      throw error
    }
  }
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await read()
        // An answer came before the end of the body: the connection is of no more use.
        if (released) throw new Error('the upload was ended')
        onPiece()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: release,
    },
    { highWaterMark: 0 },
  )
  return { stream, release }
}
