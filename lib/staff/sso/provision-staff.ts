import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '@/db/store'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { newId } from '@/lib/new-id'
import { listedAccess } from '../listed-access'
import { staffName } from '../staff-input'
import type { Identity } from './identity-input'
import { groupsOf, rolesOf } from './map-claims'
import type { SsoRefusal } from './sso-refusal'
import type { StaffRow } from './staff-row'

const address = z.string().trim().toLowerCase().pipe(z.email())

/**
 * Makes an account for somebody whom nobody knows here: when their address is verified and no account has it, and a
 * claim gives them a role. An address that is known is never linked: whoever can make the provider say it would take
 * the account over. The caller holds the table (lockStaff).
 */
export async function provisionStaff(
  ctx: Context,
  tx: Tx,
  identity: Identity,
): Promise<StaffRow | SsoRefusal> {
  const email = address.safeParse(identity.email)
  if (!email.success || !identity.emailVerified) return 'sso.unverified'
  const { staff } = ctx.store.tables
  const known = await tx.select({ id: staff.id }).from(staff).where(eq(staff.email, email.data))
  if (known.length > 0) return 'sso.addressKnown'
  const roles = rolesOf(ctx, identity) ?? []
  if (roles.length === 0) return 'sso.noRole'
  const groupIds = await groupsOf(ctx, tx, identity)
  const name = staffName.safeParse(identity.name ?? '')
  const [added] = await tx
    .insert(staff)
    .values({
      id: newId(),
      email: email.data,
      name: name.success ? name.data : email.data,
      roles,
      groupIds,
      language: identity.locale?.toLowerCase().startsWith('en') ? 'en' : 'fr',
      theme: 'system',
      state: 'active',
      createdAt: ctx.clock(),
      oidcIssuer: identity.issuer,
      oidcSubject: identity.subject,
    })
    .returning()
  if (!added) throw new Error('the insert gave no row')
  await writeAudit(ctx, tx, {
    action: 'staff.provisioned',
    targetKind: 'staff',
    targetId: added.id,
    details: listedAccess(added),
  })
  return added
}
