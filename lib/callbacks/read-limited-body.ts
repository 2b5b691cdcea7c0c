import { DeskError } from '@/lib/errors'

/**
 * Reads a request's body, counting the bytes as they come: a body that announces or delivers more than `limit` is
 * refused at once, without being held in memory.
 *
 * @throws DeskError TOO_LARGE; whatever the stream throws when the sender breaks off
 */
export async function readLimitedBody(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = () => new DeskError('TOO_LARGE', `a body of more than ${limit} bytes`)
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge()
  if (!request.body) return new Uint8Array()
  const reader = request.body.getReader()
  const pieces: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > limit) {
      await reader.cancel().catch(() => {})
      throw tooLarge()
    }
    pieces.push(value)
  }
  return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces, size)
}
