import type { AssistedDocument } from '@/db/schema/assisted'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import { enrollmentIdInput } from './assisted-input'
import { refusal } from './assisted-refusal'
import type { AssistedPageView } from './assisted-view'
import { claimPage, type PageClaim, type PageOutcome, settlePage } from './claim-page'
import { findAssisted, keysOf } from './find-assisted'
import { failureOf, flowError, stateAfter } from './flow-failure'
import { type OpenedPage, openPage, type PageProgress } from './open-page'
import { bytesLeftFor, pageInput } from './page-rules'

export type UploadPageInput = {
  enrollmentId: string
  /** One of ID360's two uploads; anything else is refused. */
  document: AssistedDocument | (string & {})
  /** Counted from 0; what an address says is text. */
  page: number | string
  totalPages: number | string
  body: ReadableStream<Uint8Array>
  /** Bytes, as the sender announced them; null when it did not. */
  contentLength: number | null
  /** Aborted when the sender has gone. */
  signal: AbortSignal
}

/**
 * Passes one page on to ID360 as it comes: never whole in memory, never written anywhere. Its type is told by its first
 * bytes; the page is claimed before the first one leaves, and is `sent`, `failed` or `unknown` after. What is refused
 * leaves the rest of the body unread and unlocked: whoever gave it lets it go.
 *
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND; INVALID: `empty`, `wrongType`, `slow`, `canceled`, `noSelfie`, or
 * what ID360 refuses; TOO_LARGE; CONFLICT and NOT_READY as `claimPage`; what `flowError` makes of ID360's
 */
export async function uploadPage(ctx: Context, input: UploadPageInput): Promise<AssistedPageView> {
  const actor = authorize(ctx, 'enrollments.assist')
  const enrollmentId = enrollmentIdInput.parse(input.enrollmentId)
  const parsed = pageInput.safeParse(input)
  if (!parsed.success) throw new DeskError('INVALID', 'no such page')
  const found = await findAssisted(ctx, actor, enrollmentId)
  const { apiKey } = keysOf(ctx, found)
  const { document, page, totalPages } = parsed.data
  if (document === 'selfie_image_upload' && !found.process.asksSelfie) throw refusal('noSelfie')
  // A length that no document may have is refused without reading a byte.
  const { body, contentLength, signal } = input
  if ((contentLength ?? 0) > bytesLeftFor([], null)) throw refusal('tooLarge')
  const reader = body.getReader()
  try {
    const opened = await openPage(reader, signal)
    const place = { actor, enrollmentId, document, page, totalPages }
    const claim = await claimPage(ctx, place, { mediaType: opened.mediaType, contentLength })
    return await send(ctx, claim, opened, { apiKey, contentLength, signal })
  } finally {
    reader.releaseLock()
  }
}

async function send(
  ctx: Context,
  claim: PageClaim,
  opened: OpenedPage,
  { apiKey, contentLength, signal }: { apiKey: string; contentLength: number | null; signal: AbortSignal },
): Promise<AssistedPageView> {
  const { stream, progress } = opened.measured(claim.maxBytes)
  try {
    await ctx.id360.flow.uploadDocument(apiKey, claim.document, {
      totalPages: claim.totalPages,
      uploadedPage: claim.page,
      body: stream,
      contentLength: contentLength ?? undefined,
      contentType: claim.mediaType,
      signal,
    })
  } catch (error) {
    const { outcome, told } = afterFailure(ctx, error, signal, progress)
    await settlePage(ctx, claim, outcome)
    throw told
  }
  return settlePage(ctx, claim, { state: 'sent', size: progress.size })
}

/** What is known after an upload failed, and what the agent is told. */
function afterFailure(
  ctx: Context,
  error: unknown,
  signal: AbortSignal,
  { complete, broken }: PageProgress,
): { outcome: PageOutcome; told: unknown } {
  // A page that did not leave whole was not taken, whatever became of the line.
  const state = complete ? stateAfter(error) : 'failed'
  if (signal.aborted || broken) return { outcome: { state, failure: 'canceled' }, told: refusal('canceled') }
  if (error instanceof DeskError && error.code === 'TOO_LARGE') {
    return { outcome: { state: 'failed', failure: 'tooLarge' }, told: error }
  }
  return { outcome: { state, failure: failureOf(error) ?? 'broken' }, told: flowError(ctx, error) }
}
