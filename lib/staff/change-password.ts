import { hash } from '@node-rs/argon2'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { admitSignIn, comparePassword } from './admit-sign-in'
import { ARGON2 } from './create-staff'
import { endSessionsOf } from './end-sessions-of'
import { passwordProblem } from './password-rules'
import { parseForm } from './staff-input'
import { attemptKey, forgetAttempts } from './throttle-attempts'

const passwordInput = z.object({
  current: z.string('required').min(1, 'required').max(200, 'wrongPassword'),
  password: z.string('required').min(1, 'required'),
})

export type ChangePasswordInput = z.input<typeof passwordInput>

/**
 * Changes the password of the person who asks and knows the one before; their other sessions end, this one
 * goes on as if opened now. Says how many ended.
 * @throws DeskError SIGNED_OUT; INVALID with field errors (`current: wrongPassword`, `password`: the rules of
 * passwords, or `samePassword`); BUSY when too many passwords are checked at once, or after too many failures (`signIn.tooMany`: whoever
 * finds a desk unattended must not guess here either); CONFLICT when it changed meanwhile.
 */
export async function changePassword(ctx: Context, input: ChangePasswordInput): Promise<{ ended: number }> {
  const { actor } = ctx
  if (actor.kind !== 'staff') throw new DeskError('SIGNED_OUT', 'nobody whose password could change')
  const { current, password } = parseForm(passwordInput, input)
  const problem = password === current ? 'samePassword' : passwordProblem(password, actor)
  if (problem) throw refused({ password: problem })
  const { staff, staffSession } = ctx.store.tables
  const [person] = await ctx.store.read
    .select({ passwordHash: staff.passwordHash })
    .from(staff)
    .where(eq(staff.id, actor.id))
  const before = person?.passwordHash ?? null
  const keys = { account: attemptKey(ctx, 'current-password', actor.id), address: null }
  const known = await admitSignIn(ctx, keys, () => comparePassword(ctx, keys, before, current))
  if (before === null || !known) throw refused({ current: 'wrongPassword' })
  const passwordHash = await hash(password, ARGON2)
  const now = ctx.clock()
  return ctx.store.tx(async (tx) => {
    // Guarded by the old hash: an administrator's reset in between must not be undone.
    const changed = await tx
      .update(staff)
      .set({ passwordHash, passwordChangedAt: now })
      .where(and(eq(staff.id, actor.id), eq(staff.state, 'active'), eq(staff.passwordHash, before)))
      .returning({ id: staff.id })
    if (changed.length === 0) throw new DeskError('CONFLICT', 'the password changed meanwhile')
    await forgetAttempts(ctx, tx, keys.account)
    // A session older than the password counts no more: this one, whose person has just proved who they are, begins anew.
    await tx
      .update(staffSession)
      .set({ createdAt: now })
      .where(eq(staffSession.id, actor.sessionId))
      .returning({ id: staffSession.id })
    const ended = await endSessionsOf(ctx, tx, { staffId: actor.id, except: actor.sessionId })
    await writeAudit(ctx, tx, {
      action: 'staff.password_changed',
      targetKind: 'staff',
      targetId: actor.id,
      details: { sessions: ended },
    })
    return { ended }
  })
}

function refused(fieldErrors: Record<string, string>): DeskError {
  return new DeskError('INVALID', 'the change of password was refused', { fieldErrors })
}
