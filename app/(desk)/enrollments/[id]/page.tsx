import { orPageError } from '@/app/_errors/page-error'
import { readTimeline } from '@/lib/enrollments/read-timeline'
import { Timeline } from './_timeline/timeline'
import { readEnrollmentPage } from './read-enrollment-page'

export default async function EnrollmentPage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx, enrollment } = await readEnrollmentPage((await params).id)
  return <Timeline timeline={await orPageError(readTimeline(ctx, { enrollmentId: enrollment.id }))} />
}
