import type { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { readDeskSetting } from '@/lib/desk-setting'
import { DeskError } from '@/lib/errors'
import { endSessionsOf } from '../end-sessions-of'
import { parseForm } from '../staff-input'
import { needsTwoFactor } from './owes-two-factor'
import { proofInput } from './proof-input'
import { provePassword, settleProof } from './prove-again'
import { replaceRecoveryCodes } from './recovery-codes'
import { removeFactor } from './remove-factor'

export type OwnTwoFactorInput = z.input<typeof proofInput>

/**
 * Ten new recovery codes for the person who asks, who proves it by password and code; those before stop.
 * @throws DeskError SIGNED_OUT; INVALID with field errors; BUSY (`signIn.tooMany`); CONFLICT (`twoFactor.none`).
 */
export async function renewRecoveryCodes(
  ctx: Context,
  input: OwnTwoFactorInput,
): Promise<{ codes: string[]; sessionId: string }> {
  const proof = await provePassword(ctx, parseForm(proofInput, input))
  return ctx.store.tx(async (tx) => {
    const { person, taken, sessionId } = await settleProof(ctx, tx, proof)
    if (!person.sealedTotp) throw none()
    const codes = await replaceRecoveryCodes(ctx, tx, person.id)
    await writeAudit(ctx, tx, {
      action: 'staff.recovery_codes_renewed',
      targetKind: 'staff',
      targetId: person.id,
      details: { provedBy: taken },
    })
    return { codes, sessionId }
  })
}

/**
 * Takes the second factor of the person who asks away, who proves it by password and code; their other sessions end.
 * Says how many.
 * @throws DeskError SIGNED_OUT; FORBIDDEN (`twoFactor.needed`) when a role of theirs needs one; INVALID with field
 * errors; BUSY (`signIn.tooMany`); CONFLICT (`twoFactor.none`).
 */
export async function removeTwoFactor(
  ctx: Context,
  input: OwnTwoFactorInput,
): Promise<{ ended: number; sessionId: string }> {
  const { actor } = ctx
  if (actor.kind !== 'staff') throw new DeskError('SIGNED_OUT', 'nobody whose second factor it could be')
  const parsed = parseForm(proofInput, input)
  const { value } = await readDeskSetting(ctx, 'twoFactor')
  if (needsTwoFactor(value.roles, actor.roles)) throw needed()
  const proof = await provePassword(ctx, parsed)
  return ctx.store.tx(async (tx) => {
    const { person, taken, sessionId } = await settleProof(ctx, tx, proof)
    if (!person.sealedTotp) throw none()
    // Once more: roles and what they need may have changed since.
    const { value: now } = await readDeskSetting(ctx, 'twoFactor', tx)
    if (needsTwoFactor(now.roles, person.roles)) throw needed()
    await removeFactor(ctx, tx, person.id)
    const ended = await endSessionsOf(ctx, tx, { staffId: person.id, except: sessionId })
    await writeAudit(ctx, tx, {
      action: 'staff.two_factor_removed',
      targetKind: 'staff',
      targetId: person.id,
      details: { sessions: ended, provedBy: taken },
    })
    return { ended, sessionId }
  })
}

const none = () =>
  new DeskError('CONFLICT', 'there is no second factor', { userMessage: { key: 'twoFactor.none' } })

const needed = () =>
  new DeskError('FORBIDDEN', 'a role of this person needs a second factor', {
    userMessage: { key: 'twoFactor.needed' },
  })
