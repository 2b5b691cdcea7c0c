import { createHmac, randomBytes } from 'node:crypto'
import { and, count, eq, isNull } from 'drizzle-orm'
import type { Db, Tx } from '@/db/store'
import type { Context } from '@/lib/context'

export const RECOVERY_CODES = 10

/** Crockford's base32: no I, L, O or U, so that a code copied by hand is read in one way. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 24 characters of 5 bits: 120 bits. From 112 on a fast hash is enough (OWASP ASVS 5.0 §6.5.2). */
const LENGTH = 24
const WRITTEN = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`)

/** The ten codes, as they are shown once: `7K2M-09QX-…`. */
export const createRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => {
    // 256 is a multiple of 32: each character is as likely as the others.
    const written = Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte % 32]).join('')
    return written.replace(/.{4}(?=.)/g, '$&-')
  })

/** What was typed, as it is hashed: capitals, no spaces and dashes, look-alikes as what they look like; null: no code. */
export function readRecoveryCode(typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return WRITTEN.test(code) ? code : null
}

/** The name under which a code of this person is kept: a keyed hash, from which nothing can be read or tried elsewhere. */
export const recoveryCodeHash = (ctx: Pick<Context, 'settings'>, staffId: string, code: string): string =>
  createHmac('sha256', ctx.settings.AUTH_SECRET)
    .update(`recovery:${staffId}:${code.replaceAll('-', '')}`)
    .digest('base64url')

/** Gives a person ten new codes in place of those they had, in the transaction of what causes it. */
export async function replaceRecoveryCodes(ctx: Context, tx: Tx, staffId: string): Promise<string[]> {
  const { recoveryCode } = ctx.store.tables
  const codes = createRecoveryCodes()
  await tx.delete(recoveryCode).where(eq(recoveryCode.staffId, staffId))
  await tx
    .insert(recoveryCode)
    .values(codes.map((code) => ({ hash: recoveryCodeHash(ctx, staffId, code), staffId })))
  return codes
}

/** Uses one of the person's codes up; false when it is none of theirs, or was used, by whoever was quicker. */
export async function spendRecoveryCode(
  ctx: Context,
  tx: Tx,
  { staffId, code }: { staffId: string; code: string },
): Promise<boolean> {
  const { recoveryCode } = ctx.store.tables
  const used = await tx
    .update(recoveryCode)
    .set({ usedAt: ctx.clock() })
    .where(
      and(
        eq(recoveryCode.hash, recoveryCodeHash(ctx, staffId, code)),
        eq(recoveryCode.staffId, staffId),
        isNull(recoveryCode.usedAt),
      ),
    )
    .returning({ hash: recoveryCode.hash })
  return used.length > 0
}

/** How many codes a person has left. */
export async function recoveryCodesLeft(ctx: Context, staffId: string, from: Db | Tx): Promise<number> {
  const { recoveryCode } = ctx.store.tables
  const [row] = await from
    .select({ left: count() })
    .from(recoveryCode)
    .where(and(eq(recoveryCode.staffId, staffId), isNull(recoveryCode.usedAt)))
  return Number(row?.left ?? 0)
}
