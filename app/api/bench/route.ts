import { readLimitedBody } from '@/lib/callbacks/read-limited-body'
import { MAX_CALLBACK_BYTES } from '@/lib/callbacks/receive-callback'
import { theDesk } from '@/lib/desk'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

/** The bare route that the callbacks bench compares with: reads the body, does nothing. Closed unless BENCH_ROUTES=1. */
export async function POST(request: Request) {
  if (theDesk().settings.BENCH_ROUTES !== '1') return new Response(null, { status: 404 })
  await readLimitedBody(request, MAX_CALLBACK_BYTES)
  return Response.json({})
}
