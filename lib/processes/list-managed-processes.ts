import { asc, eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { isElsewhere, isOffered } from './offered'
import type { ProcessFields } from './process-input'

export type ManagedProcess = Omit<ProcessFields, 'browserCallbackUrl'> & {
  id: string
  state: 'active' | 'retired'
  defaultGroup: { name: string; state: 'active' | 'retired' } | null
  /** Of another ID360 than the one the desk is in front of. */
  elsewhere: boolean
  /** Offered for new enrollments. */
  offered: boolean
}

/**
 * Every process with what it is: active ones first, by name.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (processes.manage).
 */
export async function listManagedProcesses(ctx: Context): Promise<ManagedProcess[]> {
  authorize(ctx, 'processes.manage')
  const { process, usageGroup } = ctx.store.tables
  const rows = await ctx.store.read
    .select({
      process,
      groupName: usageGroup.name,
      groupState: usageGroup.state,
    })
    .from(process)
    .leftJoin(usageGroup, eq(usageGroup.id, process.defaultGroupId))
    .orderBy(asc(process.state), asc(process.name))
  return rows.map(({ process: row, groupName, groupState }) => {
    const { browserCallbackUrl: _, createdAt: __, ...shown } = row
    return {
      ...shown,
      defaultGroup: groupName === null || groupState === null ? null : { name: groupName, state: groupState },
      elsewhere: isElsewhere(ctx, row),
      offered: isOffered(ctx, row),
    }
  })
}
