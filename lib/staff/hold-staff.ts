import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context, StaffActor } from '@/lib/context'
import { DeskError, notFound } from '@/lib/errors'
import { canSignIn } from './can-sign-in'
import { lockStaff } from './lock-staff'
import { managesGroups } from './manages-groups'
import { may } from './permissions'

/**
 * Lets nobody else change staff until this transaction ends, and makes sure that whoever asks is still an
 * administrator who can sign in. Together with "nobody changes their own access" this keeps one administrator for
 * ever: whoever takes the role from another one is left, however many try at once.
 * @throws DeskError FORBIDDEN when the person who asks lost the right meanwhile.
 */
export async function holdStaff(ctx: Context, tx: Tx, actor: StaffActor): Promise<void> {
  const { staff } = ctx.store.tables
  await lockStaff(ctx, tx)
  const [now] = await tx.select().from(staff).where(eq(staff.id, actor.id))
  if (!now || !canSignIn(now, ctx.settings) || !may(now.roles, 'staff.manage'))
    throw new DeskError('FORBIDDEN', `${actor.id} may not manage staff any more`)
}

/**
 * The same, and the person to be changed, as they are now.
 * @throws DeskError NOT_FOUND for someone who does not exist or is not this administrator's to manage, FORBIDDEN
 * (`staff.yourself`) when administrators aim at themselves.
 */
export async function holdPerson(ctx: Context, tx: Tx, actor: StaffActor, staffId: string) {
  await holdStaff(ctx, tx, actor)
  const { staff } = ctx.store.tables
  const [person] = await tx.select().from(staff).where(eq(staff.id, staffId))
  if (!person || !managesGroups(actor, person.groupIds)) throw notFound('member of staff')
  if (person.id === actor.id) {
    throw new DeskError('FORBIDDEN', 'administrators do not change their own access', {
      userMessage: { key: 'staff.yourself' },
    })
  }
  return person
}
