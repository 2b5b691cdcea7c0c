import { and, eq, isNull, lt, or } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context, StaffActor } from '@/lib/context'
import { openText } from '@/lib/sealing/keyring'
import { totpPurpose } from '../totp-purpose'
import { readRecoveryCode, recoveryCodesLeft, spendRecoveryCode } from './recovery-codes'
import { matchTotp } from './totp'

/** Somebody's second factor, as their row says in the transaction that asks for it. */
export type Factor = { id: string; sealedTotp: Uint8Array; totpSince: number | null }

/** What was taken: a code of the app, or one of the codes for when it is lost. */
export type TakenCode = 'totp' | 'recovery'

/** Longest thing that is looked at: a recovery code with a space between all of its characters. */
export const CODE_MAX = 60

/**
 * Takes a code of this person, which then counts no more: not even for whoever sends it at the same moment. null when
 * it is wrong, too old, or was used. In the caller's transaction: when that is undone, so is this.
 */
export async function takeCode(
  ctx: Context,
  tx: Tx,
  factor: Factor,
  typed: string,
): Promise<TakenCode | null> {
  const digits = typed.replace(/\s/g, '')
  if (/^\d{6}$/.test(digits)) return (await takeTotp(ctx, tx, factor, digits)) ? 'totp' : null
  const code = readRecoveryCode(typed)
  return code !== null && (await spendRecoveryCode(ctx, tx, { staffId: factor.id, code })) ? 'recovery' : null
}

async function takeTotp(ctx: Context, tx: Tx, factor: Factor, code: string): Promise<boolean> {
  const secret = openText(ctx.keys, totpPurpose(factor.id), factor.sealedTotp)
  const step = matchTotp(secret, code, ctx.clock())
  if (step === null) return false
  const { staff } = ctx.store.tables
  // Guarded by the step: of two at the same moment the second finds it taken. And by the factor: the code is of this one.
  const taken = await tx
    .update(staff)
    .set({ totpStep: step })
    .where(
      and(
        eq(staff.id, factor.id),
        factor.totpSince === null ? isNull(staff.totpSince) : eq(staff.totpSince, factor.totpSince),
        or(isNull(staff.totpStep), lt(staff.totpStep, step)),
      ),
    )
    .returning({ id: staff.id })
  return taken.length > 0
}

/** Records that a recovery code was used, and how many are left; codes of the app are not recorded one by one. */
export async function auditTakenCode(
  ctx: Context,
  tx: Tx,
  { actor, taken }: { actor: StaffActor; taken: TakenCode | null },
): Promise<void> {
  if (taken !== 'recovery') return
  await writeAudit({ ...ctx, actor }, tx, {
    action: 'staff.recovery_code_used',
    targetKind: 'staff',
    targetId: actor.id,
    details: { left: await recoveryCodesLeft(ctx, actor.id, tx) },
  })
}
