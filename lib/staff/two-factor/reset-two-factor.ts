import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '@/db/store'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { notFound } from '@/lib/errors'
import { authorize, authorizeSystem } from '../authorize'
import { endSessionsOf } from '../end-sessions-of'
import { holdPerson } from '../hold-staff'
import { staffId } from '../staff-input'
import { removeFactor } from './remove-factor'

const resetInput = z.object({ staffId })

/**
 * Takes someone else's second factor away, who lost their device: their sessions end, the password alone opens the next
 * one, and where a role of theirs needs a second factor they set a new one up before anything else. Says how many
 * sessions ended.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (staff.manage; `staff.yourself`), NOT_FOUND.
 */
export async function resetTwoFactor(
  ctx: Context,
  input: z.input<typeof resetInput>,
): Promise<{ ended: number }> {
  const actor = authorize(ctx, 'staff.manage')
  const { staffId: id } = resetInput.parse(input)
  return ctx.store.tx(async (tx) => reset(ctx, tx, await holdPerson(ctx, tx, actor, id)))
}

const breakGlassInput = z.object({ email: z.string().trim().toLowerCase().min(1).max(254) })

/**
 * The same from the command line, for when no administrator can sign in any more.
 * @throws DeskError FORBIDDEN for anyone but the desk itself, NOT_FOUND when nobody has this address.
 */
export async function breakTwoFactor(
  ctx: Context,
  input: z.input<typeof breakGlassInput>,
): Promise<{ ended: number }> {
  authorizeSystem(ctx)
  const { email } = breakGlassInput.parse(input)
  const { staff } = ctx.store.tables
  return ctx.store.tx(async (tx) => {
    const [person] = await tx
      .select({ id: staff.id, totpSince: staff.totpSince, pendingTotpAt: staff.pendingTotpAt })
      .from(staff)
      .where(eq(staff.email, email))
    if (!person) throw notFound('member of staff')
    return reset(ctx, tx, person)
  })
}

async function reset(
  ctx: Context,
  tx: Tx,
  person: { id: string; totpSince: number | null; pendingTotpAt: number | null },
): Promise<{ ended: number }> {
  // Nothing there, nothing begun: nothing to do and nothing to record.
  if (person.totpSince === null && person.pendingTotpAt === null) return { ended: 0 }
  await removeFactor(ctx, tx, person.id)
  const ended = await endSessionsOf(ctx, tx, { staffId: person.id })
  await writeAudit(ctx, tx, {
    action: 'staff.two_factor_reset',
    targetKind: 'staff',
    targetId: person.id,
    details: { sessions: ended },
  })
  return { ended }
}
