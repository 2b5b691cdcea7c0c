import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context, StaffActor } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { noteSecurityEvent } from '@/lib/security-event'
import { admitSignIn, comparePassword, type SignInKeys } from '../admit-sign-in'
import { renewSession } from '../renew-session'
import { attemptKey, forgetAttempts } from '../throttle-attempts'
import { takeCode } from './take-code'

/** What a person who is signed in types once more: everything they sign in with. */
export type ProofInput = { current: string; code?: string | undefined }

/** That the password was right a moment ago; the code is taken in the transaction that needs it. */
export type Proof = { actor: StaffActor; passwordHash: string; keys: SignInKeys; code: string | undefined }

/**
 * Whoever changes how they sign in proves first that it is them (OWASP ASVS 5.0 §7.5.1): whoever finds a desk unattended
 * must not get further by it. Tries are counted as those of signing in are, a wrong code no less than a wrong password.
 * @throws DeskError SIGNED_OUT; INVALID with field errors (`current: wrongPassword`, `code: required`, which is not
 * counted); BUSY when too many passwords are checked at once, or after too many failures (`signIn.tooMany`).
 */
export async function provePassword(ctx: Context, { current, code }: ProofInput): Promise<Proof> {
  const { actor } = ctx
  if (actor.kind !== 'staff') throw new DeskError('SIGNED_OUT', 'nobody who could prove who they are')
  const { staff } = ctx.store.tables
  const [person] = await ctx.store.read
    .select({ passwordHash: staff.passwordHash, totpSince: staff.totpSince })
    .from(staff)
    .where(eq(staff.id, actor.id))
  if (person?.totpSince != null && !code?.trim()) throw refused({ code: 'required' })
  const passwordHash = person?.passwordHash ?? null
  const keys = { account: attemptKey(ctx, 'current-password', actor.id), address: null }
  const known = await admitSignIn(ctx, keys, () => comparePassword(ctx, keys, passwordHash, current))
  if (passwordHash === null || !known) throw wrong(ctx, actor, { current: 'wrongPassword' })
  return { actor, passwordHash, keys, code }
}

/**
 * The person who proved the password, as they are in this transaction, after their code was taken; nothing is held
 * against them any more. Who has no second factor needs no code. `taken` goes to `auditTakenCode`, after other writes;
 * `sessionId` is the session in which the person goes on, in place of the one they proved it in.
 * @throws DeskError INVALID (`code: wrongCode`), CONFLICT when the password changed, the session was ended or the person
 * was disabled meanwhile.
 */
export async function settleProof(ctx: Context, tx: Tx, { actor, passwordHash, keys, code }: Proof) {
  const { staff } = ctx.store.tables
  const [person] = await tx.select().from(staff).where(eq(staff.id, actor.id))
  if (person?.state !== 'active' || person.passwordHash !== passwordHash) {
    throw new DeskError('CONFLICT', 'the password changed meanwhile')
  }
  const { sealedTotp } = person
  const taken = sealedTotp && (await takeCode(ctx, tx, { ...person, sealedTotp }, code ?? ''))
  if (sealedTotp && !taken) throw wrong(ctx, actor, { code: 'wrongCode' })
  await forgetAttempts(ctx, tx, keys.account)
  return { person, taken, sessionId: await renewSession(ctx, tx, actor) }
}

function refused(fieldErrors: Record<string, string>): DeskError {
  return new DeskError('INVALID', 'the person did not prove who they are', { fieldErrors })
}

function wrong(ctx: Context, actor: StaffActor, fieldErrors: Record<string, string>): DeskError {
  noteSecurityEvent(ctx.log, 'password.refused', { staffId: actor.id })
  return refused(fieldErrors)
}
