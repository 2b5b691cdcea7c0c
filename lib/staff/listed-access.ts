import type { Role } from '@/db/schema/staff'

const listed = (ids: readonly string[] | null) => (ids === null ? 'all' : [...ids].sort().join(','))

/** Roles and groups as the audit log tells them, and as they can be compared: sorted lists; every group is `all`. */
export const listedAccess = ({ roles, groupIds }: { roles: readonly Role[]; groupIds: string[] | null }) => ({
  roles: listed(roles),
  groups: listed(groupIds),
})
