import { z } from 'zod'
import type { ExportState } from '@/db/schema/usage'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'

export const readExportProgressInput = z.object({ exportId: z.string().min(1).max(64) })

export type ExportProgress = {
  state: ExportState
  /** Rows of data written so far. */
  rows: number
  expectedRows: number | null
  bytes: number
}

/**
 * How far an export of one's own has come.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND (also another person's)
 */
export async function readExportProgress(
  ctx: Context,
  input: z.input<typeof readExportProgressInput>,
): Promise<ExportProgress> {
  authorize(ctx, 'usage.export')
  readExportProgressInput.parse(input)
  throw new DeskError('NOT_READY', 'exports are being built')
}
