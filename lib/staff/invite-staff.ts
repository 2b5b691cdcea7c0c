import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { newId } from '@/lib/new-id'
import { authorize } from './authorize'
import { checkGroups } from './check-groups'
import { holdStaff } from './hold-staff'
import { createInviteSecret, INVITE_HOURS, inviteUrl } from './invite-secret'
import { parseForm, staffAccess, staffName } from './staff-input'

const inviteInput = staffAccess.extend({
  email: z
    .string('required')
    .trim()
    .toLowerCase()
    .min(1, 'required')
    .max(254, 'tooLong')
    .pipe(z.email('email')),
  name: staffName,
  language: z.enum(['fr', 'en'], 'language'),
})

export type InviteInput = z.input<typeof inviteInput>

/** A link that sets a password, once. `url` is known only now: the desk keeps its hash. Epoch milliseconds. */
export type Invite = { staffId: string; url: string; expiresAt: number }

const HOUR = 3_600_000
export const inviteExpiry = (now: number) => now + INVITE_HOURS * HOUR

/**
 * Adds a person who can sign in once they have set a password by the link that is returned.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (staff.manage); INVALID with field errors, among them `email: emailTaken` and
 * those of `checkGroups`.
 */
export async function inviteStaff(ctx: Context, input: InviteInput): Promise<Invite> {
  const actor = authorize(ctx, 'staff.manage')
  const person = parseForm(inviteInput, input)
  const { secret, inviteHash } = createInviteSecret()
  const id = newId()
  const now = ctx.clock()
  const expiresAt = inviteExpiry(now)
  const { staff } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    await holdStaff(ctx, tx, actor)
    await checkGroups(ctx, tx, actor, person.groupIds)
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
    if (added.length === 0) {
      throw new DeskError('INVALID', 'the address is taken', { fieldErrors: { email: 'emailTaken' } })
    }
    await writeAudit(ctx, tx, {
      action: 'staff.invited',
      targetKind: 'staff',
      targetId: id,
      details: { roles: person.roles.join(','), groups: person.groupIds?.join(',') ?? 'all', expiresAt },
    })
  })
  return { staffId: id, url: inviteUrl(ctx.settings.PUBLIC_URL, secret), expiresAt }
}
