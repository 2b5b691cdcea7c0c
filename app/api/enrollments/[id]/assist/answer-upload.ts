import { describeError } from '@/app/_errors/describe-error'
import { statusOf } from '@/app/_errors/to-response'
import { uploadPage } from '@/lib/assisted/upload-page'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { isSameOrigin } from './is-same-origin'

/** What a refused upload may still send: it is read and dropped, so that the line is free again. */
const DROPPED_BYTES = 32 * 1024 * 1024

export type UploadParams = { id: string; document: string; page: string }

/**
 * Answers the upload of one page: 200 and the page as the desk now knows it, or `{code, error: {key, values}}`. A body
 * that is refused is not read to its end: a small one is dropped as it comes, the line of a big one is cut.
 *
 * @param staff who sends it; asked only once the request is known to come from a page of the desk
 */
export async function answerUpload(
  request: Request,
  params: UploadParams,
  publicUrl: string,
  staff: () => Promise<Context>,
): Promise<Response> {
  const announced = request.headers.get('content-length')
  const contentLength = announced === null ? null : Number(announced)
  try {
    if (!isSameOrigin(request.headers, publicUrl)) {
      throw new DeskError('FORBIDDEN', 'an upload from elsewhere', {
        userMessage: { key: 'assisted.crossSite' },
      })
    }
    const page = await uploadPage(await staff(), {
      enrollmentId: params.id,
      document: params.document,
      page: params.page,
      totalPages: new URL(request.url).searchParams.get('total') ?? '',
      body: request.body ?? new ReadableStream({ start: (controller) => controller.close() }),
      contentLength,
      signal: request.signal,
    })
    return Response.json(page, { headers: { 'Cache-Control': 'no-store' } })
  } catch (error) {
    const { code, message } = describeError(error)
    const status = message.key === 'assisted.wrongType' ? 415 : statusOf(code)
    const headers = new Headers({ 'Cache-Control': 'no-store' })
    if (status === 503) headers.set('Retry-After', '5')
    if (contentLength === null || contentLength > DROPPED_BYTES) headers.set('Connection', 'close')
    else if (request.body && !request.signal.aborted) void drop(request.body)
    return Response.json({ code, error: message }, { status, headers })
  }
}

async function drop(body: ReadableStream<Uint8Array>): Promise<void> {
  const reader = body.getReader()
  try {
    for (;;) if ((await reader.read()).done) return
  } catch {
    // The sender has gone.
  }
}
