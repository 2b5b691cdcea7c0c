import { staffContext } from '@/app/_auth/staff-context'
import { toResponse } from '@/app/_errors/to-response'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

/** Whether the session of this browser still counts: 204 or 401. Asking is no sign that anyone is there. */
export async function GET() {
  try {
    await staffContext({ passive: true })
    return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } })
  } catch (error) {
    return toResponse(error)
  }
}
