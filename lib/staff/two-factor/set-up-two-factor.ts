import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { openText, sealText } from '@/lib/sealing/keyring'
import { endSessionsOf } from '../end-sessions-of'
import { parseForm } from '../staff-input'
import { totpPurpose } from '../totp-purpose'
import { currentPassword, typedCode } from './proof-input'
import { provePassword, settleProof } from './prove-again'
import { replaceRecoveryCodes } from './recovery-codes'
import { createTotpSecret, matchTotp, totpUri } from './totp'

/** How long a secret that was shown waits for its first code. [guess] */
export const PENDING_MS = 10 * 60_000

/** How the desk is called in people's apps. */
const ISSUER = 'ID360 Desk'

const startInput = z.object({ current: currentPassword })

export type StartTwoFactorInput = z.input<typeof startInput>

/** `secret` base32, `uri` for the QR code: shown to the person, and nowhere again. `expiresAt` in epoch milliseconds. */
export type PendingTwoFactor = { secret: string; uri: string; expiresAt: number }

/** The id is that of the session in which whoever proved who they are goes on: for the browser's cookie alone. */
export type GoingOn = { sessionId: string }

/**
 * Makes the secret of a second factor for the person who asks and knows their password. It counts for nothing until
 * `confirmTwoFactor`; one that was begun before stops.
 * @throws DeskError SIGNED_OUT; INVALID with field errors; BUSY (`signIn.tooMany`); CONFLICT (`twoFactor.already`).
 */
export async function startTwoFactor(
  ctx: Context,
  input: StartTwoFactorInput,
): Promise<PendingTwoFactor & GoingOn> {
  const { actor } = ctx
  if (actor.kind !== 'staff') throw new DeskError('SIGNED_OUT', 'nobody whose second factor it would be')
  const { staff } = ctx.store.tables
  const { current } = parseForm(startInput, input)
  await refuseSecond(ctx, actor.id)
  const proof = await provePassword(ctx, { current })
  const secret = createTotpSecret()
  const now = ctx.clock()
  const sessionId = await ctx.store.tx(async (tx) => {
    const { person, sessionId: renewed } = await settleProof(ctx, tx, proof)
    if (person.sealedTotp) throw already()
    await tx
      .update(staff)
      .set({ sealedPendingTotp: sealText(ctx.keys, totpPurpose(actor.id), secret), pendingTotpAt: now })
      .where(eq(staff.id, actor.id))
    return renewed
  })
  return { sessionId, secret, uri: totpUri(secret, actor.email, ISSUER), expiresAt: now + PENDING_MS }
}

const confirmInput = z.object({ code: typedCode })

export type ConfirmTwoFactorInput = z.input<typeof confirmInput>

/**
 * Turns the second factor on, once its app has given a right code; the person's other sessions end. Gives the recovery
 * codes, which nothing else ever shows.
 * @throws DeskError SIGNED_OUT; INVALID (`code: wrongCode`); CONFLICT (`twoFactor.already`, or `twoFactor.over` when
 * nothing was begun or ten minutes have passed).
 */
export async function confirmTwoFactor(
  ctx: Context,
  input: ConfirmTwoFactorInput,
): Promise<{ codes: string[]; ended: number }> {
  const { actor } = ctx
  if (actor.kind !== 'staff') throw new DeskError('SIGNED_OUT', 'nobody whose second factor it would be')
  const { code } = parseForm(confirmInput, input)
  const { staff } = ctx.store.tables
  const now = ctx.clock()
  return ctx.store.tx(async (tx) => {
    const [person] = await tx.select().from(staff).where(eq(staff.id, actor.id))
    if (person?.sealedTotp) throw already()
    const { sealedPendingTotp: pending, pendingTotpAt: begun } = person ?? {}
    if (!pending || begun == null || now - begun >= PENDING_MS) throw over()
    const secret = openText(ctx.keys, totpPurpose(actor.id), pending)
    const step = matchTotp(secret, code.replace(/\s/g, ''), now)
    if (step === null) {
      throw new DeskError('INVALID', 'not a code of this secret', { fieldErrors: { code: 'wrongCode' } })
    }
    // Guarded: of two confirmations at the same moment one counts, and its recovery codes are those that work.
    const on = await tx
      .update(staff)
      .set({
        sealedTotp: sealText(ctx.keys, totpPurpose(actor.id), secret),
        totpSince: now,
        totpStep: step,
        sealedPendingTotp: null,
        pendingTotpAt: null,
      })
      .where(
        and(
          eq(staff.id, actor.id),
          eq(staff.state, 'active'),
          isNull(staff.totpSince),
          eq(staff.pendingTotpAt, begun),
        ),
      )
      .returning({ id: staff.id })
    if (on.length === 0) throw over()
    const codes = await replaceRecoveryCodes(ctx, tx, actor.id)
    const ended = await endSessionsOf(ctx, tx, { staffId: actor.id, except: actor.sessionId })
    await writeAudit(ctx, tx, {
      action: 'staff.two_factor_added',
      targetKind: 'staff',
      targetId: actor.id,
      details: { sessions: ended },
    })
    return { codes, ended }
  })
}

async function refuseSecond(ctx: Context, staffId: string): Promise<void> {
  const { staff } = ctx.store.tables
  const [person] = await ctx.store.read
    .select({ totpSince: staff.totpSince })
    .from(staff)
    .where(eq(staff.id, staffId))
  if (person?.totpSince != null) throw already()
}

const already = () =>
  new DeskError('CONFLICT', 'there is a second factor already', { userMessage: { key: 'twoFactor.already' } })

const over = () =>
  new DeskError('CONFLICT', 'no second factor waits for its code', { userMessage: { key: 'twoFactor.over' } })
