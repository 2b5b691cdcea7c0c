import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { newId } from '@/lib/new-id'
import { authorizeManagement } from './authorize-management'
import { checkGroupName, parseGroupName } from './group-input'
import { lockTable } from './lock-table'

export type CreateGroupInput = { name: string }

/**
 * Adds a group. Returns its id.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (processes.manage); INVALID with `fieldErrors.name`, `nameTaken` among them.
 */
export async function createGroup(ctx: Context, input: CreateGroupInput): Promise<string> {
  authorizeManagement(ctx)
  const name = parseGroupName(ctx, input.name)
  const { usageGroup } = ctx.store.tables
  const id = newId()
  await ctx.store.tx(async (tx) => {
    await lockTable(ctx, tx, 'usageGroup')
    await checkGroupName(ctx, tx, name)
    await tx.insert(usageGroup).values({ id, name, state: 'active', createdAt: ctx.clock() })
    await writeAudit(ctx, tx, { action: 'group.added', targetKind: 'group', targetId: id, details: { name } })
  })
  return id
}
