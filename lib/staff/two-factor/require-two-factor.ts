import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Role } from '@/db/schema/staff'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context, StaffActor } from '@/lib/context'
import { readDeskSetting, writeDeskSetting } from '@/lib/desk-setting'
import { DeskError } from '@/lib/errors'
import { authorize } from '../authorize'
import { holdStaff } from '../hold-staff'
import { managesGroups } from '../manages-groups'
import { parseForm } from '../staff-input'

const ROLES = ['support', 'compliance', 'manager', 'admin'] as const satisfies readonly Role[]

export type TwoFactorPolicy = {
  /** Whoever has one of them, and signs in with a password, needs a second factor. */
  roles: Role[]
  /** Epoch milliseconds; null: never decided. */
  changedAt: number | null
  /** How many of the active people with a password have none, by role. */
  without: Record<Role, number>
  /** The administrator who asks has one. */
  hasOwn: boolean
  /** It counts for the whole desk: administrators limited to groups read it. */
  mayChange: boolean
}

/**
 * Who needs a second factor, and how many of them have none.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (staff.manage).
 */
export async function readTwoFactorPolicy(ctx: Context): Promise<TwoFactorPolicy> {
  const actor = authorize(ctx, 'staff.manage')
  const { staff } = ctx.store.tables
  const [{ value, changedAt }, people] = await Promise.all([
    readDeskSetting(ctx, 'twoFactor'),
    ctx.store.read
      .select({
        id: staff.id,
        roles: staff.roles,
        groupIds: staff.groupIds,
        totpSince: staff.totpSince,
        passwordHash: staff.passwordHash,
      })
      .from(staff)
      .where(eq(staff.state, 'active')),
  ])
  const without: Record<Role, number> = { support: 0, compliance: 0, manager: 0, admin: 0 }
  for (const { id, roles, groupIds, totpSince, passwordHash } of people) {
    if (totpSince !== null || passwordHash === null) continue
    if (id !== actor.id && !managesGroups(actor, groupIds)) continue
    for (const role of roles) without[role] += 1
  }
  return {
    roles: value.roles,
    changedAt,
    without,
    hasOwn: people.some(({ id, totpSince }) => id === actor.id && totpSince !== null),
    mayChange: decidesForAll(actor),
  }
}

const requireInput = z.object({
  roles: z
    .array(z.enum(ROLES, 'invalid'), 'invalid')
    .max(100, 'invalid')
    .transform((roles) => ROLES.filter((role) => roles.includes(role))),
})

export type RequireTwoFactorInput = z.input<typeof requireInput>

/**
 * Decides who needs a second factor. It counts at everyone's next request: who has none is led to set one up.
 * @throws DeskError SIGNED_OUT; FORBIDDEN (staff.manage; `twoFactor.wholeDesk` for administrators limited to groups);
 * INVALID; CONFLICT (`twoFactor.selfFirst`) when administrators without one ask it of administrators.
 */
export async function requireTwoFactor(ctx: Context, input: RequireTwoFactorInput): Promise<void> {
  const actor = authorize(ctx, 'staff.manage')
  const { roles } = parseForm(requireInput, input)
  if (!decidesForAll(actor)) {
    throw new DeskError('FORBIDDEN', 'limited to groups, and it counts for all of them', {
      userMessage: { key: 'twoFactor.wholeDesk' },
    })
  }
  const { staff } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    await holdStaff(ctx, tx, actor)
    const before = (await readDeskSetting(ctx, 'twoFactor', tx)).value.roles
    if (listed(before) === listed(roles)) return
    if (roles.includes('admin') && !before.includes('admin')) {
      const [own] = await tx
        .select({ totpSince: staff.totpSince, passwordHash: staff.passwordHash })
        .from(staff)
        .where(eq(staff.id, actor.id))
      // Nobody shuts themselves out by surprise. Who has no password comes from the identity provider, and needs none.
      if (own?.totpSince == null && own?.passwordHash != null) {
        throw new DeskError('CONFLICT', 'asks of administrators what they do not have themselves', {
          userMessage: { key: 'twoFactor.selfFirst' },
        })
      }
    }
    await writeDeskSetting(ctx, tx, 'twoFactor', { roles })
    await writeAudit(ctx, tx, {
      action: 'desk.two_factor_required',
      targetKind: 'desk',
      targetId: 'twoFactor',
      details: { before: listed(before), roles: listed(roles) },
    })
  })
}

const decidesForAll = (actor: StaffActor) => actor.groupIds === null

const listed = (roles: readonly Role[]) => ROLES.filter((role) => roles.includes(role)).join(',')
