import { staffContext } from '@/app/_auth/staff-context'
import { toResponse } from '@/app/_errors/to-response'
import { answerForeign } from '@/app/_security/answer-foreign'
import { readIdclaimFile } from '@/lib/evidence/read-idclaim-file'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

type Address = { params: Promise<{ id: string; index: string }> }

/**
 * One file of an idclaim: downloaded, or with `?preview` shown where its own bytes make that safe. What lies in a
 * container is hostile until proved otherwise: no browser may run any of it here.
 */
export async function GET(request: Request, { params }: Address) {
  try {
    const refused = await answerForeign(request, { typed: 'taken' })
    if (refused) return refused
    const { id, index } = await params
    const preview = new URL(request.url).searchParams.has('preview')
    const { fileName, contentType, bytes } = await readIdclaimFile(await staffContext(), {
      evidenceId: id,
      index: Number(index),
      preview,
    })
    return new Response(new Uint8Array(bytes), {
      headers: {
        'Content-Type': contentType,
        'Content-Disposition': `${preview ? 'inline' : 'attachment'}; filename="${fileName}"`,
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store',
      },
    })
  } catch (error) {
    return toResponse(error)
  }
}
