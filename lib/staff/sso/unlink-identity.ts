import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { authorize } from '../authorize'
import { endSessionsOf } from '../end-sessions-of'
import { holdPerson } from '../hold-staff'
import { staffId } from '../staff-input'

const unlinkInput = z.object({ staffId })

/**
 * Takes a person's identity at the provider from their account; their sessions end. They come back by a new one-time
 * link. Twice is once.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (staff.manage; `staff.yourself`), NOT_FOUND.
 */
export async function unlinkIdentity(ctx: Context, input: z.input<typeof unlinkInput>): Promise<void> {
  const actor = authorize(ctx, 'staff.manage')
  const { staffId: id } = unlinkInput.parse(input)
  const { staff } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const person = await holdPerson(ctx, tx, actor, id)
    if (person.oidcSubject === null) return
    await tx.update(staff).set({ oidcIssuer: null, oidcSubject: null }).where(eq(staff.id, id))
    const sessions = await endSessionsOf(ctx, tx, { staffId: id })
    await writeAudit(ctx, tx, {
      action: 'staff.sso_unlinked',
      targetKind: 'staff',
      targetId: id,
      details: { sessions },
    })
  })
}
