import { hash } from '@node-rs/argon2'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { ARGON2 } from './create-staff'
import { endSessionsOf } from './end-sessions-of'
import { refuseWhenClosed } from './local-sign-in'
import { newPasswordProblem } from './new-password-problem'
import { parseForm } from './staff-input'
import { currentPassword, typedCode } from './two-factor/proof-input'
import { provePassword, settleProof } from './two-factor/prove-again'
import { auditTakenCode } from './two-factor/take-code'

const passwordInput = z.object({
  current: currentPassword,
  /** Of the second factor; who has none needs none. */
  code: typedCode.optional(),
  password: z.string('required').min(1, 'required'),
})

export type ChangePasswordInput = z.input<typeof passwordInput>

/**
 * Changes the password of the person who asks, knows the one before and, where they have a second factor, gives a code of
 * it; their other sessions end, and this one goes on under another id. Says how many ended.
 * @throws DeskError SIGNED_OUT; INVALID (`signIn.closed` with LOCAL_SIGN_IN=0), or with field errors
 * (`current: wrongPassword`, `code: required` or `wrongCode`, `password`: the rules of passwords, or `samePassword`); BUSY
 * when too many passwords are checked at once, or after too many failures (`signIn.tooMany`: whoever finds a desk
 * unattended must not guess here either); CONFLICT when it changed meanwhile.
 */
export async function changePassword(
  ctx: Context,
  input: ChangePasswordInput,
): Promise<{ ended: number; sessionId: string }> {
  const { actor } = ctx
  if (actor.kind !== 'staff') throw new DeskError('SIGNED_OUT', 'nobody whose password could change')
  refuseWhenClosed(ctx)
  const { current, code, password } = parseForm(passwordInput, input)
  const problem = password === current ? 'samePassword' : await newPasswordProblem(ctx, password, actor)
  if (problem) throw refused({ password: problem })
  const { staff } = ctx.store.tables
  const proof = await provePassword(ctx, { current, code })
  const passwordHash = await hash(password, ARGON2)
  const now = ctx.clock()
  return ctx.store.tx(async (tx) => {
    // As the row is in this transaction: an administrator's reset in between must not be undone.
    const { taken, sessionId } = await settleProof(ctx, tx, proof)
    const changed = await tx
      .update(staff)
      .set({ passwordHash, passwordChangedAt: now })
      .where(
        and(eq(staff.id, actor.id), eq(staff.state, 'active'), eq(staff.passwordHash, proof.passwordHash)),
      )
      .returning({ id: staff.id })
    if (changed.length === 0) throw new DeskError('CONFLICT', 'the password changed meanwhile')
    const ended = await endSessionsOf(ctx, tx, { staffId: actor.id, except: sessionId })
    await auditTakenCode(ctx, tx, { actor, taken })
    await writeAudit(ctx, tx, {
      action: 'staff.password_changed',
      targetKind: 'staff',
      targetId: actor.id,
      details: { sessions: ended },
    })
    return { ended, sessionId }
  })
}

function refused(fieldErrors: Record<string, string>): DeskError {
  return new DeskError('INVALID', 'the change of password was refused', { fieldErrors })
}
