import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { findVisibleEnrollment } from '@/lib/enrollments/find-visible-enrollment'
import { notFound } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import { reportStatus } from './capture-report'
import { evidenceFileName } from './evidence-file-name'
import { maskSecrets } from './mask'
import { readSealedBytes, streamSealedFile } from './sealed-files'

export const openEvidenceInput = z.object({ evidenceId: z.string().min(1).max(64) })

export type OpenedEvidence = {
  fileName: string
  contentType: string
  stream: ReadableStream<Uint8Array>
}

/**
 * Opens one piece of evidence for download: verified to its last byte, and audited, before the first one is given. A
 * report leaves without its secrets (the sealed original stays); everything else leaves as it was captured.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND, DAMAGED when the kept bytes are no longer what was captured
 */
export async function openEvidence(
  ctx: Context,
  input: z.input<typeof openEvidenceInput>,
): Promise<OpenedEvidence> {
  const actor = authorize(ctx, 'evidence.download')
  const { evidenceId } = openEvidenceInput.parse(input)
  const { evidence } = ctx.store.tables
  const [file] = await ctx.store.read.select().from(evidence).where(eq(evidence.id, evidenceId))
  if (!file) throw notFound('evidence')
  const row = await findVisibleEnrollment(ctx, actor, file.enrollmentId)
  const named = {
    kind: file.kind,
    reference: row.clientReference ?? row.id360Id,
    capturedAt: file.capturedAt,
    timeZone: ctx.settings.TIME_ZONE,
  }
  const opened: OpenedEvidence =
    file.kind === 'report'
      ? await openReport(await readSealedBytes(ctx, file), named)
      : {
          fileName: evidenceFileName({ ...named, status: row.status }),
          contentType: file.contentType,
          stream: await streamSealedFile(ctx, file),
        }
  await ctx.store.tx((tx) =>
    writeAudit(ctx, tx, {
      action: 'evidence.downloaded',
      targetKind: 'enrollment',
      targetId: file.enrollmentId,
      details: { evidenceId, kind: file.kind },
    }),
  )
  return opened
}

async function openReport(
  original: Buffer,
  named: Omit<Parameters<typeof evidenceFileName>[0], 'status'>,
): Promise<OpenedEvidence> {
  const masked = JSON.stringify(maskSecrets(JSON.parse(original.toString('utf8'))), null, 2)
  return {
    fileName: evidenceFileName({ ...named, status: reportStatus(original) ?? '' }),
    contentType: 'application/json; charset=utf-8',
    stream: new Blob([masked]).stream(),
  }
}
