import { eq } from 'drizzle-orm'
import type { Context, StaffActor } from '@/lib/context'
import { openApiKey } from '@/lib/enrollments/api-key'
import { findVisibleEnrollment } from '@/lib/enrollments/find-visible-enrollment'
import { notFound } from '@/lib/errors'
import { refusal } from './assisted-refusal'
import { obstacleOf } from './obstacle-of'

/** The rows that the assisted flow of one enrollment is made of. */
export type FoundFlow = Awaited<ReturnType<typeof findAssisted>>

/**
 * The enrollment, its process, and its flow if it was ever opened. The permission is the caller's business.
 * @throws DeskError NOT_FOUND when there is none, or when it is of a group this person is not in
 */
export async function findAssisted(ctx: Context, actor: StaffActor, enrollmentId: string) {
  const enrollment = await findVisibleEnrollment(ctx, actor, enrollmentId)
  const { process: processes, assistedFlow } = ctx.store.tables
  const [[process], [flow]] = await Promise.all([
    ctx.store.read.select().from(processes).where(eq(processes.id, enrollment.processId)),
    ctx.store.read.select().from(assistedFlow).where(eq(assistedFlow.enrollmentId, enrollmentId)),
  ])
  if (!process) throw notFound('process')
  return { enrollment, process, flow: flow ?? null }
}

/**
 * What something is to be done with: the key and the id of the file at ID360.
 * @throws DeskError NOT_READY, with the obstacle as message key
 */
export function keysOf(ctx: Context, found: FoundFlow): { apiKey: string; id360Id: string } {
  const obstacle = obstacleOf(found)
  if (obstacle) throw refusal(obstacle)
  const { id, sealedApiKey, id360Id } = found.enrollment
  if (!sealedApiKey || !id360Id) throw refusal('noKey')
  return { apiKey: openApiKey(ctx.keys, id, sealedApiKey), id360Id }
}
