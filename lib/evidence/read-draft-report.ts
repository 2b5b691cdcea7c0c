import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { findVisibleEnrollment } from '@/lib/enrollments/find-visible-enrollment'
import { DeskError } from '@/lib/errors'
import { Id360Error } from '@/lib/id360/errors'
import { refuseErased } from '@/lib/retention/refuse-erased'
import { authorize } from '@/lib/staff/authorize'
import { maskSecrets } from './mask'
import { draftsAllowed } from './read-evidence'
import { MAX_SHOWN_BYTES } from './read-report'

export const readDraftReportInput = z.object({ enrollmentId: z.string().min(1).max(64) })

/** A temporary report, without its secrets. It is kept nowhere and proves nothing. */
export type DraftReport = { status: string | null; fetchedAt: number; value: unknown }

/**
 * Fetches the temporary report of an enrollment without a verdict. Only in pre-production, and only where
 * ID360_ALLOW_DRAFT says so: earlier calls slow or block the person's journey. [seed] Audited before it is asked for.
 *
 * @throws DeskError SIGNED_OUT; FORBIDDEN also where drafts are not allowed; NOT_FOUND; CONFLICT when there is a verdict,
 * or its id at ID360 is not known, or (`erased`) the person was erased; TOO_LARGE; ID360 when ID360 does not give one
 */
export async function readDraftReport(
  ctx: Context,
  input: z.input<typeof readDraftReportInput>,
): Promise<DraftReport> {
  const actor = authorize(ctx, 'evidence.view')
  if (!draftsAllowed(ctx)) throw new DeskError('FORBIDDEN', 'draft reports are not allowed here')
  const { enrollmentId } = readDraftReportInput.parse(input)
  const row = await findVisibleEnrollment(ctx, actor, enrollmentId)
  refuseErased(row)
  const { id360Id } = row
  if (id360Id === null) throw new DeskError('CONFLICT', 'its id at ID360 is not known')
  if (row.status === 'OK' || row.status === 'KO') {
    throw new DeskError('CONFLICT', 'there is a verdict: the report itself is to be read')
  }
  await ctx.store.tx((tx) =>
    writeAudit(ctx, tx, {
      action: 'evidence.draft_viewed',
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: { status: row.status },
    }),
  )
  const value = await fetchDraft(ctx, id360Id)
  const status = typeof value === 'object' && value !== null && 'status' in value ? value.status : null
  return {
    status: typeof status === 'string' ? status : null,
    fetchedAt: ctx.clock(),
    value: maskSecrets(value),
  }
}

async function fetchDraft(ctx: Context, id360Id: string): Promise<unknown> {
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    const { stream } = await ctx.id360.report(id360Id, { draft: true })
    for await (const piece of stream) {
      size += piece.byteLength
      if (size > MAX_SHOWN_BYTES) throw new DeskError('TOO_LARGE', 'the draft is too large to be shown')
      pieces.push(piece)
    }
    return JSON.parse(Buffer.concat(pieces).toString('utf8'))
  } catch (error) {
    if (error instanceof DeskError) throw error
    const why = error instanceof Id360Error ? error.message : 'the draft is no JSON'
    throw new DeskError('ID360', why, { cause: error })
  }
}
