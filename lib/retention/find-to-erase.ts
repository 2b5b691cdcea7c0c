import { z } from 'zod'
import type { EnrollmentStatus } from '@/db/schema/enrollment'
import type { Context } from '@/lib/context'
import { readDeskSetting } from '@/lib/desk-setting'
import { DeskError } from '@/lib/errors'
import type { EnrollmentRow } from '@/lib/evidence/find-evidence'
import { authorize } from '@/lib/staff/authorize'
import { MOST_AT_ONCE } from './erase-on-request'
import { FIND_BY, findExactly } from './find-exactly'
import { dueByRequest, isAllErased, mayBeErased } from './retention-rules'
import { isStillToCapture } from './still-to-capture'

export { FIND_BY } from './find-exactly'

export const findToEraseInput = z.object({ by: z.enum(FIND_BY), text: z.string().trim().max(300) })

/** `running`: it has not ended; `toCapture`: evidence the law makes the desk keep is not captured yet; `erased`: nothing is left. */
export type EraseObstacle = 'running' | 'toCapture' | 'erased'

/** A file that answers to what was typed. Instants in epoch milliseconds. */
export type FoundToErase = {
  enrollmentId: string
  id360Id: string | null
  lastName: string | null
  firstName: string | null
  clientReference: string | null
  processName: string
  /** null: no group. */
  groupName: string | null
  status: EnrollmentStatus
  createdAt: number
  finishedAt: number | null
  /** Who the person is was erased before. */
  erasedAt: number | null
  obstacle: EraseObstacle | null
  /** Until when the law keeps its evidence; null: the evidence goes as well. */
  evidenceKeptUntil: number | null
}

/**
 * The files of the person's groups that answer exactly to an e-mail address, a name, a phone number, a reference or an
 * id, the newest first, fifty at most. Beginnings of words find nobody here: who is erased is named whole.
 * @throws DeskError SIGNED_OUT, FORBIDDEN; INVALID with `fieldErrors.text` when there is nothing to look for
 */
export async function findToErase(
  ctx: Context,
  input: z.input<typeof findToEraseInput>,
): Promise<{ rows: FoundToErase[]; more: boolean }> {
  const actor = authorize(ctx, 'personal.erase')
  const { by, text } = findToEraseInput.parse(input)
  if (text === '') {
    throw new DeskError('INVALID', 'nothing to look for', { fieldErrors: { text: 'required' } })
  }
  const found = await findExactly(ctx, actor, { by, text, limit: MOST_AT_ONCE + 1 })
  const rows = found.slice(0, MOST_AT_ONCE)
  return { rows: await describeRows(ctx, rows), more: found.length > MOST_AT_ONCE }
}

async function describeRows(ctx: Context, rows: EnrollmentRow[]): Promise<FoundToErase[]> {
  const { process, usageGroup } = ctx.store.tables
  const [processes, groups, { value: retention }] = await Promise.all([
    ctx.store.read.select({ id: process.id, name: process.name }).from(process),
    ctx.store.read.select({ id: usageGroup.id, name: usageGroup.name }).from(usageGroup),
    readDeskSetting(ctx, 'retention'),
  ])
  const now = ctx.clock()
  const obstacleOf = async (row: EnrollmentRow): Promise<EraseObstacle | null> => {
    const { personal, evidence, keptUntil } = dueByRequest(retention, row, now)
    if (isAllErased(row) || (!personal && !evidence && keptUntil === row.evidenceKeptUntil)) return 'erased'
    if (!mayBeErased(row, ctx.settings, now)) return 'running'
    return (await isStillToCapture(ctx, ctx.store.read, row, retention)) ? 'toCapture' : null
  }
  return Promise.all(
    rows.map(async (row) => ({
      enrollmentId: row.id,
      id360Id: row.id360Id,
      lastName: row.lastName,
      firstName: row.firstName,
      clientReference: row.clientReference,
      processName: processes.find(({ id }) => id === row.processId)?.name ?? '',
      groupName: groups.find(({ id }) => id === row.groupId)?.name ?? null,
      status: row.status,
      createdAt: row.createdAt,
      finishedAt: row.finishedAt,
      erasedAt: row.erasedAt,
      obstacle: await obstacleOf(row),
      evidenceKeptUntil: dueByRequest(retention, row, now).keptUntil,
    })),
  )
}
