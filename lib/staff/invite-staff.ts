import { z } from 'zod'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { addInvited } from './add-invited'
import { authorize } from './authorize'
import { checkGroups } from './check-groups'
import { holdStaff } from './hold-staff'
import type { Invite } from './invite-secret'
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

/**
 * Adds a person who can sign in once they have set a password by the link that is returned.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (staff.manage); INVALID with field errors, among them `email: emailTaken` and
 * those of `checkGroups`.
 */
export async function inviteStaff(ctx: Context, input: InviteInput): Promise<Invite> {
  const actor = authorize(ctx, 'staff.manage')
  const person = parseForm(inviteInput, input)
  return ctx.store.tx(async (tx) => {
    await holdStaff(ctx, tx, actor)
    await checkGroups(ctx, tx, actor, person.groupIds)
    const invite = await addInvited(ctx, tx, person)
    if (!invite) {
      throw new DeskError('INVALID', 'the address is taken', { fieldErrors: { email: 'emailTaken' } })
    }
    return invite
  })
}
