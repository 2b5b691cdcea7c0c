import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { authorize } from './authorize'
import { endSessionsOf } from './end-sessions-of'
import { holdPerson } from './hold-staff'
import { staffId } from './staff-input'

const disableInput = z.object({ staffId })

/**
 * Shuts a person out: every session of theirs ends with it, and so does a link they had. Twice is once.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (staff.manage; `staff.yourself`), NOT_FOUND.
 */
export async function disableStaff(ctx: Context, input: z.input<typeof disableInput>): Promise<void> {
  const actor = authorize(ctx, 'staff.manage')
  const { staffId: id } = disableInput.parse(input)
  const { staff } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const person = await holdPerson(ctx, tx, actor, id)
    if (person.state === 'disabled') return
    await tx
      .update(staff)
      .set({ state: 'disabled', inviteHash: null, inviteExpiresAt: null })
      .where(eq(staff.id, id))
    const sessions = await endSessionsOf(ctx, tx, { staffId: id })
    await writeAudit(ctx, tx, {
      action: 'staff.disabled',
      targetKind: 'staff',
      targetId: id,
      details: { sessions },
    })
  })
}

/**
 * Lets a disabled person in again, with the password, roles and groups they had. Twice is once.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (staff.manage; `staff.yourself`), NOT_FOUND.
 */
export async function enableStaff(ctx: Context, input: z.input<typeof disableInput>): Promise<void> {
  const actor = authorize(ctx, 'staff.manage')
  const { staffId: id } = disableInput.parse(input)
  const { staff } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const person = await holdPerson(ctx, tx, actor, id)
    if (person.state === 'active') return
    await tx.update(staff).set({ state: 'active' }).where(eq(staff.id, id))
    await writeAudit(ctx, tx, { action: 'staff.enabled', targetKind: 'staff', targetId: id })
  })
}
