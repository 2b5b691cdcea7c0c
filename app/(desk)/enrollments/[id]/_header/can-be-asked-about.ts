import type { EnrollmentView } from '@/lib/enrollments/get-enrollment'

/** Whether ID360 can be asked what has become of it: it has an id there, and no end is known. */
export function canBeAskedAbout({ id360Id, status }: EnrollmentView): boolean {
  return id360Id !== null && (status === 'UNCONFIRMED' || status === 'NEW' || status === 'STARTED')
}
