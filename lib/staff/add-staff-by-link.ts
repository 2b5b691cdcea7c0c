import { z } from 'zod'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { addInvited } from './add-invited'
import { authorizeSystem } from './authorize'
import type { Invite } from './invite-secret'
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
  const invite = await ctx.store.tx((tx) => addInvited(ctx, tx, { ...person, groupIds: null }))
  if (!invite) throw new DeskError('CONFLICT', 'the e-mail address is taken')
  return invite
}
