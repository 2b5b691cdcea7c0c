import { z } from 'zod'
import type { ExportState } from '@/db/schema/usage'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { findOwnExport } from './find-own-export'
import { shownState } from './shown-state'

export const readExportProgressInput = z.object({ exportId: z.string().min(1).max(64) })

export type ExportProgress = {
  state: ExportState
  /** Rows of data written so far. */
  rows: number
  /** As many as there were when it was asked for: a few more or less may come. */
  expectedRows: number | null
  bytes: number
}

/**
 * How far an export of one's own has come, less than half a second ago.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND (also another person's)
 */
export async function readExportProgress(
  ctx: Context,
  input: z.input<typeof readExportProgressInput>,
): Promise<ExportProgress> {
  const actor = authorize(ctx, 'usage.export')
  const { exportId } = readExportProgressInput.parse(input)
  const row = await findOwnExport(ctx, actor, exportId)
  const { rows, expectedRows, bytes } = row
  return { state: shownState(row, ctx.clock()), rows, expectedRows, bytes }
}
