import type { EnrollmentListRow } from '@/lib/enrollments/list-enrollments'

export const personName = ({ firstName, lastName }: Pick<EnrollmentListRow, 'firstName' | 'lastName'>) =>
  [firstName, lastName].filter(Boolean).join(' ') || null

/** Who or what a row is about, in the words one would say: the person, else the reference, else ID360's id. */
export const rowName = (row: EnrollmentListRow): string | null =>
  personName(row) || row.clientReference || row.id360Id
