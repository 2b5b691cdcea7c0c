import { checkHealth } from '@/lib/callbacks/check-health'
import { isDraining } from '@/lib/callbacks/draining'
import { contextFor } from '@/lib/desk'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

const HEADERS = { 'Cache-Control': 'no-store' }

/** For the load balancer: whether this process takes work. Says nothing else, since everyone may ask. */
export async function GET() {
  const up = !isDraining() && (await checkHealth(contextFor({ kind: 'anonymous' })))
  return up
    ? Response.json({ status: 'up' }, { headers: HEADERS })
    : Response.json({ status: 'down' }, { status: 503, headers: { ...HEADERS, 'Retry-After': '5' } })
}
