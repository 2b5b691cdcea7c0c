import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context, StaffActor } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { admitSignIn, comparePassword, type SignInKeys, signInKeys } from './admit-sign-in'
import { openSession } from './open-session'
import { forgetAttempts, noteFailure, PER_ADDRESS } from './throttle-attempts'

const signInInput = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().min(1).max(200),
  /** Where the attempt comes from, as lib/staff/client-address.ts says it; null when nothing is known. */
  address: z.string().max(64).nullish(),
  /** What this browser was given at an earlier sign-in (lib/staff/known-browser.ts). */
  browserMark: z.string().max(200).nullish(),
})

export type SignInInput = z.input<typeof signInInput>

/**
 * Opens a session for whoever knows the password, and records it. An unknown address, a wrong password and a disabled
 * person get the same answer after the same work; after several failures nothing is compared for a while, whoever asks
 * and whatever the password (docs/decisions/011-throttled-sign-ins.md).
 * @throws DeskError INVALID (`signIn.refused`), BUSY when too many sign in at once (`signIn.busy`) or after too many
 * failures (`signIn.tooMany`, with `minutes`).
 */
export async function signIn(ctx: Context, input: SignInInput): Promise<StaffActor> {
  const parsed = signInInput.safeParse(input)
  if (!parsed.success) throw refused('the input is not an address and a password')
  const keys = signInKeys(ctx, parsed.data)
  return admitSignIn(ctx, keys, () => signInWith(ctx, keys, parsed.data))
}

async function signInWith(
  ctx: Context,
  keys: SignInKeys,
  { email, password }: { email: string; password: string },
): Promise<StaffActor> {
  const { staff } = ctx.store.tables
  const [person] = await ctx.store.read.select().from(staff).where(eq(staff.email, email))
  const passwordHash = person?.passwordHash ?? null
  const known = await comparePassword(ctx, keys, passwordHash, password)
  if (!person || !known || passwordHash === null || person.state !== 'active') {
    if (keys.address) await noteFailure(ctx, keys.address, PER_ADDRESS)
    ctx.log.info({ account: keys.account.slice(0, 12) }, 'sign-in refused')
    throw refused('unknown, disabled, or a wrong password')
  }

  return ctx.store.tx(async (tx) => {
    // Guarded: someone may have been disabled, or the password changed, while it was being checked.
    const signedIn = await tx
      .update(staff)
      .set({ lastSignInAt: ctx.clock() })
      .where(and(eq(staff.id, person.id), eq(staff.state, 'active'), eq(staff.passwordHash, passwordHash)))
      .returning({ id: staff.id })
    if (signedIn.length === 0) throw refused('disabled, or with another password meanwhile')
    await forgetAttempts(ctx, tx, keys.account)
    return openSession(ctx, tx, { person, method: 'password' })
  })
}

function refused(why: string): DeskError {
  return new DeskError('INVALID', `sign-in refused: ${why}`, { userMessage: { key: 'signIn.refused' } })
}
