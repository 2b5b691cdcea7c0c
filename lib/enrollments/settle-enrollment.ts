import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { Id360Error } from '@/lib/id360/errors'
import type { Id360Enrollment } from '@/lib/id360/schemas'
import { authorize } from '@/lib/staff/authorize'
import { moveUsage } from '@/lib/usage/move-usage'
import { inboxUrl } from './creation-body'
import { findVisibleEnrollment } from './find-visible-enrollment'
import { id360Failure } from './id360-failure'
import { keepCreated } from './keep-created'

export const settleInput = z.discriminatedUnion('decision', [
  z.object({ enrollmentId: z.string().min(1), decision: z.literal('not_created') }),
  z.object({
    enrollmentId: z.string().min(1),
    decision: z.literal('exists'),
    /** As ID360's console shows it. */
    id360Id: z.string().trim().min(1, 'required').max(64, 'tooLong'),
  }),
])

const endpoints = z.array(z.looseObject({ url: z.string() })).catch([])

/**
 * The agent says what became of a creation that ID360 never answered: it does not exist, or it exists under this id.
 * The latter is checked with ID360: the file must call back to this enrollment's own inbox. It becomes NEW; what it has
 * become since is for reconciliation to find out.
 *
 * @throws DeskError NOT_FOUND; INVALID with `fieldErrors` when the input cannot be read; CONFLICT
 * (`settle.alreadySettled`, `settle.notOurs`); ID360 when ID360 does not answer, with `fieldErrors.id360Id` when it
 * knows no such file.
 */
export async function settleEnrollment(ctx: Context, input: z.input<typeof settleInput>): Promise<void> {
  const actor = authorize(ctx, 'enrollments.create')
  const parsed = settleInput.safeParse(input)
  if (!parsed.success) {
    const fieldErrors = Object.fromEntries(
      parsed.error.issues.map(({ path, message }) => [
        path.join('.'),
        /^(required|tooLong)$/.test(message) ? message : 'invalid',
      ]),
    )
    throw new DeskError('INVALID', 'the decision cannot be read', { fieldErrors })
  }
  const settled = parsed.data
  const row = await findVisibleEnrollment(ctx, actor, settled.enrollmentId)
  if (row.status !== 'UNCONFIRMED') throw alreadySettled()
  if (settled.decision === 'not_created') return markNotCreated(ctx, row.id)
  const file = await readFile(ctx, settled.id360Id)
  const ours = endpoints.parse(file.callback_endpoints).some(({ url }) => url === inboxUrl(ctx, row.inboxId))
  if (!ours) {
    throw new DeskError('CONFLICT', 'that file calls back elsewhere', {
      userMessage: { key: 'settle.notOurs' },
      fieldErrors: { id360Id: 'notOurs' },
    })
  }
  await keepCreated(ctx, row.id, { id360Id: file.id, apiKey: file.api_key }, 'enrollment.settled')
}

const alreadySettled = () =>
  new DeskError('CONFLICT', 'the enrollment is settled already', {
    userMessage: { key: 'settle.alreadySettled' },
  })

async function readFile(ctx: Context, id360Id: string): Promise<Id360Enrollment> {
  try {
    return await ctx.id360.getEnrollment(id360Id)
  } catch (error) {
    if (!(error instanceof Id360Error) || error.kind !== 'not_found') throw id360Failure(ctx, error)
    throw new DeskError('ID360', error.message, {
      userMessage: { key: 'id360.not_found' },
      fieldErrors: { id360Id: 'unknownToId360' },
      cause: error,
    })
  }
}

async function markNotCreated(ctx: Context, enrollmentId: string) {
  const { enrollment } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const [row] = await tx
      .update(enrollment)
      .set({ status: 'NOT_CREATED', revision: sql`${enrollment.revision} + 1` })
      .where(and(eq(enrollment.id, enrollmentId), eq(enrollment.status, 'UNCONFIRMED')))
      .returning()
    // A callback came first: the file exists.
    if (!row) throw alreadySettled()
    await moveUsage(ctx, tx, { ...row, status: 'UNCONFIRMED' }, row)
    await writeAudit(ctx, tx, {
      action: 'enrollment.settled',
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: { decision: 'not_created' },
    })
  })
}
