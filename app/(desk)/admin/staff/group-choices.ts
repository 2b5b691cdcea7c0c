import type { StaffContext } from '@/app/_auth/staff-context'
import { listGroups } from '@/lib/processes/list-groups'

export type GroupChoices = {
  groups: { id: string; name: string; retired: boolean }[]
  /** Whether "all groups" is this administrator's to give. */
  all: boolean
}

/** The groups that this administrator may limit people to. */
export async function groupChoices(ctx: StaffContext): Promise<GroupChoices> {
  const { groups } = await listGroups(ctx, { purpose: 'filter' })
  return {
    groups: groups.map(({ id, name, state }) => ({ id, name, retired: state === 'retired' })),
    all: ctx.actor.groupIds === null,
  }
}
