import { createHash, timingSafeEqual } from 'node:crypto'
import { contextFor, theDesk } from '@/lib/desk'
import { noteSecurityEvent } from '@/lib/security-event'
import { METRICS_CONTENT_TYPE, metricsText } from '@/lib/system/metrics-text'
import { readSystem } from '@/lib/system/read-system'
import { systemMetrics } from '@/lib/system/system-metrics'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

const NO_STORE = { 'Cache-Control': 'no-store' }

/** For Prometheus, which shows METRICS_TOKEN as its bearer token. Without that setting there is no such address. */
export async function GET(request: Request) {
  const token = theDesk().settings.METRICS_TOKEN
  if (token === undefined) return new Response(null, { status: 404, headers: NO_STORE })
  if (!isSame(`Bearer ${token}`, request.headers.get('authorization') ?? '')) {
    noteSecurityEvent(theDesk().log, 'metrics.refused')
    return new Response(null, { status: 401, headers: { ...NO_STORE, 'WWW-Authenticate': 'Bearer' } })
  }
  const system = await readSystem(contextFor({ kind: 'system', name: 'metrics' }))
  return new Response(metricsText(systemMetrics(system)), {
    headers: { ...NO_STORE, 'Content-Type': METRICS_CONTENT_TYPE },
  })
}

/** In a time that does not depend on what was shown: hashes have one length, and are compared whole. */
function isSame(expected: string, shown: string): boolean {
  const [a, b] = [expected, shown].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
