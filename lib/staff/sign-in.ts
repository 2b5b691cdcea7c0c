import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context, StaffActor } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { admitSignIn, comparePassword, type SignInKeys, signInKeys } from './admit-sign-in'
import { refuseWhenClosed } from './local-sign-in'
import { openSession } from './open-session'
import { forgetAttempts, noteFailure, PER_ADDRESS, withdrawClaim } from './throttle-attempts'
import { auditTakenCode, CODE_MAX, takeCode } from './two-factor/take-code'

const signInInput = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().min(1).max(200),
  /** Of the second factor: six digits, or a recovery code. Who has none needs none. */
  code: z.string().trim().max(CODE_MAX).nullish(),
  /** Where the attempt comes from, as lib/staff/client-address.ts says it; null when nothing is known. */
  address: z.string().max(64).nullish(),
  /** What this browser was given at an earlier sign-in (lib/staff/known-browser.ts). */
  browserMark: z.string().max(200).nullish(),
})

export type SignInInput = z.input<typeof signInInput>

/**
 * Opens a session for whoever knows the password and, where the person has a second factor, gives a code of it; and
 * records it. An unknown address, a wrong password and a disabled person get the same answer after the same work; after
 * several failures, of passwords and codes together, nothing is compared for a while, whoever asks and whatever is given
 * (docs/decisions/011-throttled-sign-ins.md, docs/decisions/018-second-factor.md).
 * @throws DeskError INVALID (`signIn.closed` with LOCAL_SIGN_IN=0; `signIn.refused`; after the right password alone
 * `signIn.secondFactor` when there is no code, `signIn.wrongCode` when it is wrong or was used), BUSY when too many sign in
 * at once (`signIn.busy`) or after too many failures (`signIn.tooMany`, with `minutes`).
 */
export async function signIn(ctx: Context, input: SignInInput): Promise<StaffActor> {
  refuseWhenClosed(ctx)
  const parsed = signInInput.safeParse(input)
  if (!parsed.success) throw refused('the input is not an address and a password')
  const keys = signInKeys(ctx, parsed.data)
  return admitSignIn(ctx, keys, () => signInWith(ctx, keys, parsed.data))
}

async function signInWith(
  ctx: Context,
  keys: SignInKeys,
  { email, password, code }: z.output<typeof signInInput>,
): Promise<StaffActor> {
  const { staff } = ctx.store.tables
  const [person] = await ctx.store.read.select().from(staff).where(eq(staff.email, email))
  const passwordHash = person?.passwordHash ?? null
  const known = await comparePassword(ctx, keys, passwordHash, password)
  if (!person || !known || passwordHash === null || person.state !== 'active') {
    await failed(ctx, keys)
    throw refused('unknown, disabled, or a wrong password')
  }
  const entered = await ctx.store
    .tx(async (tx) => {
      // Guarded: someone may have been disabled, or the password changed, while it was being checked.
      const [now] = await tx
        .update(staff)
        .set({ lastSignInAt: ctx.clock() })
        .where(and(eq(staff.id, person.id), eq(staff.state, 'active'), eq(staff.passwordHash, passwordHash)))
        .returning()
      if (!now) throw refused('disabled, or with another password meanwhile')
      const { sealedTotp } = now
      if (sealedTotp && !code) throw new CodeProblem('secondFactor')
      const taken = sealedTotp && (await takeCode(ctx, tx, { ...now, sealedTotp }, code ?? ''))
      if (sealedTotp && !taken) throw new CodeProblem('wrongCode')
      await forgetAttempts(ctx, tx, keys.account)
      const actor = await openSession(ctx, tx, { person: now, method: 'password' })
      await auditTakenCode(ctx, tx, { actor, taken })
      return actor
    })
    .catch((error: unknown) => (error instanceof CodeProblem ? error : Promise.reject(error)))
  if (!(entered instanceof CodeProblem)) return entered
  // The password alone is half a success: it neither counts as a failure nor forgets those before.
  if (entered.what === 'secondFactor') await withdrawClaim(ctx, keys.account)
  else await failed(ctx, keys)
  throw new DeskError('INVALID', `sign-in refused: ${entered.what}`, {
    userMessage: { key: `signIn.${entered.what}` },
  })
}

/** Leaves the transaction without a trace; what it means for the counts is decided outside. */
class CodeProblem extends Error {
  readonly what: 'secondFactor' | 'wrongCode'
  constructor(what: 'secondFactor' | 'wrongCode') {
    super(what)
    this.what = what
  }
}

/** The account's claim stays: it counts as a failure since it was made. */
async function failed(ctx: Context, keys: SignInKeys): Promise<void> {
  if (keys.address) await noteFailure(ctx, keys.address, PER_ADDRESS)
  ctx.log.info({ account: keys.account.slice(0, 12) }, 'sign-in refused')
}

function refused(why: string): DeskError {
  return new DeskError('INVALID', `sign-in refused: ${why}`, { userMessage: { key: 'signIn.refused' } })
}
