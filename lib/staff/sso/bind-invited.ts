import { and, eq, gt } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { endSessionsOf } from '../end-sessions-of'
import { inviteHashOf } from '../invite-secret'
import type { Identity } from './identity-input'
import type { SsoRefusal } from './sso-refusal'
import type { StaffRow } from './staff-row'

/**
 * Ends a one-time link by giving its account the identity of whoever came with it. The link is the proof, not the
 * address that the provider says: that may be another one. An identity or a password that the account had before goes.
 * Gives the person as they were before. The caller holds the table (lockStaff), and rolls back when it refuses in the
 * end: the link then stays good.
 */
export async function bindInvited(
  ctx: Context,
  tx: Tx,
  identity: Identity,
  secret: string,
): Promise<StaffRow | SsoRefusal> {
  const { staff } = ctx.store.tables
  const [was] = await tx
    .select()
    .from(staff)
    .where(
      and(
        eq(staff.inviteHash, inviteHashOf(secret)),
        eq(staff.state, 'active'),
        gt(staff.inviteExpiresAt, ctx.clock()),
      ),
    )
  if (!was) return 'invite.gone'
  const [holder] = await tx
    .select({ id: staff.id })
    .from(staff)
    .where(and(eq(staff.oidcIssuer, identity.issuer), eq(staff.oidcSubject, identity.subject)))
  if (holder && holder.id !== was.id) return 'sso.alreadyLinked'
  await tx
    .update(staff)
    .set({
      oidcIssuer: identity.issuer,
      oidcSubject: identity.subject,
      passwordHash: null,
      inviteHash: null,
      inviteExpiresAt: null,
    })
    .where(eq(staff.id, was.id))
  await endSessionsOf(ctx, tx, { staffId: was.id })
  const target = { targetKind: 'staff', targetId: was.id } as const
  const { id, name, email, roles, groupIds, language, theme } = was
  const actor = { kind: 'staff', id, name, email, roles, groupIds, language, theme, sessionId: '' } as const
  const byPerson: Context = { ...ctx, actor }
  if (was.oidcSubject !== null && !holder) {
    await writeAudit(byPerson, tx, { action: 'staff.sso_unlinked', ...target })
  }
  await writeAudit(byPerson, tx, { action: 'staff.invite_accepted', ...target })
  await writeAudit(byPerson, tx, { action: 'staff.sso_linked', ...target })
  return was
}
