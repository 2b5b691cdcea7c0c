import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { ExportFormat } from '@/db/schema/usage'
import type { Context } from '@/lib/context'
import { DeskError, notFound } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import { exportScope, seesScope } from './export-scope'
import { findOwnExport } from './find-own-export'
import { mayExportPersonal } from './may-export-personal'
import { streamExport } from './stream-export'

export const openExportInput = z.object({
  exportId: z.string().min(1).max(64),
  /** Aborted when whoever fetches has gone. */
  signal: z.instanceof(AbortSignal).optional(),
})

export type OpenedExport = { fileName: string; contentType: string; stream: ReadableStream<Uint8Array> }

const CONTENT_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'application/x-ndjson',
}

/**
 * Opens the file of an export, for the person who asked for it, once. What they may see is asked again: groups and roles
 * may have changed since. The row then says how it ended: done with rows, bytes and the SHA-256 of the whole file (and
 * the audit row committed) before the last byte is followed by the end; canceled when the stream is cancelled or
 * `signal` aborts; failed with a stream that breaks off.
 *
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND (also another person's), CONFLICT (`errors.export.alreadyFetched`)
 */
export async function openExport(
  ctx: Context,
  input: z.input<typeof openExportInput>,
): Promise<OpenedExport> {
  const actor = authorize(ctx, 'usage.export')
  const { exportId, signal } = openExportInput.parse(input)
  const row = await findOwnExport(ctx, actor, exportId)
  if (!seesScope(actor, exportScope.parse(row.query))) throw notFound('export')
  if (row.personal && !mayExportPersonal(actor.roles)) {
    throw new DeskError('FORBIDDEN', `${actor.id} may no longer export personal columns`, {
      userMessage: { key: 'export.personal' },
    })
  }
  const { usageExport } = ctx.store.tables
  const now = ctx.clock()
  const claimed = await ctx.store.tx((tx) =>
    tx
      .update(usageExport)
      .set({ state: 'running', startedAt: now, finishedAt: now })
      .where(and(eq(usageExport.id, exportId), eq(usageExport.state, 'ready')))
      .returning({ id: usageExport.id }),
  )
  if (claimed.length === 0) {
    throw new DeskError('CONFLICT', 'an export is fetched once', {
      userMessage: { key: 'export.alreadyFetched' },
    })
  }
  return {
    fileName: row.fileName,
    contentType: CONTENT_TYPES[row.format],
    stream: streamExport(ctx, row, signal),
  }
}
