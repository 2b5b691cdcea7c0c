import { and, eq, ne } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { notFound } from '@/lib/errors'
import { authorizeManagement } from './authorize-management'

const input = z.object({ groupId: z.string().min(1).max(64), state: z.enum(['active', 'retired']) })

export type SetGroupStateInput = z.input<typeof input>

/**
 * Retires a group (it is not offered for new enrollments; what it has stays), or takes it up again. What is so already
 * stays so, without an audit row.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (processes.manage); NOT_FOUND.
 */
export async function setGroupState(ctx: Context, asked: SetGroupStateInput): Promise<void> {
  authorizeManagement(ctx)
  const { groupId, state } = input.parse(asked)
  const { usageGroup } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const changed = await tx
      .update(usageGroup)
      .set({ state })
      .where(and(eq(usageGroup.id, groupId), ne(usageGroup.state, state)))
      .returning({ id: usageGroup.id })
    if (changed.length === 0) {
      const [row] = await tx.select({ id: usageGroup.id }).from(usageGroup).where(eq(usageGroup.id, groupId))
      if (!row) throw notFound('group')
      return
    }
    await writeAudit(ctx, tx, {
      action: 'group.changed',
      targetKind: 'group',
      targetId: groupId,
      details: { 'state.before': state === 'active' ? 'retired' : 'active', 'state.after': state },
    })
  })
}
