import { eq, ne } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { canSignIn } from '../can-sign-in'
import { endSessionsOf } from '../end-sessions-of'
import { listedAccess } from '../listed-access'
import { may } from '../permissions'
import type { Identity } from './identity-input'
import { groupsOf, rolesOf } from './map-claims'
import type { SsoRefusal } from './sso-refusal'
import type { StaffRow } from './staff-row'

/**
 * Gives a person the roles and groups that the claims say, where the settings let claims decide, and records a change.
 * Whoever is left without a role is refused and loses open sessions. The desk's last administrator who can sign in keeps
 * the role on paper, so that the desk is never without one, but does not come in by claims that deny it.
 * `was`: the person as they were before this sign-in touched anything.
 */
export async function followClaims(
  ctx: Context,
  tx: Tx,
  was: StaffRow,
  identity: Identity,
): Promise<Pick<StaffRow, 'roles' | 'groupIds'> | SsoRefusal> {
  const roles = rolesOf(ctx, identity) ?? was.roles
  const groupIds = ctx.settings.OIDC_GROUPS === null ? was.groupIds : await groupsOf(ctx, tx, identity)
  const demoted = may(was.roles, 'staff.manage') && !may(roles, 'staff.manage')
  if (demoted && canSignIn(was, ctx.settings) && !(await anotherAdministrator(ctx, tx, was.id))) {
    await endSessionsOf(ctx, tx, { staffId: was.id })
    return 'sso.lastAdministrator'
  }
  const before = listedAccess(was)
  const after = listedAccess({ roles, groupIds })
  if (before.roles !== after.roles || before.groups !== after.groups) {
    const { staff } = ctx.store.tables
    await tx.update(staff).set({ roles, groupIds }).where(eq(staff.id, was.id))
    await writeAudit(ctx, tx, {
      action: 'staff.changed',
      targetKind: 'staff',
      targetId: was.id,
      details: {
        rolesBefore: before.roles,
        roles: after.roles,
        groupsBefore: before.groups,
        groups: after.groups,
        byClaims: true,
      },
    })
  }
  if (roles.length > 0) return { roles, groupIds }
  await endSessionsOf(ctx, tx, { staffId: was.id })
  return 'sso.noRole'
}

async function anotherAdministrator(ctx: Context, tx: Tx, staffId: string): Promise<boolean> {
  const { staff } = ctx.store.tables
  const others = await tx.select().from(staff).where(ne(staff.id, staffId))
  return others.some((row) => may(row.roles, 'staff.manage') && canSignIn(row, ctx.settings))
}
