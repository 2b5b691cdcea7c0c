import { asc, eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'

export type ManagedGroup = {
  id: string
  name: string
  state: 'active' | 'retired'
  /** Active staff whose limit names this group, by name. */
  limitedStaff: string[]
}

/**
 * Every group by name, and who may use it: `unlimitedStaff` active people have no limit and may use
 * all of them.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (processes.manage).
 */
export async function listManagedGroups(
  ctx: Context,
): Promise<{ groups: ManagedGroup[]; unlimitedStaff: number }> {
  authorize(ctx, 'processes.manage')
  const { usageGroup, staff } = ctx.store.tables
  const { read } = ctx.store
  const [rows, people] = await Promise.all([
    read
      .select({ id: usageGroup.id, name: usageGroup.name, state: usageGroup.state })
      .from(usageGroup)
      .orderBy(asc(usageGroup.name)),
    read
      .select({ name: staff.name, groupIds: staff.groupIds })
      .from(staff)
      .where(eq(staff.state, 'active'))
      .orderBy(asc(staff.name)),
  ])
  return {
    groups: rows.map((row) => ({
      ...row,
      limitedStaff: people.filter(({ groupIds }) => groupIds?.includes(row.id)).map(({ name }) => name),
    })),
    unlimitedStaff: people.filter(({ groupIds }) => groupIds === null).length,
  }
}
