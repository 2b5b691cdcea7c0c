import { cache } from 'react'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { getEnrollment } from '@/lib/enrollments/get-enrollment'

/** Who asks and the enrollment of this address: read once per request, for the layout and the page inside it. */
export const readEnrollmentPage = cache(async (enrollmentId: string) => {
  const ctx = await pageContext()
  return { ctx, enrollment: await orPageError(getEnrollment(ctx, { enrollmentId })) }
})
