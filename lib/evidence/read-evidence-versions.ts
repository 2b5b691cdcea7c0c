import { z } from 'zod'
import { EVIDENCE_KINDS } from '@/db/schema/evidence'
import type { Context } from '@/lib/context'
import { findVisibleEnrollment } from '@/lib/enrollments/find-visible-enrollment'
import { authorize } from '@/lib/staff/authorize'
import { type EvidenceItem, listItems } from './find-evidence'

export const readEvidenceVersionsInput = z.object({
  enrollmentId: z.string().min(1).max(64),
  kind: z.enum(EVIDENCE_KINDS),
  /** Of a document; empty for the other kinds. */
  part: z.string().max(100).default(''),
})

/**
 * Every version that was captured of one part of the evidence, the current one first: ID360 may change a report after it
 * was captured, and both are kept. Reads no content.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND
 */
export async function readEvidenceVersions(
  ctx: Context,
  input: z.input<typeof readEvidenceVersionsInput>,
): Promise<EvidenceItem[]> {
  const actor = authorize(ctx, 'evidence.view')
  const { enrollmentId, kind, part } = readEvidenceVersionsInput.parse(input)
  const row = await findVisibleEnrollment(ctx, actor, enrollmentId)
  return (await listItems(ctx, row, kind)).filter((item) => item.part === part)
}
