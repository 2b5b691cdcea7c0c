import { and, eq } from 'drizzle-orm'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import type { FiguresByMonth } from './figures-tally'

export type ExportOutcome = {
  state: 'done' | 'canceled' | 'failed'
  rows: number
  bytes: number
  /** Of the whole file (hex); null unless it is done. */
  sha256: string | null
  figures: FiguresByMonth
}

const ACTIONS = {
  done: 'usage.exported',
  canceled: 'usage.export_canceled',
  failed: 'usage.export_failed',
} as const

/** Writes down how a running export ended. False when it no longer runs: somebody canceled it. */
export async function endExport(ctx: Context, exportId: string, outcome: ExportOutcome): Promise<boolean> {
  const { usageExport } = ctx.store.tables
  const { state, rows, bytes, sha256 } = outcome
  return ctx.store.tx(async (tx) => {
    const ended = await tx
      .update(usageExport)
      .set({ ...outcome, finishedAt: ctx.clock() })
      .where(and(eq(usageExport.id, exportId), eq(usageExport.state, 'running')))
      .returning({ personal: usageExport.personal })
    const [row] = ended
    if (!row) return false
    await writeAudit(ctx, tx, {
      action: ACTIONS[state],
      targetKind: 'export',
      targetId: exportId,
      details: { rows, personal: row.personal, ...(state === 'done' && { sha256, bytes }) },
    })
    return true
  })
}
