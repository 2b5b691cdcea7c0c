import { z } from 'zod'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'

export const cancelExportInput = z.object({ exportId: z.string().min(1).max(64) })

/**
 * Stops an export of one's own: its query ends within a second. Does nothing to one that has ended.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND (also another person's)
 */
export async function cancelExport(ctx: Context, input: z.input<typeof cancelExportInput>): Promise<void> {
  authorize(ctx, 'usage.export')
  cancelExportInput.parse(input)
  throw new DeskError('NOT_READY', 'exports are being built')
}
