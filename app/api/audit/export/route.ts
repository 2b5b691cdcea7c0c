import { staffContext } from '@/app/_auth/staff-context'
import { toResponse } from '@/app/_errors/to-response'
import { answerForeign } from '@/app/_security/answer-foreign'
import { readAuditAddress } from '@/lib/audit/audit-address'
import { exportAudit } from '@/lib/audit/export-audit'
import { DeskError } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import { attachment } from '@/lib/usage/exports/export-file-name'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

/** The audit log as a file, for the filters of the page. It leaves a trace: another site must not make it by a link. */
export async function GET(request: Request) {
  try {
    const refused = await answerForeign(request, { typed: 'refused' })
    if (refused) return refused
    const ctx = await staffContext()
    authorize(ctx, 'audit.read')
    const params = Object.fromEntries(new URL(request.url).searchParams)
    const { filter, wrong } = readAuditAddress(params)
    // A filter that is not understood must not become an export of everything.
    if (wrong.length > 0 || (params.format !== 'csv' && params.format !== 'jsonl')) {
      throw new DeskError('INVALID', 'the address of an export is not understood')
    }
    const { fileName, contentType, stream } = await exportAudit(ctx, {
      filter,
      format: params.format,
      signal: request.signal,
    })
    return new Response(stream, {
      headers: {
        'Content-Type': contentType,
        'Content-Disposition': attachment(fileName),
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store, no-transform',
      },
    })
  } catch (error) {
    return toResponse(error)
  }
}

/** Next would answer it with GET, and an export that nobody took would be in the log. */
export function HEAD() {
  return new Response(null, { status: 405, headers: { Allow: 'GET' } })
}
