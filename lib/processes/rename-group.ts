import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError, notFound } from '@/lib/errors'
import { authorizeManagement } from './authorize-management'
import { checkGroupName, parseGroupName } from './group-input'
import { lockTable } from './lock-table'

const target = z.object({
  groupId: z.string().min(1).max(64),
  /** The name that the person saw. */
  from: z.string().max(1000),
})

export type RenameGroupInput = z.input<typeof target> & { name: string }

/**
 * Gives a group another name. Its enrollments and figures stay with it.
 *
 * @throws DeskError SIGNED_OUT, FORBIDDEN (processes.manage); NOT_FOUND; INVALID with `fieldErrors.name`; CONFLICT when
 * somebody renamed it since `from`
 */
export async function renameGroup(ctx: Context, input: RenameGroupInput): Promise<void> {
  authorizeManagement(ctx)
  const { groupId, from } = target.parse(input)
  const name = parseGroupName(ctx, input.name)
  const { usageGroup } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    await lockTable(ctx, tx, 'usageGroup')
    const [row] = await tx
      .select({ name: usageGroup.name })
      .from(usageGroup)
      .where(eq(usageGroup.id, groupId))
    if (!row) throw notFound('group')
    if (row.name === name) return
    if (row.name !== from) {
      throw new DeskError('CONFLICT', 'the group was renamed meanwhile', {
        userMessage: { key: 'process.groupRenamedMeanwhile' },
      })
    }
    await checkGroupName(ctx, tx, name, groupId)
    await tx.update(usageGroup).set({ name }).where(eq(usageGroup.id, groupId))
    await writeAudit(ctx, tx, {
      action: 'group.changed',
      targetKind: 'group',
      targetId: groupId,
      details: { 'name.before': row.name, 'name.after': name },
    })
  })
}
