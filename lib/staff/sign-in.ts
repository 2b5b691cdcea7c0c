import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context, StaffActor } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { newId } from '@/lib/new-id'
import { admitSignIn, comparePassword, type SignInKeys, signInKeys } from './admit-sign-in'
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
  return admitSignIn(ctx, keys, () => openSession(ctx, keys, parsed.data))
}

async function openSession(
  ctx: Context,
  keys: SignInKeys,
  { email, password }: { email: string; password: string },
): Promise<StaffActor> {
  const { staff, staffSession } = ctx.store.tables
  const [person] = await ctx.store.read.select().from(staff).where(eq(staff.email, email))
  const passwordHash = person?.passwordHash ?? null
  const known = await comparePassword(ctx, keys, passwordHash, password)
  if (!person || !known || passwordHash === null || person.state !== 'active') {
    if (keys.address) await noteFailure(ctx, keys.address, PER_ADDRESS)
    ctx.log.info({ account: keys.account.slice(0, 12) }, 'sign-in refused')
    throw refused('unknown, disabled, or a wrong password')
  }

  const now = ctx.clock()
  const actor: StaffActor = {
    kind: 'staff',
    id: person.id,
    name: person.name,
    email: person.email,
    roles: person.roles,
    groupIds: person.groupIds,
    language: person.language,
    theme: person.theme,
    sessionId: newId(),
  }
  await ctx.store.tx(async (tx) => {
    // Guarded: someone may have been disabled, or the password changed, while it was being checked.
    const signedIn = await tx
      .update(staff)
      .set({ lastSignInAt: now })
      .where(and(eq(staff.id, person.id), eq(staff.state, 'active'), eq(staff.passwordHash, passwordHash)))
      .returning({ id: staff.id })
    if (signedIn.length === 0) throw refused('disabled, or with another password meanwhile')
    await forgetAttempts(ctx, tx, keys.account)
    await tx
      .insert(staffSession)
      .values({ id: actor.sessionId, staffId: person.id, createdAt: now, lastSeenAt: now })
    await writeAudit({ ...ctx, actor }, tx, {
      action: 'staff.signed_in',
      targetKind: 'staff',
      targetId: person.id,
    })
  })
  return actor
}

function refused(why: string): DeskError {
  return new DeskError('INVALID', `sign-in refused: ${why}`, { userMessage: { key: 'signIn.refused' } })
}
