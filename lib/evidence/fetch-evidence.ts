import type { Context } from '@/lib/context'
import { Id360Error } from '@/lib/id360/errors'
import type { Id360Download } from '@/lib/id360/id360-client'
import { JobFailure } from '@/lib/jobs/job-failure'
import { HEAD_BYTES, hasItsEnd, mediaTypeOf, TAIL_BYTES } from './media-type'
import { type StagedFile, stageSealedFile } from './sealed-files'

export type FetchedEvidence = {
  staged: StagedFile
  /** By the bytes' own signature. */
  mediaType: string
  /** Whether the format's own end is there. */
  hasItsEnd: boolean
}

/**
 * Streams what ID360 delivers into a sealed staged file and tells its type on the way; never whole in memory unless
 * `onPiece` keeps it. The caller keeps or discards the file.
 * @throws JobFailure `gone` for a 404, `stopped` when the signal aborts; Id360Error otherwise
 */
export async function fetchEvidence(
  ctx: Context,
  open: () => Promise<Id360Download>,
  signal: AbortSignal,
  onPiece: (piece: Uint8Array) => void = () => {},
): Promise<FetchedEvidence> {
  const { stream } = await open().catch((error) => {
    if (!isGone(error)) throw error
    throw new JobFailure('gone', 'ID360 does not have it, or no longer', { permanent: true, cause: error })
  })
  let head: Buffer = Buffer.alloc(0)
  let tail: Buffer = Buffer.alloc(0)
  async function* inspected() {
    for await (const piece of stream) {
      // Leaving the loop cancels the stream, and with it the line to ID360.
      if (signal.aborted) throw new JobFailure('stopped', 'the worker stopped in the middle')
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, piece]).subarray(0, HEAD_BYTES)
      tail = Buffer.concat([tail, piece]).subarray(-TAIL_BYTES)
      onPiece(piece)
      yield piece
    }
  }
  const staged = await stageSealedFile(ctx, inspected())
  const mediaType = mediaTypeOf(head)
  return { staged, mediaType, hasItsEnd: hasItsEnd(mediaType, tail, staged.size) }
}

/**
 * Fetches once more, at once, what is not what it should be: a line or a proxy spoils bytes once, ID360 gives the same
 * each time. Kept is the second when it is right, else the first when both are the same.
 * @throws JobFailure `unstable` when two answers in a row are both wrong and differ
 */
export async function fetchAgreed<Fetched extends { staged: StagedFile }>(
  fetch: () => Promise<Fetched>,
  isDoubtful: (fetched: Fetched) => boolean,
): Promise<Fetched> {
  const first = await fetch()
  if (!isDoubtful(first)) return first
  const second = await fetch().catch(async (error) => {
    await first.staged.discard()
    throw error
  })
  if (!isDoubtful(second)) {
    await first.staged.discard()
    return second
  }
  await second.staged.discard()
  if (first.staged.sha256 === second.staged.sha256) return first
  await first.staged.discard()
  throw new JobFailure('unstable', 'two answers in a row are wrong, and differ')
}

export const isGone = (error: unknown) => error instanceof Id360Error && error.kind === 'not_found'
