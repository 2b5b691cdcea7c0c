import type { Role } from '@/db/schema/staff'
import { may } from '@/lib/staff/permissions'

/** Whether someone with these roles may take personal columns along: figures and compliance, both. */
export function mayExportPersonal(roles: readonly Role[]): boolean {
  return roles.includes('compliance') && may(roles, 'enrollments.personal') && may(roles, 'usage.export')
}
