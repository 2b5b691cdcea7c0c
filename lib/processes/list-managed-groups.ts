import { asc, eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { managesGroups } from '@/lib/staff/manages-groups'

export type ManagedGroup = {
  id: string
  name: string
  state: 'active' | 'retired'
  /** Active staff whose limit names this group and whom this administrator manages, by name. */
  limitedStaff: string[]
  /** How many more are limited to it: people of other administrators. */
  otherStaff: number
}

/**
 * Every group by name, and who may use it: `unlimitedStaff` active people have no limit and may use
 * all of them. An administrator who is limited to groups is told names as on the page of staff: of their own people.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (processes.manage).
 */
export async function listManagedGroups(
  ctx: Context,
): Promise<{ groups: ManagedGroup[]; unlimitedStaff: number }> {
  const actor = authorize(ctx, 'processes.manage')
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
    groups: rows.map((row) => {
      const limited = people.filter(({ groupIds }) => groupIds?.includes(row.id))
      const own = limited.filter(({ groupIds }) => managesGroups(actor, groupIds))
      return {
        ...row,
        limitedStaff: own.map(({ name }) => name),
        otherStaff: limited.length - own.length,
      }
    }),
    unlimitedStaff: people.filter(({ groupIds }) => groupIds === null).length,
  }
}
