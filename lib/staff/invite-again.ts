import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { authorize } from './authorize'
import { endSessionsOf } from './end-sessions-of'
import { holdPerson } from './hold-staff'
import { createInviteSecret, type Invite, inviteExpiry, inviteUrl } from './invite-secret'
import { staffId } from './staff-input'

const againInput = z.object({ staffId })

/**
 * Gives a person a new one-time link. The link before ends, a password they had stops at once, and so do their
 * sessions: this is the reset of a password as well as the second invitation.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (staff.manage; `staff.yourself`), NOT_FOUND, CONFLICT (`staff.disabled`).
 */
export async function inviteAgain(ctx: Context, input: z.input<typeof againInput>): Promise<Invite> {
  const actor = authorize(ctx, 'staff.manage')
  const { staffId: id } = againInput.parse(input)
  const { secret, inviteHash } = createInviteSecret()
  const expiresAt = inviteExpiry(ctx.clock())
  const { staff } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const person = await holdPerson(ctx, tx, actor, id)
    if (person.state !== 'active') {
      throw new DeskError('CONFLICT', 'a disabled person gets no link', {
        userMessage: { key: 'staff.disabled' },
      })
    }
    await tx
      .update(staff)
      .set({ passwordHash: null, inviteHash, inviteExpiresAt: expiresAt })
      .where(eq(staff.id, id))
    const sessions = await endSessionsOf(ctx, tx, { staffId: id })
    await writeAudit(ctx, tx, {
      action: person.passwordHash === null ? 'staff.invited' : 'staff.password_reset',
      targetKind: 'staff',
      targetId: id,
      details: { expiresAt, sessions },
    })
  })
  return { staffId: id, url: inviteUrl(ctx.settings.PUBLIC_URL, secret), expiresAt }
}
