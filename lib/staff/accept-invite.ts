import { hash } from '@node-rs/argon2'
import { and, eq, gt } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { noteSecurityEvent } from '@/lib/security-event'
import { ARGON2 } from './create-staff'
import { endSessionsOf } from './end-sessions-of'
import { inviteHashOf } from './invite-secret'
import { refuseWhenClosed } from './local-sign-in'
import { newPasswordProblem } from './new-password-problem'
import { parseForm, staffName } from './staff-input'

/** Whatever is wrong with a link, the answer is the same: unknown, used, replaced, expired, of someone disabled. */
const gone = () => new DeskError('INVALID', 'no such link any more', { userMessage: { key: 'invite.gone' } })

/** Bounds what is hashed; anything that is no secret of ours is found under no hash. */
const secretInput = z.string().max(200)

/**
 * Whose link this is, for whoever holds it. Public: without the right secret it tells nothing.
 * @throws DeskError INVALID (`invite.gone`).
 */
export async function readInvite(
  ctx: Context,
  input: { secret: string },
): Promise<{ email: string; name: string; expiresAt: number }> {
  const { email, name, inviteExpiresAt } = await findInvited(ctx, input.secret)
  return { email, name, expiresAt: inviteExpiresAt ?? 0 }
}

const acceptInput = z.object({ name: staffName, password: z.string('required').min(1, 'required') })

export type AcceptInput = { secret: string; name: string; password: string }

/**
 * Sets name and password by the one-time link, which ends with that; the person then signs in as everyone does. An
 * account has one way in: an identity at the provider that it had before goes. Public. Of two requests at the same moment
 * one wins, the other hears that the link is gone.
 * @throws DeskError INVALID: `invite.gone`, `signIn.closed` when passwords open nothing here (LOCAL_SIGN_IN=0), or field
 * errors of `name` and `password` (the rules of passwords).
 */
export async function acceptInvite(ctx: Context, input: AcceptInput): Promise<void> {
  // The secret comes first: without it nobody makes this desk hash passwords or explain its rules.
  const { secret, ...form } = input
  const invited = await findInvited(ctx, secret)
  refuseWhenClosed(ctx)
  const { name, password } = parseForm(acceptInput, form)
  const problem = await newPasswordProblem(ctx, password, { email: invited.email, name })
  if (problem) throw new DeskError('INVALID', 'password refused', { fieldErrors: { password: problem } })
  const passwordHash = await hash(password, ARGON2)
  const { staff } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const now = ctx.clock()
    const accepted = await tx
      .update(staff)
      .set({
        name,
        passwordHash,
        passwordChangedAt: now,
        inviteHash: null,
        inviteExpiresAt: null,
        oidcIssuer: null,
        oidcSubject: null,
      })
      .where(
        and(
          eq(staff.id, invited.id),
          eq(staff.inviteHash, inviteHashOf(secret)),
          eq(staff.state, 'active'),
          gt(staff.inviteExpiresAt, now),
        ),
      )
      .returning({ id: staff.id })
    if (accepted.length === 0) throw gone()
    await endSessionsOf(ctx, tx, { staffId: invited.id })
    const { id, email, roles, groupIds, language, theme } = invited
    const actor = { kind: 'staff', id, name, email, roles, groupIds, language, theme, sessionId: '' } as const
    const target = { targetKind: 'staff', targetId: id } as const
    if (invited.oidcSubject !== null) {
      await writeAudit({ ...ctx, actor }, tx, { action: 'staff.sso_unlinked', ...target })
    }
    await writeAudit({ ...ctx, actor }, tx, { action: 'staff.invite_accepted', ...target })
  })
}

async function findInvited(ctx: Context, given: string) {
  const secret = secretInput.safeParse(given)
  if (!secret.success) throw refused(ctx)
  const { staff } = ctx.store.tables
  const [found] = await ctx.store.read
    .select()
    .from(staff)
    .where(eq(staff.inviteHash, inviteHashOf(secret.data)))
  const counts = found?.state === 'active' && (found.inviteExpiresAt ?? 0) > ctx.clock()
  if (!found || !counts) throw refused(ctx)
  return found
}

function refused(ctx: Context): DeskError {
  noteSecurityEvent(ctx.log, 'invite.refused')
  return gone()
}
