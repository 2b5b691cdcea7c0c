import type { Role } from '@/db/schema/staff'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import type { Identity } from './identity-input'

/**
 * The roles that the claims give, sorted; values that OIDC_ROLES does not name give none. null: OIDC_ROLES is not set,
 * and roles are the administrators' to give.
 */
export function rolesOf(ctx: Context, identity: Identity): Role[] | null {
  const known = ctx.settings.OIDC_ROLES
  if (known === null) return null
  const roles = identity.roles.flatMap((value) => known.get(value) ?? [])
  return [...new Set(roles)].sort()
}

/**
 * The groups that the claims limit to: ids of active groups, sorted. Names that no active group has count for nothing;
 * when none is left the list is empty, which is no group at all. null: OIDC_GROUPS is not set.
 */
export async function groupsOf(ctx: Context, tx: Tx, identity: Identity): Promise<string[] | null> {
  const known = ctx.settings.OIDC_GROUPS
  if (known === null) return null
  const names = new Set(identity.groups.flatMap((value) => known.get(value)?.normalize('NFC') ?? []))
  if (names.size === 0) return []
  const { usageGroup } = ctx.store.tables
  const groups = await tx
    .select({ id: usageGroup.id, name: usageGroup.name, state: usageGroup.state })
    .from(usageGroup)
  return groups
    .filter(({ name, state }) => state === 'active' && names.has(name.normalize('NFC')))
    .map(({ id }) => id)
    .sort()
}
