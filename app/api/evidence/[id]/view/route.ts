import { staffContext } from '@/app/_auth/staff-context'
import { toResponse } from '@/app/_errors/to-response'
import { answerForeign } from '@/app/_security/answer-foreign'
import { viewEvidence } from '@/lib/evidence/view-evidence'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

/**
 * One piece of evidence, to be shown in a page of the desk. Under the type that its bytes have by themselves; opened by
 * itself, no browser may run any of it, embed it elsewhere or guess another type.
 */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  try {
    const refused = await answerForeign(request, { typed: 'taken' })
    if (refused) return refused
    const { id } = await params
    const { fileName, contentType, stream } = await viewEvidence(await staffContext(), { evidenceId: id })
    return new Response(stream, {
      headers: {
        'Content-Type': contentType,
        'Content-Disposition': `inline; filename="${fileName}"`,
        'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
        'Cross-Origin-Resource-Policy': 'same-origin',
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store',
      },
    })
  } catch (error) {
    return toResponse(error)
  }
}
