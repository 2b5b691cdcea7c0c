import type { StaffActor } from '@/lib/context'

/**
 * Whether this administrator manages people who are limited to `groupIds` (null: not limited), and may give that limit:
 * whoever is limited themselves manages and gives only what lies within their own groups.
 */
export function managesGroups(actor: StaffActor, groupIds: readonly string[] | null): boolean {
  const own = actor.groupIds
  return own === null || (groupIds?.every((id) => own.includes(id)) ?? false)
}
