import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { newId } from '@/lib/new-id'
import { authorizeSystem } from './authorize'
import { createInviteSecret, inviteUrl } from './invite-secret'
import { type Invite, inviteExpiry } from './invite-staff'
import { staffAccess, staffName } from './staff-input'

const input = staffAccess.pick({ roles: true }).extend({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  name: staffName,
  language: z.enum(['fr', 'en']),
})

/**
 * Adds a member of staff by the desk itself (the command line: the first administrator has nobody to invite them). Like
 * everybody they choose their password by a one-time link: none is ever made for them.
 * @throws DeskError FORBIDDEN for staff, CONFLICT when the e-mail address is taken; ZodError for what is no such person.
 */
export async function addStaffByLink(ctx: Context, given: z.input<typeof input>): Promise<Invite> {
  authorizeSystem(ctx)
  const person = input.parse(given)
  const { secret, inviteHash } = createInviteSecret()
  const id = newId()
  const now = ctx.clock()
  const expiresAt = inviteExpiry(now)
  const { staff } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const added = await tx
      .insert(staff)
      .values({
        ...person,
        id,
        groupIds: null,
        theme: 'system',
        state: 'active',
        createdAt: now,
        inviteHash,
        inviteExpiresAt: expiresAt,
      })
      .onConflictDoNothing({ target: staff.email })
      .returning({ id: staff.id })
    if (added.length === 0) throw new DeskError('CONFLICT', 'the e-mail address is taken')
    await writeAudit(ctx, tx, {
      action: 'staff.invited',
      targetKind: 'staff',
      targetId: id,
      details: { roles: person.roles.join(','), groups: 'all', expiresAt },
    })
  })
  return { staffId: id, url: inviteUrl(ctx.settings.PUBLIC_URL, secret), expiresAt }
}
