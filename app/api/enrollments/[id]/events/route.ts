import { staffContext } from '@/app/_auth/staff-context'
import { toResponse } from '@/app/_errors/to-response'
import { contextFor } from '@/lib/desk'
import { readRevision } from '@/lib/enrollments/read-revision'
import { watchRevision } from '@/lib/enrollments/watch-revision'
import { resolveSession } from '@/lib/staff/resolve-session'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

/** Server-sent events: `{"revision": n}` at once and at each change of the enrollment. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  try {
    const { id: enrollmentId } = await params
    const { actor, ...rest } = await staffContext({ passive: true })
    // A refusal is answered as such, before the stream begins.
    await readRevision({ actor, ...rest }, { enrollmentId })
    const { sessionId } = actor
    const resolve = async () => {
      const now = await resolveSession(contextFor({ kind: 'anonymous' }), { sessionId, passive: true })
      return now && { ...rest, actor: now }
    }
    const news = watchRevision({ enrollmentId, resolve, signal: request.signal })
    return new Response(eventStream(news), {
      headers: {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
        'X-Accel-Buffering': 'no',
      },
    })
  } catch (error) {
    return toResponse(error)
  }
}

function eventStream(news: AsyncGenerator<number | 'heartbeat'>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      // What ends the watch (signed out, no longer theirs, database away) ends the stream: the browser asks again.
      const { done, value } = await news.next().catch(() => ({ done: true as const, value: undefined }))
      if (done) return controller.close()
      const text =
        value === 'heartbeat' ? ': still here\n\n' : `data: ${JSON.stringify({ revision: value })}\n\n`
      controller.enqueue(encoder.encode(text))
    },
    async cancel() {
      await news.return(undefined)
    },
  })
}
