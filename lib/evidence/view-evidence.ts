import { z } from 'zod'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { type EvidenceItem, findVisibleEvidence, itemOf } from './find-evidence'
import { auditAccess, type OpenedEvidence, openVerified } from './open-evidence'

export const viewEvidenceInput = z.object({ evidenceId: z.string().min(1).max(64) })

/** What is viewed, told as in the list, and its bytes. */
export type ViewedEvidence = OpenedEvidence & {
  enrollmentId: string
  item: Omit<EvidenceItem, 'superseded' | 'versions'>
}

/**
 * Gives one piece of evidence to be looked at in the desk: verified to its last byte, and audited, before the first one
 * is given. A report is given without its secrets, everything else as it was captured.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND, DAMAGED when the kept bytes are no longer what was captured
 */
export async function viewEvidence(
  ctx: Context,
  input: z.input<typeof viewEvidenceInput>,
): Promise<ViewedEvidence> {
  const actor = authorize(ctx, 'evidence.view')
  const { evidenceId } = viewEvidenceInput.parse(input)
  const { file, row } = await findVisibleEvidence(ctx, actor, evidenceId)
  const opened = await openVerified(ctx, row, file)
  await auditAccess(ctx, file, 'evidence.viewed')
  return { ...opened, enrollmentId: file.enrollmentId, item: itemOf(ctx, row, file) }
}
