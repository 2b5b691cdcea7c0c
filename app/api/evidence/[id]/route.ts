import { staffContext } from '@/app/_auth/staff-context'
import { toResponse } from '@/app/_errors/to-response'
import { answerForeign } from '@/app/_security/answer-foreign'
import { openEvidence } from '@/lib/evidence/open-evidence'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

/** Downloads one piece of evidence. Whatever ID360 delivered, no browser may run any of it here. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  try {
    const refused = await answerForeign(request, { typed: 'taken' })
    if (refused) return refused
    const { id } = await params
    const { fileName, contentType, stream } = await openEvidence(await staffContext(), { evidenceId: id })
    return new Response(stream, {
      headers: {
        'Content-Type': contentType,
        'Content-Disposition': `attachment; filename="${fileName}"`,
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store',
      },
    })
  } catch (error) {
    return toResponse(error)
  }
}
