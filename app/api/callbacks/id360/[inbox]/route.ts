import { CALLBACK_SECRET_HEADER } from '@/lib/callbacks/callback-secret'
import { isDraining } from '@/lib/callbacks/draining'
import { readLimitedBody } from '@/lib/callbacks/read-limited-body'
import { MAX_CALLBACK_BYTES, receiveCallback } from '@/lib/callbacks/receive-callback'
import { contextFor } from '@/lib/desk'
import { DeskError } from '@/lib/errors'
import { noteSecurityEvent } from '@/lib/security-event'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

const notFound = () => Response.json({ code: 'NOT_FOUND' }, { status: 404 })
const tooLarge = () => Response.json({ code: 'TOO_LARGE' }, { status: 413, headers: { Connection: 'close' } })
const later = () => Response.json({ code: 'BUSY' }, { status: 503, headers: { 'Retry-After': '5' } })

/**
 * Where ID360 delivers. 200 only once the callback is committed, so that an unanswered one is sent again; the same 404
 * for a wrong secret and for an inbox that does not exist.
 */
export async function POST(request: Request, { params }: { params: Promise<{ inbox: string }> }) {
  if (isDraining()) return later()
  const ctx = contextFor({ kind: 'callback' })
  let body: Uint8Array
  try {
    body = await readLimitedBody(request, MAX_CALLBACK_BYTES)
  } catch (error) {
    if (error instanceof DeskError && error.code === 'TOO_LARGE') return tooLarge()
    return Response.json({ code: 'INVALID' }, { status: 400 })
  }
  const { inbox } = await params
  try {
    const secret = request.headers.get(CALLBACK_SECRET_HEADER)
    const { outcome } = await receiveCallback(ctx, { inboxId: inbox, secret, body })
    if (outcome !== 'unknown') return Response.json({})
    noteSecurityEvent(ctx.log, 'callback.refused', { bytes: body.byteLength })
    return notFound()
  } catch (error) {
    // Busy, disk full, database away: whatever it is, nothing was committed, and ID360 must send it again.
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined
    ctx.log.error(
      { error: cause instanceof Error ? cause.name : 'unknown', code },
      'a callback was not taken',
    )
    return later()
  }
}

export const GET = notFound
export const OPTIONS = notFound
export const PUT = notFound
export const PATCH = notFound
export const DELETE = notFound
