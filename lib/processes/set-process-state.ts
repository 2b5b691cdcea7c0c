import { and, eq, ne } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { notFound } from '@/lib/errors'
import { authorizeManagement } from './authorize-management'

const input = z.object({ processId: z.string().min(1).max(64), state: z.enum(['active', 'retired']) })

export type SetProcessStateInput = z.input<typeof input>

/**
 * Retires a process (no new enrollment is made of it; those that exist go on), or takes it up again. What is so already
 * stays so, without an audit row.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (processes.manage); NOT_FOUND.
 */
export async function setProcessState(ctx: Context, asked: SetProcessStateInput): Promise<void> {
  authorizeManagement(ctx)
  const { processId, state } = input.parse(asked)
  const { process } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const changed = await tx
      .update(process)
      .set({ state })
      .where(and(eq(process.id, processId), ne(process.state, state)))
      .returning({ id: process.id })
    if (changed.length === 0) {
      const [row] = await tx.select({ id: process.id }).from(process).where(eq(process.id, processId))
      if (!row) throw notFound('process')
      return
    }
    await writeAudit(ctx, tx, {
      action: 'process.changed',
      targetKind: 'process',
      targetId: processId,
      details: { 'state.before': state === 'active' ? 'retired' : 'active', 'state.after': state },
    })
  })
}
