import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { comparableName } from './comparable-name'
import { invalidFields, type ProcessFields } from './process-input'

/**
 * Checks what only the database knows: that no other process has this UUID or name, and that the default group can be
 * chosen. The caller has locked the table. `current`: the process that is changed.
 * @throws DeskError INVALID with `fieldErrors` (`uuidTaken`, `nameTaken`, `unknownGroup`).
 */
export async function checkProcess(
  ctx: Context,
  tx: Tx,
  fields: ProcessFields,
  current?: { id: string; defaultGroupId: string | null },
): Promise<void> {
  const { process, usageGroup } = ctx.store.tables
  const all = await tx
    .select({ id: process.id, name: process.name, id360Uuid: process.id360Uuid })
    .from(process)
  const others = all.filter(({ id }) => id !== current?.id)
  const errors: Record<string, string> = {}
  const name = comparableName(fields.name)
  if (others.some((other) => comparableName(other.name) === name)) errors.name = 'nameTaken'
  if (others.some((other) => other.id360Uuid.toLowerCase() === fields.id360Uuid))
    errors.id360Uuid = 'uuidTaken'
  const { defaultGroupId } = fields
  // A group that was retired since stays where it was chosen; it is not offered.
  if (defaultGroupId !== null && defaultGroupId !== current?.defaultGroupId) {
    const chosen = and(eq(usageGroup.id, defaultGroupId), eq(usageGroup.state, 'active'))
    const [group] = await tx.select({ id: usageGroup.id }).from(usageGroup).where(chosen)
    if (!group) errors.defaultGroupId = 'unknownGroup'
  }
  if (Object.keys(errors).length > 0) throw invalidFields(errors)
}
