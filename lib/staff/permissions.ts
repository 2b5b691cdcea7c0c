import type { Role } from '@/db/schema/staff'

/** Who may do what: the table of the design, one line a permission. */
export const PERMISSIONS = {
  'enrollments.list': ['support', 'compliance', 'manager', 'admin'],
  'enrollments.personal': ['support', 'compliance'],
  'enrollments.create': ['support'],
  'enrollments.share': ['support'],
  'enrollments.assist': ['support'],
  'evidence.view': ['compliance'],
  'evidence.download': ['compliance'],
  'evidence.retry': ['compliance', 'admin'],
  'review.decide': ['compliance'],
  'usage.view': ['manager'],
  'usage.export': ['manager'],
  'usage.budget': ['manager'],
  'callbacks.inspect': ['compliance', 'admin'],
  'callbacks.replay': ['admin'],
  'staff.manage': ['admin'],
  'processes.manage': ['admin'],
  'system.view': ['admin'],
  'audit.read': ['compliance', 'admin'],
  'personal.erase': ['compliance'],
  'retention.manage': ['admin'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS

/** Whether someone with these roles has the permission. */
export function may(roles: readonly Role[], permission: Permission): boolean {
  const allowed: readonly Role[] = PERMISSIONS[permission]
  return roles.some((role) => allowed.includes(role))
}
