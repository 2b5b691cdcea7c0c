import { reasonOf } from '../journey/progress'
import { findKoCause } from '../ko-causes'
import type { Enrollment } from '../store/enrollment'

/**
 * The enrollment as its report tells it: its own status, or the one a revision gave to the report alone. The callbacks
 * and the enrollment object keep the first one: what was announced and what is proved then differ.
 */
export function asReported(enrollment: Enrollment): Enrollment {
  const { revision } = enrollment.detail
  if (!revision?.status) return enrollment
  const koCause = revision.status === 'KO' ? (revision.koCause ?? null) : null
  const koStep = koCause ? findKoCause(koCause)?.koStep?.name : undefined
  return {
    ...enrollment,
    status: revision.status,
    reason: reasonOf(revision.status, koCause),
    detail: {
      ...enrollment.detail,
      koCause,
      steps: enrollment.detail.steps.map((step) => ({ ...step, status: step.name === koStep ? 'KO' : 'OK' })),
    },
  }
}

/** What the n-th revision adds and changes beside the verdict; nothing for a report that was never revised. */
export function revisedKeys(
  enrollment: Enrollment,
  identity: Record<string, unknown>,
): Record<string, unknown> {
  const count = enrollment.detail.revision?.count ?? 0
  if (count === 0) return {}
  return {
    version: `2.1.${count}`,
    identity: { ...identity, gender: count % 2 === 1 ? 'F' : 'M', nationality: 'UTO' },
    revisions: Array.from({ length: count }, (_, index) => ({
      number: index + 1,
      comment: 'Corrected after a second look',
    })),
  }
}
