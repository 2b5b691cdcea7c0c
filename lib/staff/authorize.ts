import type { Context, StaffActor } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { may, type Permission } from './permissions'

/**
 * The first line of a verb that staff call: who asks, if they may.
 * @throws DeskError SIGNED_OUT when nobody is signed in, FORBIDDEN when the roles do not allow it, or need a second
 * factor that is not set up (`twoFactor.owed`).
 */
export function authorize(ctx: Context, permission: Permission): StaffActor {
  const { actor } = ctx
  if (actor.kind !== 'staff') throw new DeskError('SIGNED_OUT', `${permission} needs a signed-in person`)
  if (actor.owesTwoFactor) throw owesTwoFactor(actor)
  if (!may(actor.roles, permission)) throw new DeskError('FORBIDDEN', `${actor.id} lacks ${permission}`)
  return actor
}

/** What somebody is told who does anything before setting up the second factor that their roles need. */
export const owesTwoFactor = ({ id }: StaffActor): DeskError =>
  new DeskError('FORBIDDEN', `${id} has to set up a second factor first`, {
    userMessage: { key: 'twoFactor.owed' },
  })

/** Whether this person may see the group ('' is "no group", seen only by people without a limit). */
export function seesGroup(actor: StaffActor, groupId: string): boolean {
  return actor.groupIds === null || actor.groupIds.includes(groupId)
}

/**
 * The first line of a verb that only the desk itself runs (jobs, sweeps).
 * @throws DeskError FORBIDDEN for anyone else.
 */
export function authorizeSystem(ctx: Context): void {
  if (ctx.actor.kind !== 'system') throw new DeskError('FORBIDDEN', 'only the desk itself may do this')
}
