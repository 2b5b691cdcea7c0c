import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { findVisibleEnrollment } from '@/lib/enrollments/find-visible-enrollment'
import { LOCALES } from '@/lib/i18n/locale'
import { authorize } from '@/lib/staff/authorize'
import { evidenceFileName } from '../evidence-file-name'
import type { OpenedEvidence } from '../open-evidence'
import { planPack } from './plan-pack'
import { writeZip } from './write-zip'

export const openPackInput = z.object({
  enrollmentId: z.string().min(1).max(64),
  /** The report as it was captured, with the secrets ID360 echoes in it: an act of its own, confirmed by who asks. */
  original: z.boolean().default(false),
  /** In which the summary is written. */
  language: z.enum(LOCALES),
})

/**
 * Opens the evidence pack of an enrollment: a zip of every version of every piece of evidence, a manifest, the timeline
 * and a summary to read. Everything is verified, and the audit row (with the manifest's SHA-256, by which a pack can
 * later be known as the desk's) committed, before the first byte is given.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND, NOT_READY when nothing is kept
 */
export async function openPack(ctx: Context, input: z.input<typeof openPackInput>): Promise<OpenedEvidence> {
  const actor = authorize(ctx, 'evidence.download')
  const { enrollmentId, original, language } = openPackInput.parse(input)
  const row = await findVisibleEnrollment(ctx, actor, enrollmentId)
  const { entries, manifest, manifestSha256 } = await planPack(ctx, actor, row, { original, language })
  await ctx.store.tx((tx) =>
    writeAudit(ctx, tx, {
      action: original ? 'evidence.pack_original_downloaded' : 'evidence.pack_downloaded',
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: { files: manifest.files.length, leftOut: manifest.leftOut.length, manifestSha256 },
    }),
  )
  const fileName = evidenceFileName({
    kind: 'evidence',
    contentType: 'application/zip',
    original,
    reference: row.clientReference ?? row.id360Id,
    status: row.status,
    capturedAt: ctx.clock(),
    timeZone: ctx.settings.TIME_ZONE,
  })
  return { fileName, contentType: 'application/zip', stream: writeZip(entries, ctx.clock()) }
}
