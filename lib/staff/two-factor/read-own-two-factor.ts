import { eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { readDeskSetting } from '@/lib/desk-setting'
import { DeskError } from '@/lib/errors'
import { localSignIn } from '../local-sign-in'
import { needsTwoFactor } from './owes-two-factor'
import { recoveryCodesLeft } from './recovery-codes'

export type OwnTwoFactor = {
  /** Epoch milliseconds; null: there is none. */
  since: number | null
  codesLeft: number
  /** A role of theirs needs one: it cannot be removed. */
  needed: boolean
  /** Without a password, or where passwords open nothing, there is nothing to add a second factor to. */
  hasPassword: boolean
}

/**
 * How the second factor of the person who asks stands.
 * @throws DeskError SIGNED_OUT.
 */
export async function readOwnTwoFactor(ctx: Context): Promise<OwnTwoFactor> {
  const { actor } = ctx
  if (actor.kind !== 'staff') throw new DeskError('SIGNED_OUT', 'nobody whose second factor it could be')
  const { staff } = ctx.store.tables
  const [[person], { value }, codesLeft] = await Promise.all([
    ctx.store.read
      .select({ totpSince: staff.totpSince, passwordHash: staff.passwordHash })
      .from(staff)
      .where(eq(staff.id, actor.id)),
    readDeskSetting(ctx, 'twoFactor'),
    recoveryCodesLeft(ctx, actor.id, ctx.store.read),
  ])
  return {
    since: person?.totpSince ?? null,
    codesLeft,
    needed: needsTwoFactor(value.roles, actor.roles),
    hasPassword: person?.passwordHash != null && localSignIn(ctx),
  }
}
