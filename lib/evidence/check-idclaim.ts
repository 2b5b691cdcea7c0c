import { z } from 'zod'
import { checkInWorker } from '@/lib/asice/check-in-worker'
import type { ContainerReport } from '@/lib/asice/container-report'
import type { Context } from '@/lib/context'
import { notFound } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import { may } from '@/lib/staff/permissions'
import { findVisibleEvidence } from './find-evidence'
import { auditAccess } from './open-evidence'
import { readTrustAnchors, type TrustAnchors } from './read-trust-anchors'
import { readEvidenceBytes } from './report-damage'

export const checkIdclaimInput = z.object({ evidenceId: z.string().min(1).max(64) })

/** One idclaim and what its check found. Instants in epoch milliseconds. */
export type CheckedIdclaim = {
  evidenceId: string
  capturedAt: number
  canDownload: boolean
  anchors: TrustAnchors['state']
  report: ContainerReport
}

/**
 * Checks a kept idclaim (ASiC-E, ETSI EN 319 162-1): its bytes verified first, then checked in a thread of its own with
 * the desk's trust anchors, at the time of now. Audited before anything is told.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND, DAMAGED when the kept bytes are no longer what was captured
 */
export async function checkIdclaim(
  ctx: Context,
  input: z.input<typeof checkIdclaimInput>,
): Promise<CheckedIdclaim> {
  const actor = authorize(ctx, 'evidence.view')
  const { evidenceId } = checkIdclaimInput.parse(input)
  const { file } = await findVisibleEvidence(ctx, actor, evidenceId)
  if (file.kind !== 'idclaim') throw notFound('idclaim')
  const [bytes, anchors] = await Promise.all([readEvidenceBytes(ctx, file), readTrustAnchors(ctx)])
  await auditAccess(ctx, file, 'evidence.viewed')
  const report = await checkInWorker(bytes, {
    anchors: anchors.certificates,
    at: new Date(ctx.clock()),
  })
  return {
    evidenceId,
    capturedAt: file.capturedAt,
    canDownload: may(actor.roles, 'evidence.download'),
    anchors: anchors.state,
    report,
  }
}
