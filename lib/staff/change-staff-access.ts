import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { authorize } from './authorize'
import { checkGroups } from './check-groups'
import { holdPerson } from './hold-staff'
import { listedAccess } from './listed-access'
import { parseForm, staffAccess, staffId } from './staff-input'

const changeInput = staffAccess.extend({ staffId })

export type ChangeAccessInput = z.input<typeof changeInput>

/**
 * Sets what a person may do and see. It counts at their next request: sessions are read with their row.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (staff.manage; `staff.yourself`), NOT_FOUND, INVALID with field errors.
 */
export async function changeStaffAccess(ctx: Context, input: ChangeAccessInput): Promise<void> {
  const actor = authorize(ctx, 'staff.manage')
  const { staffId: id, roles, groupIds } = parseForm(changeInput, input)
  const { staff } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const person = await holdPerson(ctx, tx, actor, id)
    await checkGroups(ctx, tx, actor, groupIds)
    const before = listedAccess(person)
    const after = listedAccess({ roles, groupIds })
    if (before.roles === after.roles && before.groups === after.groups) return
    await tx.update(staff).set({ roles, groupIds }).where(eq(staff.id, id))
    await writeAudit(ctx, tx, {
      action: 'staff.changed',
      targetKind: 'staff',
      targetId: id,
      details: {
        rolesBefore: before.roles,
        roles: after.roles,
        groupsBefore: before.groups,
        groups: after.groups,
      },
    })
  })
}
