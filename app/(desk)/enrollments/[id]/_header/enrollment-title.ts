import type { EnrollmentView } from '@/lib/enrollments/get-enrollment'

/** What a file is called: the person where one may know them, else the reference, else nothing. */
export function enrollmentTitle({ person, clientReference }: EnrollmentView): string | null {
  const name = [person?.firstName, person?.lastName].filter(Boolean).join(' ')
  return name || clientReference || null
}
