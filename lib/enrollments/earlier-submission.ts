import { eq } from 'drizzle-orm'
import type { Context, StaffActor } from '@/lib/context'
import { DeskError } from '@/lib/errors'

/** What a filled form became. */
export type CreatedEnrollment = {
  enrollmentId: string
  /** `unconfirmed`: ID360 was asked and did not answer; a callback or the agent settles it. */
  outcome: 'created' | 'unconfirmed'
  /** The same form was sent before: nothing new was made. */
  duplicateOf?: boolean
}

const POLL_MS = 50
/** How long a second click waits for the first one's answer before it is shown the enrollment as it stands. */
const LONGEST_WAIT_MS = 5_000

/**
 * What became of an earlier submission of the same form, or null when there was none. While the first one still waits
 * for ID360, waits with it, a few seconds at most.
 * @throws DeskError CONFLICT when somebody else used the key; ID360 when the first one was refused while this one waited.
 */
export async function earlierSubmission(
  ctx: Context,
  actor: StaffActor,
  submissionKey: string,
): Promise<CreatedEnrollment | null> {
  const { enrollment } = ctx.store.tables
  const deadline = performance.now() + LONGEST_WAIT_MS
  for (let waited = false; ; waited = true) {
    const [row] = await ctx.store.read
      .select({
        id: enrollment.id,
        createdBy: enrollment.createdBy,
        status: enrollment.status,
        revision: enrollment.revision,
      })
      .from(enrollment)
      .where(eq(enrollment.submissionKey, submissionKey))
    if (!row && waited) {
      throw new DeskError('ID360', 'the first submission of this form was refused', {
        userMessage: { key: 'id360.notCreated' },
      })
    }
    if (!row) return null
    if (row.createdBy !== actor.id) throw new DeskError('CONFLICT', 'the submission key is another person’s')
    const awaited = row.status === 'UNCONFIRMED' && row.revision === 1
    if (!awaited || performance.now() >= deadline) {
      const outcome = row.status === 'UNCONFIRMED' ? 'unconfirmed' : 'created'
      return { enrollmentId: row.id, outcome, duplicateOf: true }
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
