import { getLocale } from 'next-intl/server'
import { staffContext } from '@/app/_auth/staff-context'
import { toResponse } from '@/app/_errors/to-response'
import { answerForeign } from '@/app/_security/answer-foreign'
import { refuseForeign } from '@/app/_security/refuse-foreign'
import { withSmallBody } from '@/app/_security/with-small-body'
import { DeskError } from '@/lib/errors'
import { openPack } from '@/lib/evidence/pack/open-pack'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

type Address = { params: Promise<{ enrollmentId: string }> }

/** The evidence pack, its report without secrets. */
export async function GET(request: Request, { params }: Address) {
  const refused = await answerForeign(request, { typed: 'taken' })
  return refused ?? answer(params, false)
}

/** The same with the report as it was captured: only from the form that says what that means. */
export async function POST(request: Request, { params }: Address) {
  try {
    await refuseForeign()
    const small = await withSmallBody(request)
    const form = await small.formData().catch(() => null)
    if (form?.get('confirmed') !== 'original') {
      throw new DeskError('INVALID', 'the original was not confirmed')
    }
  } catch (error) {
    return toResponse(error)
  }
  return answer(params, true)
}

async function answer(params: Address['params'], original: boolean) {
  try {
    const { enrollmentId } = await params
    const language = await getLocale()
    const { fileName, contentType, stream } = await openPack(await staffContext(), {
      enrollmentId,
      original,
      language,
    })
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
