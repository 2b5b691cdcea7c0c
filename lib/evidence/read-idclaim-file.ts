import { z } from 'zod'
import { CheckFailure } from '@/lib/asice/check-failure'
import { previewKind } from '@/lib/asice/preview-kind'
import { readArchive } from '@/lib/asice/read-archive'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError, notFound } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import { findVisibleEvidence } from './find-evidence'
import { readEvidenceBytes } from './report-damage'

export const readIdclaimFileInput = z.object({
  evidenceId: z.string().min(1).max(64),
  /** Position in the container: a name inside is never trusted. */
  index: z.number().int().min(0).max(10_000),
  /** To be looked at in the desk, and not downloaded: only what is safe to show. */
  preview: z.boolean().default(false),
})

export type IdclaimFile = { fileName: string; contentType: string; bytes: Uint8Array }

const SHOWN_AS = { text: 'text/plain; charset=utf-8', png: 'image/png', jpeg: 'image/jpeg' } as const

/**
 * Gives one file of a kept idclaim, by its position: read as the check reads it, so that what is opened is what the
 * signatures cover. Audited before a byte is given. Nothing is written to disk, and no archive inside is opened.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND (also when it may not be shown), DAMAGED
 */
export async function readIdclaimFile(
  ctx: Context,
  input: z.input<typeof readIdclaimFileInput>,
): Promise<IdclaimFile> {
  const { evidenceId, index, preview } = readIdclaimFileInput.parse(input)
  const actor = authorize(ctx, preview ? 'evidence.view' : 'evidence.download')
  const { file } = await findVisibleEvidence(ctx, actor, evidenceId)
  if (file.kind !== 'idclaim') throw notFound('idclaim')
  const archive = await readArchive(await readEvidenceBytes(ctx, file)).catch((error: unknown) => {
    if (error instanceof CheckFailure) throw notFound('a file of an archive that is refused')
    throw error
  })
  const entry = archive.find((one) => one.index === index)
  if (!entry) throw notFound('file of the idclaim')
  if (entry.damaged || entry.bytes === null) {
    throw new DeskError('DAMAGED', 'a file inside the container is not what was packed')
  }
  const shown = previewKind(entry.bytes)
  if (preview && shown === null) throw notFound('preview of a file of the idclaim')
  await ctx.store.tx((tx) =>
    writeAudit(ctx, tx, {
      action: preview ? 'evidence.viewed' : 'evidence.downloaded',
      targetKind: 'enrollment',
      targetId: file.enrollmentId,
      details: { evidenceId, kind: 'idclaim', entry: index },
    }),
  )
  return {
    fileName: harmlessName(entry.name, index),
    contentType: preview && shown !== null ? SHOWN_AS[shown] : 'application/octet-stream',
    bytes: entry.bytes,
  }
}

/** The last part of a name, in characters that are safe in a header and on any disk. */
function harmlessName(name: string, index: number): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = last.normalize('NFKD').replace(/[^A-Za-z0-9._-]+/g, '-')
  return plain.replace(/^[-.]+|[-.]+$/g, '').slice(-80) || `file-${index}`
}
