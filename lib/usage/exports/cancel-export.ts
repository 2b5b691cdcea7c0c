import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { findOwnExport } from './find-own-export'

export const cancelExportInput = z.object({ exportId: z.string().min(1).max(64) })

/**
 * Stops an export of one's own: its query ends within a second. Does nothing to one that has ended.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND (also another person's)
 */
export async function cancelExport(ctx: Context, input: z.input<typeof cancelExportInput>): Promise<void> {
  const actor = authorize(ctx, 'usage.export')
  const { exportId } = cancelExportInput.parse(input)
  await findOwnExport(ctx, actor, exportId)
  const { usageExport } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const [stopped] = await tx
      .update(usageExport)
      .set({ state: 'canceled', finishedAt: ctx.clock() })
      .where(and(eq(usageExport.id, exportId), inArray(usageExport.state, ['ready', 'running'])))
      .returning({ rows: usageExport.rows, personal: usageExport.personal })
    if (!stopped) return
    await writeAudit(ctx, tx, {
      action: 'usage.export_canceled',
      targetKind: 'export',
      targetId: exportId,
      details: stopped,
    })
  })
}
