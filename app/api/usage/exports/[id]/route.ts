import { staffContext } from '@/app/_auth/staff-context'
import { toResponse } from '@/app/_errors/to-response'
import { answerForeign } from '@/app/_security/answer-foreign'
import { attachment } from '@/lib/usage/exports/export-file-name'
import { openExport } from '@/lib/usage/exports/open-export'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

/** The file of an export, once: it is made while it is fetched. Another site must not use it up by linking to it. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  try {
    const refused = await answerForeign(request, { typed: 'refused' })
    if (refused) return refused
    const { id } = await params
    const { fileName, contentType, stream } = await openExport(await staffContext(), {
      exportId: id,
      signal: request.signal,
    })
    return new Response(stream, {
      headers: {
        'Content-Type': contentType,
        'Content-Disposition': attachment(fileName),
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'X-Content-Type-Options': 'nosniff',
        // The bytes as they were hashed: compressing them on the way would only hold them up.
        'Cache-Control': 'no-store, no-transform',
      },
    })
  } catch (error) {
    return toResponse(error)
  }
}

/** Next would answer it with GET, and the file would be gone. */
export function HEAD() {
  return new Response(null, { status: 405, headers: { Allow: 'GET' } })
}
