import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Confirmation, EnrollmentStatus, StepState } from '@/db/schema/enrollment'
import { type AssistOffer, assistOffer } from '@/lib/assisted/assist-offer'
import type { Context } from '@/lib/context'
import { notFound } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import { may } from '@/lib/staff/permissions'
import { canBeShared } from './can-be-shared'
import { findVisibleEnrollment } from './find-visible-enrollment'

export type PersonView = {
  lastName: string | null
  firstName: string | null
  email: string | null
  /** E.164. */
  phone: string | null
}

/** One enrollment as a page shows it. Instants are epoch milliseconds. */
export type EnrollmentView = {
  id: string
  id360Id: string | null
  clientReference: string | null
  /** Language of the journey. */
  language: 'fr' | 'en'
  status: EnrollmentStatus
  /** ID360's words on the status, as they came. */
  reason: string | null
  confirmation: Confirmation
  conflict: boolean
  /** null for people without `enrollments.personal`. */
  person: PersonView | null
  process: { id: string; name: string; byLink: boolean; assisted: boolean; makesIdclaim: boolean }
  /** null: no group. */
  group: { id: string; name: string } | null
  createdBy: { id: string; name: string }
  steps: StepState[]
  stepsDone: number | null
  stepsTotal: number | null
  createdAt: number
  startedAt: number | null
  finishedAt: number | null
  lastNewsAt: number
  revision: number
  /** The link can be shown by this person, now. */
  canShare: boolean
  /** What this person may do here in the other's place, now. */
  assist: AssistOffer
  /** This person may say what became of a creation without answer. */
  canSettle: boolean
  canSeeDetails: boolean
  canSeeEvidence: boolean
  canRetryEvidence: boolean
  canInspectCallbacks: boolean
}

export const getEnrollmentInput = z.object({ enrollmentId: z.string().min(1).max(64) })

/**
 * Reads one enrollment, without its secrets; the address is opened apart (`open-details.ts`).
 * @throws DeskError NOT_FOUND when there is none, or when it is of a group this person is not in.
 */
export async function getEnrollment(
  ctx: Context,
  input: z.input<typeof getEnrollmentInput>,
): Promise<EnrollmentView> {
  const actor = authorize(ctx, 'enrollments.list')
  const parsed = getEnrollmentInput.safeParse(input)
  if (!parsed.success) throw notFound('enrollment')
  const row = await findVisibleEnrollment(ctx, actor, parsed.data.enrollmentId)
  const { process: processes, usageGroup, staff, assistedFlow } = ctx.store.tables
  const [[process], [group], [creator], [flow]] = await Promise.all([
    ctx.store.read.select().from(processes).where(eq(processes.id, row.processId)),
    ctx.store.read
      .select({ id: usageGroup.id, name: usageGroup.name })
      .from(usageGroup)
      .where(eq(usageGroup.id, row.groupId)),
    ctx.store.read.select({ id: staff.id, name: staff.name }).from(staff).where(eq(staff.id, row.createdBy)),
    ctx.store.read.select().from(assistedFlow).where(eq(assistedFlow.enrollmentId, row.id)),
  ])
  if (!process || !creator) throw new Error(`enrollment ${row.id} has lost its process or its creator`)
  const personal = may(actor.roles, 'enrollments.personal')
  const { id, name, byLink, assisted, makesIdclaim } = process
  return {
    id: row.id,
    id360Id: row.id360Id,
    clientReference: row.clientReference,
    language: row.language,
    status: row.status,
    reason: row.reason,
    confirmation: row.confirmation,
    conflict: row.conflict,
    person: personal
      ? { lastName: row.lastName, firstName: row.firstName, email: row.email, phone: row.phone }
      : null,
    process: { id, name, byLink, assisted, makesIdclaim },
    group: group ?? null,
    createdBy: creator,
    steps: row.steps,
    stepsDone: row.stepsDone,
    stepsTotal: row.stepsTotal,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    lastNewsAt: row.lastNewsAt,
    revision: row.revision,
    canShare: may(actor.roles, 'enrollments.share') && canBeShared(row, process),
    assist: may(actor.roles, 'enrollments.assist')
      ? assistOffer({ enrollment: row, process, flow: flow ?? null })
      : null,
    canSettle: may(actor.roles, 'enrollments.create') && row.status === 'UNCONFIRMED',
    canSeeDetails: personal,
    canSeeEvidence: may(actor.roles, 'evidence.view'),
    canRetryEvidence: may(actor.roles, 'evidence.retry'),
    canInspectCallbacks: may(actor.roles, 'callbacks.inspect'),
  }
}
