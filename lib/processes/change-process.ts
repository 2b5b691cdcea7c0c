import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError, notFound } from '@/lib/errors'
import { authorizeManagement } from './authorize-management'
import { changedDetails } from './changed-details'
import { checkProcess } from './check-process'
import { isProcessUsed } from './is-process-used'
import { lockTable } from './lock-table'
import { invalidFields, type ProcessInput, parseProcess } from './process-input'
import { changeableFields, processRevision } from './process-revision'

const target = z.object({ processId: z.string().min(1).max(64), revision: z.string().max(64) })

/** `revision`: of the process as the person saw it (`readProcess`). */
export type ChangeProcessInput = z.input<typeof target> & { fields: ProcessInput }

/**
 * Changes a process. The UUID of a process that has enrollments stays: it says what they were made of.
 *
 * @throws DeskError SIGNED_OUT, FORBIDDEN (processes.manage); NOT_FOUND; INVALID with `fieldErrors` (`uuidInUse`, and
 * those of `createProcess`); CONFLICT when somebody changed it since `revision`
 */
export async function changeProcess(ctx: Context, input: ChangeProcessInput): Promise<void> {
  authorizeManagement(ctx)
  const { processId, revision } = target.parse(input)
  const fields = parseProcess(ctx, input.fields)
  const { process } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    await lockTable(ctx, tx, 'process')
    const [row] = await tx.select().from(process).where(eq(process.id, processId))
    if (!row) throw notFound('process')
    const before = changeableFields(row)
    const details = changedDetails(before, fields)
    if (Object.keys(details).length === 0) return
    if (processRevision(row) !== revision) {
      throw new DeskError('CONFLICT', 'the process was changed meanwhile', {
        userMessage: { key: 'process.changedMeanwhile' },
      })
    }
    await checkProcess(ctx, tx, fields, row)
    if (before.id360Uuid !== fields.id360Uuid && (await isProcessUsed(ctx, tx, processId))) {
      throw invalidFields({ id360Uuid: 'uuidInUse' })
    }
    await tx.update(process).set(fields).where(eq(process.id, processId))
    await writeAudit(ctx, tx, {
      action: 'process.changed',
      targetKind: 'process',
      targetId: processId,
      details,
    })
  })
}
