import type { EnrollmentStatus } from '@/db/schema/enrollment'

/** Whether an enrollment has a link that still lets the person in: made, not ended, and of a process done by link. */
export function canBeShared(
  enrollment: { status: EnrollmentStatus; sealedApiKey: Buffer | null },
  process: { byLink: boolean },
): boolean {
  const open = enrollment.status === 'NEW' || enrollment.status === 'STARTED'
  return open && enrollment.sealedApiKey !== null && process.byLink
}
