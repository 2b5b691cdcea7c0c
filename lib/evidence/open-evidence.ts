import { z } from 'zod'
import { type AuditAction, writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { reportStatus } from './capture-report'
import { type EnrollmentRow, type EvidenceRow, findVisibleEvidence, nameOf } from './find-evidence'
import { maskSecrets } from './mask'
import { readEvidenceBytes, streamEvidence } from './report-damage'

export const openEvidenceInput = z.object({
  evidenceId: z.string().min(1).max(64),
  /** The report as it was captured, with the secrets ID360 echoes in it: an act of its own. */
  original: z.boolean().default(false),
})

export type OpenedEvidence = {
  fileName: string
  contentType: string
  stream: ReadableStream<Uint8Array>
}

/**
 * Opens one piece of evidence for download: verified to its last byte, and audited, before the first one is given. A
 * report leaves without its secrets, unless the sealed original is asked for; everything else leaves as it was captured.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND, DAMAGED when the kept bytes are no longer what was captured
 */
export async function openEvidence(
  ctx: Context,
  input: z.input<typeof openEvidenceInput>,
): Promise<OpenedEvidence> {
  const actor = authorize(ctx, 'evidence.download')
  const { evidenceId, original } = openEvidenceInput.parse(input)
  const { file, row } = await findVisibleEvidence(ctx, actor, evidenceId)
  const opened = await openVerified(ctx, row, file, { original })
  const action = original && file.kind === 'report' ? 'evidence.original_downloaded' : 'evidence.downloaded'
  await auditAccess(ctx, file, action)
  return opened
}

/** The bytes of a row as they may leave, verified before the first one is given. @throws DeskError DAMAGED */
export async function openVerified(
  ctx: Context,
  row: EnrollmentRow,
  file: EvidenceRow,
  { original = false }: { original?: boolean } = {},
): Promise<OpenedEvidence> {
  if (file.kind !== 'report') {
    const { contentType } = file
    return { fileName: nameOf(ctx, row, file), contentType, stream: await streamEvidence(ctx, file) }
  }
  const bytes = await readEvidenceBytes(ctx, file)
  const status = reportStatus(bytes) ?? ''
  const given = original ? new Uint8Array(bytes) : maskedText(bytes)
  return {
    fileName: nameOf(ctx, row, file, { status, original }),
    contentType: 'application/json; charset=utf-8',
    stream: new Blob([given]).stream(),
  }
}

/** The report's JSON without its secrets, as it is given to be read. */
export const maskedText = (original: Buffer) =>
  JSON.stringify(maskSecrets(JSON.parse(original.toString('utf8'))), null, 2)

/** Writes who opened what, committed before the caller gives the first byte. */
export async function auditAccess(
  ctx: Context,
  { id, enrollmentId, kind, part }: EvidenceRow,
  action: AuditAction,
): Promise<void> {
  await ctx.store.tx((tx) =>
    writeAudit(ctx, tx, {
      action,
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: { evidenceId: id, kind, ...(part !== '' && { part }) },
    }),
  )
}
