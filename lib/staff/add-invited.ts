import type { Role } from '@/db/schema/staff'
import type { Tx } from '@/db/store'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { newId } from '@/lib/new-id'
import { createInviteSecret, type Invite, inviteExpiry, inviteUrl } from './invite-secret'

/**
 * Adds a person who can sign in once they have used the one-time link that is returned, and records it, in the caller's
 * transaction. `groupIds` null: every group.
 * @returns null when the e-mail address is taken: nothing was added
 */
export async function addInvited(
  ctx: Context,
  tx: Tx,
  person: { email: string; name: string; roles: Role[]; groupIds: string[] | null; language: 'fr' | 'en' },
): Promise<Invite | null> {
  const { staff } = ctx.store.tables
  const { secret, inviteHash } = createInviteSecret()
  const id = newId()
  const now = ctx.clock()
  const expiresAt = inviteExpiry(now)
  const added = await tx
    .insert(staff)
    .values({
      ...person,
      id,
      theme: 'system',
      state: 'active',
      createdAt: now,
      inviteHash,
      inviteExpiresAt: expiresAt,
    })
    .onConflictDoNothing({ target: staff.email })
    .returning({ id: staff.id })
  if (added.length === 0) return null
  await writeAudit(ctx, tx, {
    action: 'staff.invited',
    targetKind: 'staff',
    targetId: id,
    details: { roles: person.roles.join(','), groups: person.groupIds?.join(',') ?? 'all', expiresAt },
  })
  return { staffId: id, url: inviteUrl(ctx.settings.PUBLIC_URL, secret), expiresAt }
}
