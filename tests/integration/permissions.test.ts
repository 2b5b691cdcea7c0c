import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '@/db/schema/staff'
import { authorize, authorizeSystem, seesGroup } from '@/lib/staff/authorize'
import { listDemoStaff } from '@/lib/staff/list-demo-staff'
import { PERMISSIONS, type Permission } from '@/lib/staff/permissions'
import { openTestDesk, type TestDesk } from '../fixtures/test-desk'

/** The table of docs/architecture.md, written out a second time on purpose: s support, c compliance, m manager, a admin. */
const TABLE: Record<Permission, string> = {
  'enrollments.list': 's c m a',
  'enrollments.personal': 's c',
  'enrollments.create': 's',
  'enrollments.share': 's',
  'enrollments.assist': 's',
  'evidence.view': 'c',
  'evidence.download': 'c',
  'evidence.retry': 'c a',
  'review.decide': 'c',
  'usage.view': 'm',
  'usage.export': 'm',
  'usage.budget': 'm',
  'callbacks.inspect': 'c a',
  'callbacks.replay': 'a',
  'staff.manage': 'a',
  'processes.manage': 'a',
  'system.view': 'a',
  'audit.read': 'c a',
  'personal.erase': 'c',
  'retention.manage': 'a',
}
const ROLES: Role[] = ['support', 'compliance', 'manager', 'admin']

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk('sqlite')
})
afterAll(() => desk.close())

const cases = (Object.keys(PERMISSIONS) as Permission[]).flatMap((permission) =>
  ROLES.map((role) => ({ permission, role, allowed: TABLE[permission].split(' ').includes(role.charAt(0)) })),
)

describe('who may do what', () => {
  test.each(cases)('$permission by $role: $allowed', ({ permission, role, allowed }) => {
    const ctx = desk.as(desk.staff[role])
    if (allowed) expect(authorize(ctx, permission)).toBe(desk.staff[role])
    else expect(() => authorize(ctx, permission)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
  })

  test('someone with several roles may do what any of them may', () => {
    const both = desk.as({ ...desk.staff.support, roles: ['support', 'manager'] })
    authorize(both, 'enrollments.create')
    authorize(both, 'usage.export')
    expect(() => authorize(both, 'evidence.view')).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
  })

  test('without a role nothing is allowed, and without a person one is told to sign in', () => {
    const nobody = desk.as({ ...desk.staff.support, roles: [] })
    for (const permission of Object.keys(PERMISSIONS) as Permission[]) {
      expect(() => authorize(nobody, permission)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
      for (const actor of [{ kind: 'anonymous' }, { kind: 'callback' }] as const) {
        expect(() => authorize(desk.as(actor), permission)).toThrow(
          expect.objectContaining({ code: 'SIGNED_OUT' }),
        )
      }
    }
  })

  test('what only the desk itself does is closed to everyone, administrators too', () => {
    authorizeSystem(desk.system)
    for (const role of ROLES) {
      expect(() => authorizeSystem(desk.as(desk.staff[role]))).toThrow(
        expect.objectContaining({ code: 'FORBIDDEN' }),
      )
    }
  })

  test('someone limited to groups sees those, and not what has no group', () => {
    const limited = { ...desk.staff.support, groupIds: [desk.groupId] }
    expect(seesGroup(limited, desk.groupId)).toBe(true)
    expect(seesGroup(limited, desk.otherGroupId)).toBe(false)
    expect(seesGroup(limited, '')).toBe(false)
    expect(seesGroup(desk.staff.support, '')).toBe(true)
  })

  test('demo accounts are offered in front of the sandbox, and of nothing real', async () => {
    const anonymous = desk.as({ kind: 'anonymous' })
    expect((await listDemoStaff(anonymous)).map(({ email }) => email)).toEqual(
      ROLES.map((role) => `${role}@desk.example`),
    )
    for (const ID360_ENVIRONMENT of ['preproduction', 'production'] as const) {
      const real = { ...anonymous, settings: { ...anonymous.settings, ID360_ENVIRONMENT } }
      expect(await listDemoStaff(real)).toEqual([])
    }
  })
})
