import type { StaffActor } from '@/lib/context'
import { may, type Permission } from '@/lib/staff/permissions'

export type EntryKey =
  | 'home'
  | 'enrollments'
  | 'newEnrollment'
  | 'evidence'
  | 'usage'
  | 'callbacks'
  | 'audit'
  | 'system'
  | 'processes'
  | 'groups'
  | 'staff'
  | 'retention'
  | 'erasure'

type Entry = { key: EntryKey; href: string; permission: Permission | null; kind: 'page' | 'action' }

/** Everything the navigation can lead to. A page that does not exist yet has no line here. */
const ENTRIES: readonly Entry[] = [
  { key: 'home', href: '/', permission: null, kind: 'page' },
  { key: 'enrollments', href: '/enrollments', permission: 'enrollments.list', kind: 'page' },
  { key: 'newEnrollment', href: '/enrollments/new', permission: 'enrollments.create', kind: 'action' },
  { key: 'evidence', href: '/evidence', permission: 'evidence.view', kind: 'page' },
  { key: 'usage', href: '/usage', permission: 'usage.view', kind: 'page' },
  { key: 'callbacks', href: '/callbacks', permission: 'callbacks.inspect', kind: 'page' },
  { key: 'erasure', href: '/erasure', permission: 'personal.erase', kind: 'page' },
  { key: 'audit', href: '/admin/audit', permission: 'audit.read', kind: 'page' },
  { key: 'system', href: '/admin/system', permission: 'system.view', kind: 'page' },
  { key: 'processes', href: '/admin/processes', permission: 'processes.manage', kind: 'page' },
  { key: 'groups', href: '/admin/groups', permission: 'processes.manage', kind: 'page' },
  { key: 'staff', href: '/admin/staff', permission: 'staff.manage', kind: 'page' },
  { key: 'retention', href: '/admin/retention', permission: 'retention.manage', kind: 'page' },
]

/** The entries this person may use, and no others. */
export function entriesFor(actor: StaffActor): readonly Entry[] {
  return ENTRIES.filter(({ permission }) => permission === null || may(actor.roles, permission))
}
