import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { newId } from '@/lib/new-id'
import { authorizeManagement } from './authorize-management'
import { checkProcess } from './check-process'
import { lockTable } from './lock-table'
import { type ProcessInput, parseProcess } from './process-input'

/**
 * Registers one of ID360's processes. Returns the desk's id of it.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (processes.manage); INVALID with `fieldErrors`, `uuidTaken` and `nameTaken`
 * among them.
 */
export async function createProcess(ctx: Context, input: ProcessInput): Promise<string> {
  authorizeManagement(ctx)
  const fields = parseProcess(ctx, input)
  const { process } = ctx.store.tables
  const id = newId()
  await ctx.store.tx(async (tx) => {
    await lockTable(ctx, tx, 'process')
    await checkProcess(ctx, tx, fields)
    await tx.insert(process).values({ id, ...fields, state: 'active', createdAt: ctx.clock() })
    await writeAudit(ctx, tx, {
      action: 'process.added',
      targetKind: 'process',
      targetId: id,
      details: { ...fields },
    })
  })
  return id
}
